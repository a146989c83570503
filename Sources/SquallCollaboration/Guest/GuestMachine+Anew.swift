public import SquallModel

// A sticky whose neighbour has gone meanwhile lands in the inbox, and what was done to it since with
// it: who wrote it finds it again (G13).

extension GuestMachine {
  /// Why an edit was refused whose neighbours, lane or host may have gone meanwhile.
  private static let gone: Set<String> = [
    "noSuchSticky", "noSuchLane", "hasNoPlace", "hostIsAttached",
  ]

  /// Makes an edit that was refused anew, where it can be otherwise.
  ///
  /// - Returns: what takes its place; nil where nothing does.
  mutating func anew(_ refused: WaitingEdit, after word: String) -> WaitingEdit? {
    guard !madeAnew.values.contains(refused.id),
      let edit = anew(refused.edit, after: word)
    else { return nil }
    // The same id each time: it is made once, even if a crash brings back what was refused.
    var ids = DerivedIDs(refused.id)
    let made = WaitingEdit(id: ids.next(), edit: edit, at: refused.at)
    if madeAnew.count >= GuestMachine.maximumRefused {
      madeAnew = [:]
      inboxed = []
    }
    madeAnew[refused.id] = made.id
    inboxed.formUnion(edit.inboxedAdditions)
    return made
  }

  private func anew(_ edit: Edit, after word: String) -> Edit? {
    switch edit {
    case .undo(let target?) where word == "noSuchEdit":
      return madeAnew[target].map { .undo(of: $0) }
    case .redo(let target?) where word == "noSuchEdit":
      return madeAnew[target].map { .redo(of: $0) }
    default:
      guard GuestMachine.gone.contains(word) else { return nil }
      return edit.inInbox(but: inboxed) ?? (edit.speaks(of: inboxed) ? edit : nil)
    }
  }
}

extension Edit {
  /// Stickies that the edit puts into the inbox.
  public var inboxedAdditions: [ID] {
    switch self {
    case .addSticky(let new): new.target == .inbox ? [new.id].compactMap { $0 } : []
    case .batch(let edits): edits.flatMap(\.inboxedAdditions)
    default: []
    }
  }

  /// The same stickies in the inbox, but for those that are attached to some; nil where the edit
  /// does anything but add stickies, or that changes nothing.
  fileprivate func inInbox(but hosts: Set<ID>) -> Edit? {
    switch self {
    case .addSticky(var new):
      if case .on(let host) = new.target, hosts.contains(host) { return nil }
      guard new.target != .inbox || new.lane != nil else { return nil }
      new.target = .inbox
      new.lane = nil
      return .addSticky(new)
    case .batch(let edits):
      var added = hosts
      for case .addSticky(let new) in edits { if let id = new.id { added.insert(id) } }
      let isAddition = edits.allSatisfy { if case .addSticky = $0 { true } else { false } }
      let other = Edit.batch(edits.map { $0.inInbox(but: added) ?? $0 })
      return isAddition && other != self ? other : nil
    default: return nil
    }
  }

  /// Whether the edit is about one of those stickies.
  fileprivate func speaks(of ids: Set<ID>) -> Bool {
    switch self {
    case .addSticky(let new):
      if case .on(let host) = new.target { ids.contains(host) } else { false }
    case .rewordSticky(let id, _, _), .moveSticky(let id, _, _), .removeSticky(let id),
      .changeKind(let id, _), .setField(let id, _, _, _), .removeField(let id, _),
      .setNote(let id, _, _), .setPivotal(let id, _), .setTentative(let id, _),
      .addressHotspot(let id), .reopenHotspot(let id), .detach(let id), .vote(let id, _),
      .addCopy(_, let id, _, _):
      ids.contains(id)
    case .attach(let id, let other), .addLink(_, let id, let other, _):
      ids.contains(id) || ids.contains(other)
    case .batch(let edits): edits.contains { $0.speaks(of: ids) }
    default: false
    }
  }
}
