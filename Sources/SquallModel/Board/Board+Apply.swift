/// Applying changes: total, deterministic, and telling what was touched.
extension Board {
  /// Applies a change; what it speaks of may be gone, then nothing happens.
  ///
  /// - Parameters:
  ///   - by: the author of the entry; becomes the author of what it adds.
  ///   - instant: when the entry was made.
  public mutating func apply(_ change: Change, by author: ID?, at instant: Instant) {
    var trace = Trace(recording: false)
    apply(change, by: author, at: instant, trace: &trace)
  }

  mutating func apply(
    _ change: Change, by author: ID?, at instant: Instant, trace: inout Trace
  ) {
    switch change {
    case .batch(let changes), .undone(_, let changes):
      for change in changes { apply(change, by: author, at: instant, trace: &trace) }
    case .adopted(let board):
      self = board
    case .stickyAdded(var sticky):
      sticky.author = sticky.author ?? author
      sticky.createdAt = sticky.createdAt ?? instant
      add(sticky, trace: &trace)
    case .stickyRemoved(let id):
      remove(id, at: instant, trace: &trace)
    case .stickyMoved(let id, let place):
      move(id, to: place, at: instant, trace: &trace)
    case .copyOfSet(let id, let original):
      setCopy(id, of: original, at: instant, trace: &trace)
    case .fieldSet, .fieldRemoved, .voteCast:
      applyToData(change, at: instant, trace: &trace)
    case .stickyReworded, .kindChanged, .noteSet, .pivotalSet, .tentativeSet, .hotspotAddressed,
      .hotspotReopened:
      applyToSticky(change, at: instant, trace: &trace)
    case .laneAdded, .laneRenamed, .laneMoved, .laneRemoved:
      applyToLanes(change, at: instant, trace: &trace)
    case .linkAdded, .linkRemoved, .contextAdded, .contextChanged, .contextRemoved, .termSet,
      .termRemoved, .titleSet, .levelSet, .roomMade, .gapClosed, .participantJoined:
      applyToFurniture(change, trace: &trace)
    }
  }

  private mutating func add(_ sticky: Sticky, trace: inout Trace) {
    guard !contains(sticky.id) else { return }
    var sticky = sticky
    sticky.place = standing(sticky.place, for: sticky.id)
    if let original = sticky.copyOf, self[original].map({ $0.copyOf != nil }) ?? true {
      sticky.copyOf = nil
    }
    store(sticky)
    trace.note(.sticky(sticky.id, before: nil))
  }

  /// The place itself where it can be stood at, else the inbox.
  private func standing(_ place: Place, for id: ID) -> Place {
    switch place {
    case .inbox: .inbox
    case .spot(let lane, _, _): lanes.contains { $0.id == lane } ? place : .inbox
    case .on(let host):
      host != id && self[host].map { !$0.place.isOnAnother } ?? false && attached(to: id).isEmpty
        ? place : .inbox
    }
  }

  private mutating func move(_ id: ID, to place: Place, at instant: Instant, trace: inout Trace) {
    guard let slot = slot(of: id) else { return }
    let standing = standing(place, for: id)
    guard standing != slots[slot].place else { return }
    trace.note(.place(id, before: slots[slot].place))
    setPlace(standing, slot: slot)
    slots[slot].changedAt = instant
  }

  /// Takes a sticky off; what leant on it stays: attachments take its place, a copy its text.
  private mutating func remove(_ id: ID, at instant: Instant, trace: inout Trace) {
    guard let slot = slot(of: id) else { return }
    let sticky = slots[slot]
    for attached in attached(to: id) {
      move(attached, to: sticky.place, at: instant, trace: &trace)
    }
    handOver(sticky, at: instant, trace: &trace)
    for link in links where link.from == id || link.to == id {
      trace.note(.link(link.id, before: link))
    }
    links.removeAll { $0.from == id || $0.to == id }
    for index in contexts.indices where contexts[index].stickies.contains(id) {
      trace.note(.contextContent(contexts[index].id, before: contexts[index]))
      contexts[index].stickies.removeAll { $0 == id }
    }
    trace.note(.sticky(id, before: sticky))
    discard(id)
  }

  /// One copy of a sticky that goes becomes the original of the others: the one whose id comes
  /// first, as a board that was read from its file does not know which copy was made first.
  private mutating func handOver(_ sticky: Sticky, at instant: Instant, trace: inout Trace) {
    let copies = copies(of: sticky.id)
    guard let heir = copies.min() else { return }
    setCopy(heir, of: nil, at: instant, trace: &trace)
    for field in sticky.fields {
      applyToData(
        .fieldSet(heir, name: field.name, value: field.value, index: nil), at: instant,
        trace: &trace)
    }
    for copy in copies where copy != heir { setCopy(copy, of: heir, at: instant, trace: &trace) }
  }

  /// Makes a sticky a copy of another one; freed, it keeps the text that it showed.
  private mutating func setCopy(
    _ id: ID, of original: ID?, at instant: Instant, trace: inout Trace
  ) {
    guard let slot = slot(of: id), slots[slot].copyOf != original, original != id else { return }
    if let original, self[original].map({ $0.copyOf != nil }) ?? true { return }
    // A copy has no copies of its own: those it had are the original's from now on.
    if let original {
      for copy in copies(of: id) { setCopy(copy, of: original, at: instant, trace: &trace) }
    }
    let text = original == nil ? text(of: slots[slot]) : ""
    trace.note(.copyOf(id, before: slots[slot].copyOf))
    setCopyOf(original, slot: slot)
    slots[slot].changedAt = instant
    if !slots[slot].text.isSameBytes(as: text) {
      trace.note(.text(id, before: slots[slot].text))
      slots[slot].text = text
    }
  }

  private mutating func applyToSticky(
    _ change: Change, at instant: Instant, trace: inout Trace
  ) {
    switch change {
    case .stickyReworded(let id, let text):
      guard let slot = slot(of: id), slots[slot].copyOf == nil,
        !slots[slot].text.isSameBytes(as: text)
      else { return }
      trace.note(.text(id, before: slots[slot].text))
      slots[slot].text = text
      slots[slot].changedAt = instant
    case .kindChanged(let id, let kind):
      guard let slot = slot(of: id), slots[slot].kind != kind else { return }
      trace.note(.kind(id, before: slots[slot].kind))
      slots[slot].kind = kind
      touchColumn(ofSlot: slot)
      slots[slot].changedAt = instant
    case .noteSet(let id, let note):
      guard let slot = slot(of: id), !slots[slot].note.isSameBytes(as: note) else { return }
      trace.note(.note(id, before: slots[slot].note))
      slots[slot].note = note
      touchColumn(ofSlot: slot)
      slots[slot].changedAt = instant
    case .pivotalSet(let id, let isPivotal):
      guard let slot = slot(of: id), slots[slot].isPivotal != isPivotal else { return }
      trace.note(.pivotal(id, before: slots[slot].isPivotal))
      slots[slot].isPivotal = isPivotal
      touchColumn(ofSlot: slot)
      slots[slot].changedAt = instant
    case .tentativeSet(let id, let isTentative):
      guard let slot = slot(of: id), slots[slot].isTentative != isTentative else { return }
      trace.note(.tentative(id, before: slots[slot].isTentative))
      slots[slot].isTentative = isTentative
      slots[slot].changedAt = instant
    case .hotspotAddressed(let id): setAddressed(id, true, at: instant, trace: &trace)
    case .hotspotReopened(let id): setAddressed(id, false, at: instant, trace: &trace)
    default: break
    }
  }

  private mutating func setAddressed(
    _ id: ID, _ isAddressed: Bool, at instant: Instant, trace: inout Trace
  ) {
    guard let slot = slot(of: id), slots[slot].isAddressed != isAddressed else { return }
    trace.note(.addressed(id, before: slots[slot].isAddressed))
    slots[slot].isAddressed = isAddressed
    slots[slot].changedAt = instant
  }

  private mutating func applyToData(_ change: Change, at instant: Instant, trace: inout Trace) {
    switch change {
    case .fieldSet(let id, let name, let value, let index):
      guard let slot = slot(of: id) else { return }
      if let present = slots[slot].fields.firstIndex(where: { $0.isNamed(name) }) {
        guard slots[slot].fields[present].value != value else { return }
        let before = slots[slot].fields[present].value
        trace.note(.field(id, name: name, before: before, index: present))
        slots[slot].fields[present].value = value
      } else {
        let count = slots[slot].fields.count
        trace.note(.field(id, name: name, before: nil, index: count))
        slots[slot].fields.insert(
          Field(name: name, value: value), at: min(max(index ?? count, 0), count))
        touchColumn(ofSlot: slot)
      }
      slots[slot].changedAt = instant
    case .fieldRemoved(let id, let name):
      guard let slot = slot(of: id),
        let present = slots[slot].fields.firstIndex(where: { $0.isNamed(name) })
      else { return }
      let before = slots[slot].fields[present].value
      trace.note(.field(id, name: name, before: before, index: present))
      slots[slot].fields.remove(at: present)
      touchColumn(ofSlot: slot)
      slots[slot].changedAt = instant
    case .voteCast(let id, let voter, let count):
      guard let slot = slot(of: id) else { return }
      castVote(slot: slot, by: voter, count: count, trace: &trace)
    default: break
    }
  }

  private mutating func castVote(slot: Int, by voter: ID, count: Int, trace: inout Trace) {
    let present = slots[slot].votes.firstIndex { $0.participant == voter }
    let before = present.map { slots[slot].votes[$0].count } ?? 0
    guard before != count else { return }
    trace.note(.vote(slots[slot].id, by: voter, before: before))
    switch (present, count > 0) {
    case (let index?, true): slots[slot].votes[index].count = count
    case (let index?, false): slots[slot].votes.remove(at: index)
    case (nil, true):
      let index = slots[slot].votes.firstIndex { voter < $0.participant }
      slots[slot].votes.insert(
        Vote(participant: voter, count: count), at: index ?? slots[slot].votes.count)
    case (nil, false): break
    }
  }
}
