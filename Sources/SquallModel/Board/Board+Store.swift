/// The store of stickies and its indexes; the only code that writes them.
extension Board {
  /// The content of a slot that no sticky uses.
  private static let vacant = Sticky(id: ID(checked: ""), kind: .note)

  func slot(of id: ID) -> Int? { slotOf[id].map { Int($0) } }

  mutating func store(_ sticky: Sticky) {
    let slot: Int32
    if let vacant = vacantSlots.popLast() {
      slot = vacant
      slots[Int(slot)] = sticky
    } else {
      slot = Int32(slots.count)
      slots.append(sticky)
    }
    slotOf[sticky.id] = slot
    if let original = sticky.copyOf { copies[original, default: []].append(sticky.id) }
    enterPlace(slot)
  }

  /// Fills a board that has no stickies yet, without copying any.
  ///
  /// - Returns: the index of the first sticky whose id another one has; the board is then of no
  ///   use.
  package mutating func fill(with stickies: [Sticky]) -> Int? {
    precondition(slots.isEmpty, "only an empty board can be filled")
    slots = stickies
    slotOf.reserveCapacity(stickies.count)
    timeline = nil
    for index in slots.indices {
      let id = slots[index].id
      guard slotOf.updateValue(Int32(index), forKey: id) == nil else { return index }
      if let original = slots[index].copyOf { copies[original, default: []].append(id) }
      switch slots[index].place {
      case .spot: break
      case .on(let host): attachments[host, default: []].append(id)
      case .inbox: inbox.append(id)
      }
    }
    return nil
  }

  mutating func discard(_ id: ID) {
    guard let slot = slotOf[id] else { return }
    leavePlace(slot)
    if let original = slots[Int(slot)].copyOf { removeCopy(id, of: original) }
    slotOf[id] = nil
    slots[Int(slot)] = Board.vacant
    vacantSlots.append(slot)
  }

  mutating func setPlace(_ place: Place, slot: Int) {
    leavePlace(Int32(slot))
    slots[slot].place = place
    enterPlace(Int32(slot))
  }

  mutating func setCopyOf(_ original: ID?, slot: Int) {
    let id = slots[slot].id
    if let old = slots[slot].copyOf { removeCopy(id, of: old) }
    slots[slot].copyOf = original
    if let original { copies[original, default: []].append(id) }
  }

  private mutating func removeCopy(_ id: ID, of original: ID) {
    copies[original]?.removeFirst(id)
    if copies[original]?.isEmpty == true { copies[original] = nil }
  }

  private mutating func enterPlace(_ slot: Int32) {
    switch slots[Int(slot)].place {
    case .spot(_, let at, _):
      guard var order = timeline.take() else { return }
      slots.withUnsafeBufferPointer { [lanes = orderLanes ?? lanes] slots in
        order.insert(slot) { Board.isOrdered($0, slot, in: slots, lanes: lanes) }
      }
      timeline = order
      arrangement.touch(at)
    case .on(let host):
      attachments[host, default: []].append(slots[Int(slot)].id)
      if let hostSlot = slotOf[host] { touchColumn(ofSlot: Int(hostSlot)) }
    case .inbox:
      inbox.append(slots[Int(slot)].id)
    }
  }

  private mutating func leavePlace(_ slot: Int32) {
    switch slots[Int(slot)].place {
    case .spot(_, let at, _):
      guard var order = timeline.take() else { return }
      slots.withUnsafeBufferPointer { [lanes = orderLanes ?? lanes] slots in
        order.remove(slot) { Board.isOrdered($0, slot, in: slots, lanes: lanes) }
      }
      timeline = order
      arrangement.touch(at)
    case .on(let host):
      let id = slots[Int(slot)].id
      attachments[host]?.removeFirst(id)
      if attachments[host]?.isEmpty == true { attachments[host] = nil }
      if let hostSlot = slotOf[host] { touchColumn(ofSlot: Int(hostSlot)) }
    case .inbox:
      let id = slots[Int(slot)].id
      inbox.removeFirst(id)
    }
  }
}

extension [ID] {
  /// Takes an id out that stands there once.
  fileprivate mutating func removeFirst(_ id: ID) {
    if let index = firstIndex(of: id) { remove(at: index) }
  }
}
