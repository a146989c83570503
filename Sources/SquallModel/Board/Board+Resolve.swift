/// From what somebody wants to what happens: every neighbour becomes a key, every name an id.
extension Board {
  /// What an edit comes to on this board.
  struct Resolved {
    var change: Change
    var createdID: ID?
  }

  /// Resolves any edit but a batch, an undo or a redo.
  ///
  /// - Throws: a ``Refusal`` that says why the edit cannot be.
  func resolve(
    _ edit: Edit, by author: ID?, ids: inout some IDSource
  ) throws(Refusal) -> Resolved {
    switch edit {
    case .addSticky(let new): return try resolveAddition(new, ids: &ids)
    case .addCopy(let id, let original, let lane, let target):
      return try resolveCopy(id, of: original, lane: lane, target: target, ids: &ids)
    case .addLane(let id, let name, let target):
      return try resolveLane(id, name: name, target: target, ids: &ids)
    case .addLink(let id, let from, let to, let label):
      return try resolveLink(id, from: from, to: to, label: label, ids: &ids)
    case .addContext(let id, let name, let stickies):
      return try resolveContext(id, name: name, stickies: stickies, ids: &ids)
    case .moveSticky(let id, let lane, let target):
      guard contains(id) else { throw .noSuchSticky(id) }
      return Resolved(
        change: try settled(
          target, lane: lane, moving: id, ids: &ids
        ) { .stickyMoved(id, to: $0) })
    case .rewordSticky, .removeSticky, .changeKind, .setNote, .setPivotal, .setTentative,
      .addressHotspot, .reopenHotspot, .attach, .detach:
      return Resolved(change: try resolveOnSticky(edit, ids: &ids))
    case .setField, .removeField, .vote:
      return Resolved(change: try resolveOnData(edit, by: author))
    case .renameLane, .moveLane, .removeLane:
      return Resolved(change: try resolveOnLane(edit))
    case .removeLink, .changeContext, .removeContext, .setTerm, .removeTerm, .setTitle, .setLevel,
      .setPhase, .makeRoom, .closeGap:
      return Resolved(change: try resolveOnFurniture(edit))
    case .batch, .undo, .redo:
      throw .nestedBatch
    }
  }

  func sticky(_ id: ID) throws(Refusal) -> Sticky { slots[try found(id)] }

  /// The slot of a sticky that an edit speaks of, to read its members where they lie: a copy of a
  /// whole sticky counts ten references up and down.
  func found(_ id: ID) throws(Refusal) -> Int {
    guard let slot = slot(of: id) else { throw .noSuchSticky(id) }
    return slot
  }

  func checkFree(_ id: ID) throws(Refusal) {
    let isTaken =
      contains(id) || lanes.contains { $0.id == id } || links.contains { $0.id == id }
      || contexts.contains { $0.id == id }
    if isTaken { throw .idTaken(id) }
  }

  func free(_ wanted: ID?, ids: inout some IDSource) throws(Refusal) -> ID {
    if let wanted {
      try checkFree(wanted)
      return wanted
    }
    var id = ids.next()
    while contains(id) || lanes.contains(where: { $0.id == id }) { id = ids.next() }
    return id
  }

  func check(_ text: String, within limit: Limit) throws(Refusal) {
    if text.utf8.count > limit.maximum { throw .limit(limit) }
  }

  func check(_ text: String, for kind: Kind) throws(Refusal) {
    try check(text, within: .textBytes)
    if !kind.mayBeBlank, text.isBlank { throw .blankText(kind) }
  }

  private func resolveAddition(
    _ new: NewSticky, ids: inout some IDSource
  ) throws(Refusal) -> Resolved {
    try check(new.text, for: new.kind)
    try check(new.note ?? "", within: .noteBytes)
    if stickyCount >= Limit.stickies.maximum { throw .limit(.stickies) }
    let id = try free(new.id, ids: &ids)
    if new.isPivotal, new.kind != .domainEvent { throw .notAnEvent(id, new.kind) }
    if !new.fields.isEmpty, !new.kind.carriesFields { throw .kindHasNoFields(id, new.kind) }
    if new.fields.count > Limit.fieldsOfOneSticky.maximum { throw .limit(.fieldsOfOneSticky) }
    for field in new.fields { try check(field) }
    if case .on(let host) = new.target { try checkAttachment(of: id, new.kind, to: host) }
    let change = try settled(new.target, lane: new.lane, moving: nil, ids: &ids) { place in
      .stickyAdded(
        Sticky(
          id: id, kind: new.kind, text: new.text, place: place, fields: new.fields,
          note: new.note.flatMap { $0.isEmpty ? nil : $0 }, isPivotal: new.isPivotal,
          isTentative: new.isTentative))
    }
    return Resolved(change: change, createdID: id)
  }

  func check(_ field: Field) throws(Refusal) {
    if field.name.isBlank { throw .blankName }
    try check(field.name, within: .fieldNameBytes)
    if field.value.byteCount > Limit.fieldValueBytes.maximum { throw .limit(.fieldValueBytes) }
  }

  private func resolveCopy(
    _ id: ID?, of original: ID, lane: String?, target: Target, ids: inout some IDSource
  ) throws(Refusal) -> Resolved {
    let found = try sticky(original)
    let source = found.copyOf ?? original
    let id = try free(id, ids: &ids)
    if stickyCount >= Limit.stickies.maximum { throw .limit(.stickies) }
    let kind = found.kind
    let change = try settled(target, lane: lane, moving: nil, ids: &ids) { place in
      .stickyAdded(Sticky(id: id, kind: kind, place: place, copyOf: source))
    }
    return Resolved(change: change, createdID: id)
  }

  private func resolveOnSticky(_ edit: Edit, ids: inout some IDSource) throws(Refusal) -> Change {
    switch edit {
    case .rewordSticky(let id, let text, let was):
      let slot = try found(id)
      if let was, case let present = self.text(of: slots[slot]), !was.isSameBytes(as: present) {
        throw .overtaken(.text(present))
      }
      try check(text, for: slots[slot].kind)
      return .stickyReworded(slots[slot].copyOf ?? id, text: text)
    case .removeSticky(let id):
      return .stickyRemoved(slots[try found(id)].id)
    case .changeKind(let id, let kind):
      return try resolveKindChange(try sticky(id), to: kind)
    case .setNote(let id, let note, let was):
      let present = slots[try found(id)].note ?? ""
      if let was, !was.isSameBytes(as: present) { throw .overtaken(.text(present)) }
      try check(note, within: .noteBytes)
      return .noteSet(id, note: note.isEmpty ? nil : note)
    case .setPivotal(let id, let isPivotal):
      let kind = slots[try found(id)].kind
      guard kind == .domainEvent else { throw .notAnEvent(id, kind) }
      return .pivotalSet(id, isPivotal)
    case .setTentative(let id, let isTentative):
      return .tentativeSet(slots[try found(id)].id, isTentative)
    case .addressHotspot(let id):
      if try isAddressedHotspot(id) { throw .alreadyAddressed(id) }
      return .hotspotAddressed(id)
    case .reopenHotspot(let id):
      if try !isAddressedHotspot(id) { throw .notAddressed(id) }
      return .hotspotReopened(id)
    case .attach(let id, let host):
      try checkAttachment(of: id, slots[try found(id)].kind, to: host)
      return .stickyMoved(id, to: .on(host))
    case .detach(let id):
      guard case .on(let host) = slots[try found(id)].place else { throw .notAttached(id) }
      return try settled(
        spot(of: host) == nil ? .inbox : .with(host), lane: nil, moving: id, ids: &ids
      ) { .stickyMoved(id, to: $0) }
    default:
      throw .nestedBatch
    }
  }

  private func isAddressedHotspot(_ id: ID) throws(Refusal) -> Bool {
    let slot = try found(id)
    guard slots[slot].kind == .hotspot else { throw .notAHotspot(id, slots[slot].kind) }
    return slots[slot].isAddressed
  }

  private func resolveKindChange(_ sticky: Sticky, to kind: Kind) throws(Refusal) -> Change {
    try check(text(of: sticky), for: kind)
    if !sticky.fields.isEmpty, !kind.carriesFields { throw .kindHasNoFields(sticky.id, kind) }
    if case .on = sticky.place, !kind.mayBeAttached { throw .cannotBeAttached(sticky.id, kind) }
    var changes: [Change] = [.kindChanged(sticky.id, to: kind)]
    if sticky.isPivotal, kind != .domainEvent { changes.append(.pivotalSet(sticky.id, false)) }
    if sticky.isAddressed, kind != .hotspot { changes.append(.hotspotReopened(sticky.id)) }
    for copy in copies(of: sticky.id) { changes.append(.kindChanged(copy, to: kind)) }
    return changes.count == 1 ? changes[0] : .batch(changes)
  }

  func checkAttachment(of id: ID, _ kind: Kind, to host: ID) throws(Refusal) {
    if id == host { throw .attachedToItself(id) }
    guard kind.mayBeAttached else { throw .cannotBeAttached(id, kind) }
    if slots[try found(host)].place.isOnAnother { throw .hostIsAttached(host) }
    if !attached(to: id).isEmpty { throw .carriesAttachments(id) }
  }

  private func resolveOnData(_ edit: Edit, by author: ID?) throws(Refusal) -> Change {
    switch edit {
    case .setField(let id, let name, let value, let was):
      let slot = try found(id)
      guard slots[slot].kind.carriesFields, slots[slot].copyOf == nil else {
        throw .kindHasNoFields(id, slots[slot].kind)
      }
      let present = slots[slot].fields.value(of: name)
      if let was, present != was { throw .overtaken(.value(present)) }
      try check(Field(name: name, value: value))
      if present == nil, slots[slot].fields.count >= Limit.fieldsOfOneSticky.maximum {
        throw .limit(.fieldsOfOneSticky)
      }
      return .fieldSet(id, name: name, value: value, index: nil)
    case .removeField(let id, let name):
      guard slots[try found(id)].fields.value(of: name) != nil else {
        throw .noSuchField(id, name: name)
      }
      return .fieldRemoved(id, name: name)
    case .vote(let id, let count):
      let slot = try found(id)
      let voter = author ?? self.id
      let present = slots[slot].votes.first { $0.participant == voter }?.count ?? 0
      let count = count ?? present + 1
      guard count >= 0 else { throw .badVoteCount(count) }
      if count > Limit.votesOfOnePerson.maximum { throw .limit(.votesOfOnePerson) }
      return .voteCast(id, by: voter, count: count)
    default:
      throw .nestedBatch
    }
  }
}

extension String {
  /// Whether there is nothing to read in it.
  var isBlank: Bool {
    if let first = utf8.first, first > UInt8(ascii: " "), first < 0x7F { return false }
    return unicodeScalars.allSatisfy { $0.properties.isWhitespace }
  }

  /// Whether both are the same bytes; Swift's own comparison takes canonical equivalents as equal.
  func isSameBytes(as other: String) -> Bool {
    guard utf8.count == other.utf8.count else { return false }
    let isSame = utf8.withContiguousStorageIfAvailable { own in
      other.utf8.withContiguousStorageIfAvailable { own.elementsEqual($0) }
    }
    return isSame.flatMap { $0 } ?? utf8.elementsEqual(other.utf8)
  }
}

extension String? {
  /// Whether both are the same bytes, or both are not there.
  func isSameBytes(as other: String?) -> Bool {
    guard let self, let other else { return self == nil && other == nil }
    return self.isSameBytes(as: other)
  }
}
