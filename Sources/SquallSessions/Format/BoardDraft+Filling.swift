internal import SquallModel

// From what a document says to a whole board: what it leaves out is filled in, always the same
// way, and what it refers to is looked for.

extension FormatDecoder {
  /// The title of a session that has none.
  private static let untitled = "Untitled"

  /// The board that a draft comes to.
  /// - Throws: `refused` for ids that are there twice and references to what is not there.
  mutating func board(_ draft: consuming BoardDraft) throws(JSONFault) -> Board {
    var draft = draft
    if let phase = draft.phase, let level = draft.level, phase.level != level {
      throw refuse(.phaseOfAnotherLevel(phase, level), at: draft.phaseOffset)
    }
    fillIDs(&draft)
    fillCopies(&draft)
    try fillPeople(&draft)
    try fillSpots(&draft)
    let title = draft.title ?? Self.untitled
    var board = Board(
      id: draft.id ?? ID.ofSession(titled: title), title: title,
      level: draft.level ?? draft.phase?.level ?? .bigPicture, phase: draft.phase,
      createdAt: draft.createdAt, participants: draft.participants ?? [],
      lanes: draft.lanes ?? [], links: draft.links.map(\.link),
      contexts: draft.contexts.map(\.context), terms: draft.terms,
      emptyColumns: draft.emptyColumns, unknownMembers: draft.unknownMembers)
    if let index = board.fill(with: draft.stickies) {
      let place = offset(of: .id, in: draft.offsets[index])
      throw refuse(.duplicateID(draft.stickies[index].id), at: place)
    }
    try checkReferences(of: draft, on: board)
    return board
  }

  /// Where the value of a member stands in an object that was read before.
  private func offset(of member: Member, in object: Int) -> Int {
    var copy = json
    copy.move(to: object)
    do throws(JSONFault) {
      try copy.beginObject()
      while let key = try copy.nextKey() {
        if Member(key) == member { return copy.nextOffset() }
        try copy.skipValue()
      }
    } catch {
      // The object was read without a fault once; its beginning is a good place all the same.
    }
    return object
  }

  private func fillIDs(_ draft: inout BoardDraft) {
    guard !draft.nameless.isEmpty else { return }
    var ids = Set(draft.stickies.map(\.id))
    for index in draft.nameless {
      draft.stickies[index].id = ID.made("s", index, apartFrom: &ids)
    }
  }

  /// A copy that says no kind is of its original's; one that repeats its text says nothing new.
  private func fillCopies(_ draft: inout BoardDraft) {
    let copies = draft.leaning.filter { draft.stickies[$0].copyOf != nil }
    guard !copies.isEmpty else { return }
    var indexes: [ID: Int] = [:]
    for (index, sticky) in draft.stickies.enumerated() { indexes[sticky.id] = index }
    let kindless = Set(draft.gaps.filter { !$0.hasKind }.map(\.index))
    for index in copies {
      guard let original = draft.stickies[index].copyOf.flatMap({ indexes[$0] }) else { continue }
      if kindless.contains(index) { draft.stickies[index].kind = draft.stickies[original].kind }
      if draft.stickies[index].text.utf8.elementsEqual(draft.stickies[original].text.utf8) {
        draft.stickies[index].text = ""
      }
    }
  }

  /// Fills in people who were named before the list of participants; where the document has no
  /// such list, whoever is named takes part.
  private mutating func fillPeople(_ draft: inout BoardDraft) throws(JSONFault) {
    let gaps = draft.gaps.filter(\.needsPeople)
    if draft.participants == nil {
      let texts = gaps.flatMap { gap in
        [gap.references.author].compactMap { $0 } + gap.references.votes.map(\.participant)
      }
      let names = NamesInOrder("p", texts)
      guard names.named.count <= Limit.participants.maximum else {
        throw refuse(.limit(.participants), at: draft.offsets.first ?? 0)
      }
      draft.participants = names.named.map { Participant(id: $0.id, name: $0.name) }
    }
    for gap in gaps {
      let offset = draft.offsets[gap.index]
      try people(gap.references, ofSticky: gap.index, &draft, at: offset)
    }
  }

  // MARK: - Spots

  /// Finds the spots that stickies left open, in the order of the document.
  ///
  /// A sticky without a position follows its predecessor, before whatever is used next; one
  /// without a row comes last in its spot; one without a lane goes where its predecessor is.
  private mutating func fillSpots(_ draft: inout BoardDraft) throws(JSONFault) {
    if draft.lanes == nil { try fillLanes(&draft) }
    let open = draft.gaps.filter(\.needsSpot)
    guard !open.isEmpty else { return }
    if draft.lanes?.isEmpty ?? true {
      draft.lanes = [Lane(id: ID(checked: "l0"), name: Board.firstLaneName)]
    }
    var positions = OpenPositions(
      used: draft.stickies.compactMap(\.place.at) + open.compactMap(\.references.at)
        + draft.emptyColumns)
    var rows = LastRows()
    for sticky in draft.stickies { rows.note(sticky.place) }
    var gaps = open[...]
    var last: (lane: ID, at: PositionKey)?
    for index in draft.stickies.indices {
      if let gap = gaps.first, gap.index == index {
        gaps.removeFirst()
        let named = try lane(gap.references.lane, &draft)
        let first = draft.lanes?.first?.id ?? ID(checked: "l0")
        let at = gap.references.at ?? positions.next(after: last?.at)
        guard at.text.utf8.count <= Limit.positionKeyBytes.maximum else {
          throw refuse(.limit(.positionKeyBytes), at: draft.offsets[index])
        }
        draft.stickies[index].place = rows.place(
          lane: named ?? last?.lane ?? first, at: at, row: gap.references.row)
      }
      if case .spot(let lane, let at, _) = draft.stickies[index].place {
        last = (lane: lane, at: at)
      }
    }
  }

  /// Where the document lists no lanes, the stickies name them.
  private mutating func fillLanes(_ draft: inout BoardDraft) throws(JSONFault) {
    let names = NamesInOrder("l", draft.gaps.compactMap(\.references.lane))
    guard names.named.count <= Limit.lanes.maximum else {
      throw refuse(.limit(.lanes), at: draft.offsets.first ?? 0)
    }
    draft.lanes = names.named.map { Lane(id: $0.id, name: $0.name) }
  }

  // MARK: - References

  private mutating func checkReferences(
    of draft: BoardDraft, on board: Board
  ) throws(JSONFault) {
    for index in draft.leaning {
      let sticky = draft.stickies[index]
      let object = draft.offsets[index]
      if case .on(let host) = sticky.place {
        if let reason = Self.fault(host: host, of: sticky, on: board) {
          throw refuse(reason, at: offset(of: .on, in: object))
        }
      }
      if let original = sticky.copyOf {
        if let reason = Self.fault(original: original, of: sticky, on: board) {
          throw refuse(reason, at: offset(of: .copyOf, in: object))
        }
      }
    }
    for (link, object) in draft.links {
      for (end, member) in [(link.from, Member.from), (link.to, .to)] where !board.contains(end) {
        throw refuse(.noSuchSticky(end), at: offset(of: member, in: object))
      }
      if link.from == link.to {
        throw refuse(.linkToItself(link.from), at: offset(of: .to, in: object))
      }
    }
    for (context, object) in draft.contexts {
      for id in context.stickies where !board.contains(id) {
        throw refuse(.noSuchSticky(id), at: offset(of: .stickies, in: object))
      }
    }
  }

  private static func fault(
    host: ID, of sticky: Sticky, on board: Board
  ) -> FormatReason? {
    if host == sticky.id { return .attachedToItself(host) }
    guard let found = board[host] else { return .noSuchSticky(host) }
    if case .on = found.place { return .hostIsAttached(host) }
    return nil
  }

  private static func fault(
    original: ID, of sticky: Sticky, on board: Board
  ) -> FormatReason? {
    if original == sticky.id { return .copyOfItself(original) }
    guard let found = board[original] else { return .noSuchSticky(original) }
    if found.copyOf != nil { return .originalIsACopy(original) }
    return sticky.text.isEmpty ? nil : .copyHasText(sticky.id)
  }
}

extension ID {
  /// The id of a session whose file has none: from its title, so that it is always the same.
  static func ofSession(titled title: String) -> ID {
    var slug: [UInt8] = []
    for byte in title.utf8.prefix(40) {
      let lower = byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
      if lower != UInt8(ascii: "-"), ID.isAllowed(lower) {
        slug.append(lower)
      } else if let last = slug.last, last != UInt8(ascii: "-") {
        slug.append(UInt8(ascii: "-"))
      }
    }
    if let last = slug.last, last != UInt8(ascii: "-") { slug.append(UInt8(ascii: "-")) }
    let digest = String(XXH64.hash(Array(title.utf8)), radix: 16)
    return ID(checked: String(decoding: slug, as: UTF8.self) + digest)
  }
}
