/// What always holds on a board; a rule that is broken is named.
extension Board {
  /// A rule of the board that does not hold.
  public enum BrokenInvariant: Equatable, Sendable {
    case indexOutOfStep(ID)
    case orderOutOfStep
    case laneMissing(ID, sticky: ID)
    case hostMissing(ID, sticky: ID)
    case hostIsAttached(ID, sticky: ID)
    case attachedToItself(ID)
    case originalMissing(ID, copy: ID)
    case originalIsACopy(ID, copy: ID)
    case copyHasText(ID)
    case doubleField(String, sticky: ID)
    case badVote(ID)
    case linkEndMissing(ID)
    case contextMemberMissing(ID, context: ID)
    case doubleID(ID)
    case phaseOfAnotherLevel
    case emptyColumnsOutOfOrder
    case overLimit(Limit)
  }

  /// All rules that are broken; empty on every board that squall made.
  public func checkInvariants() -> [BrokenInvariant] {
    var broken: [BrokenInvariant] = []
    for (id, slot) in slotOf {
      let sticky = slots[Int(slot)]
      if sticky.id != id { broken.append(.indexOutOfStep(id)) }
      broken += check(sticky)
    }
    broken += checkIndexes()
    broken += checkFurniture()
    return broken
  }

  private func check(_ sticky: Sticky) -> [BrokenInvariant] {
    var broken: [BrokenInvariant] = []
    switch sticky.place {
    case .spot(let lane, _, _):
      if self.lane(lane) == nil { broken.append(.laneMissing(lane, sticky: sticky.id)) }
    case .on(let host):
      if host == sticky.id { broken.append(.attachedToItself(host)) }
      if let place = self[host]?.place {
        if place.isOnAnother { broken.append(.hostIsAttached(host, sticky: sticky.id)) }
      } else {
        broken.append(.hostMissing(host, sticky: sticky.id))
      }
      if attached(to: host).filter({ $0 == sticky.id }).count != 1 {
        broken.append(.indexOutOfStep(sticky.id))
      }
    case .inbox:
      break
    }
    if let original = sticky.copyOf {
      if let found = self[original] {
        if found.copyOf != nil { broken.append(.originalIsACopy(original, copy: sticky.id)) }
      } else {
        broken.append(.originalMissing(original, copy: sticky.id))
      }
      if !sticky.text.isEmpty { broken.append(.copyHasText(sticky.id)) }
      if copies(of: original).filter({ $0 == sticky.id }).count != 1 {
        broken.append(.indexOutOfStep(sticky.id))
      }
    }
    for (index, field) in sticky.fields.enumerated()
    where sticky.fields[..<index].contains(where: { $0.isNamed(field.name) }) {
      broken.append(.doubleField(field.name, sticky: sticky.id))
    }
    if sticky.votes.contains(where: { $0.count < 1 }) { broken.append(.badVote(sticky.id)) }
    return broken
  }

  private func checkIndexes() -> [BrokenInvariant] {
    var broken: [BrokenInvariant] = []
    var standsInInbox = 0
    var standsOnTimeline = 0
    for slot in slotOf.values {
      if slots[Int(slot)].place == .inbox { standsInInbox += 1 }
      if slots[Int(slot)].isPlaced { standsOnTimeline += 1 }
    }
    if Set(inbox).count != standsInInbox || inbox.count != standsInInbox {
      broken.append(.orderOutOfStep)
    }
    let ordered = Array(readingOrder)
    if ordered.count != standsOnTimeline
      || !zip(ordered, ordered.dropFirst()).allSatisfy({ isOrdered($0, $1) })
    {
      broken.append(.orderOutOfStep)
    }
    return broken
  }

  private func checkFurniture() -> [BrokenInvariant] {
    var broken: [BrokenInvariant] = []
    for ids in [lanes.map(\.id), participants.map(\.id), links.map(\.id), contexts.map(\.id)] {
      var seen: Set<ID> = []
      for id in ids where !seen.insert(id).inserted { broken.append(.doubleID(id)) }
    }
    for link in links where !contains(link.from) || !contains(link.to) || link.from == link.to {
      broken.append(.linkEndMissing(link.id))
    }
    for context in contexts {
      for id in context.stickies where !contains(id) {
        broken.append(.contextMemberMissing(id, context: context.id))
      }
    }
    if phase.level != level { broken.append(.phaseOfAnotherLevel) }
    if !zip(emptyColumns, emptyColumns.dropFirst()).allSatisfy(<) {
      broken.append(.emptyColumnsOutOfOrder)
    }
    let counts: [(Limit, Int)] = [
      (.stickies, stickyCount), (.lanes, lanes.count), (.links, links.count),
      (.contexts, contexts.count), (.terms, terms.count), (.participants, participants.count),
      (.emptyColumns, emptyColumns.count),
    ]
    for (limit, count) in counts where count > limit.maximum { broken.append(.overLimit(limit)) }
    return broken
  }
}
