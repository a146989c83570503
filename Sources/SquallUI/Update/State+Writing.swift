import SquallModel

/// Adding stickies and writing on them.
extension State {
  /// Begins to add a sticky of a kind beside the cursor, or where a target says.
  mutating func beginAddition(_ kind: Kind, before: Bool = false, to target: Target? = nil) {
    let (place, lane) = target.map { ($0, nil) } ?? place(before: before)
    let predecessor = before ? nil : cursor.sticky
    add(
      Writing.Addition(
        kind: kind, firstKind: kind, target: place, lane: lane, predecessor: predecessor,
        id: freeID(), isBefore: before))
  }

  /// Shows an empty sticky at the place of an addition, to be written on.
  private mutating func add(_ addition: Writing.Addition) {
    do throws(Refusal) {
      preview = try boardShowing(addition)
    } catch {
      say(Words.sentence(error, naming: .texts(on: board)), .warning)
      mode = .normal
      preview = nil
      return
    }
    mode = .writing(Writing(subject: .addition(addition), field: TextField()))
    isPaneFocused = false
  }

  /// The board with an empty sticky at the place of an addition.
  private mutating func boardShowing(
    _ addition: Writing.Addition
  ) throws(Refusal) -> Board {
    var trial = Workshop(board: board)
    let stand = NewSticky(
      id: addition.id, kind: addition.kind, text: "?", lane: addition.lane?.text,
      target: addition.target)
    _ = try trial.submit(
      .addSticky(stand), editID: ids.next(), by: document.me, at: now, ids: &ids)
    var shown = trial.board
    shown.apply(.stickyReworded(addition.id, text: ""), by: document.me.id, at: now)
    return shown
  }

  /// The same; nil where there is no such place any more.
  mutating func preview(of addition: Writing.Addition) -> Board? {
    do throws(Refusal) { return try boardShowing(addition) } catch { return nil }
  }

  private mutating func freeID() -> ID {
    var id = ids.next()
    while board.contains(id) { id = ids.next() }
    return id
  }

  /// Where a new sticky goes, seen from the cursor.
  func place(before: Bool) -> (Target, ID?) {
    switch cursor {
    case .nowhere: return (.end, nil)
    case .spot(let lane, let at): return (.at(at), lane)
    case .sticky(let id):
      guard let sticky = board[id] else { return (.end, nil) }
      var anchor = id
      if case .on(let host) = sticky.place { anchor = host }
      guard let spot = board.spot(of: anchor) else { return (.end, nil) }
      return (before ? .before(anchor) : .after(anchor), spot.lane)
    }
  }

  /// Begins to write on the sticky under the cursor.
  mutating func beginRewording() {
    guard let sticky = currentSticky else { return }
    let text = board.text(of: sticky)
    mode = .writing(Writing(subject: .text(sticky.id, was: text), field: TextField(text)))
  }

  mutating func beginNote() {
    guard let sticky = currentSticky else { return }
    let note = sticky.note ?? ""
    let field = TextField(note, isMultiline: true, maximumBytes: Limit.noteBytes.maximum)
    mode = .writing(Writing(subject: .note(sticky.id, was: note), field: field))
  }

  mutating func beginFields() {
    guard let sticky = currentSticky else { return }
    let field = TextField(
      FieldLines.text(of: sticky.fields), isMultiline: true, maximumBytes: 1 << 20)
    mode = .writing(Writing(subject: .fields(sticky.id, was: sticky.fields), field: field))
  }

  mutating func take(_ key: Key, in writing: Writing) {
    var writing = writing
    switch (key.code, key.modifiers) {
    case (.character("c"), .control): drop(writing)
    case (.escape, _): finish(writing, goesOn: false, leaves: true)
    case (.enter, _) where writing.field.isMultiline: breakLine(in: writing)
    case (.enter, _): finish(writing, goesOn: true)
    case (.tab, _): changeKind(of: writing, backwards: key.modifiers.contains(.shift))
    default:
      guard writing.field.take(key) else {
        say(Words.meaningless([key]), .hint)
        return
      }
      keep(writing)
    }
  }

  /// Shows the text as it is now written.
  mutating func keep(_ writing: Writing) {
    if writing.field.isFull { say(Words.fullField, .warning) }
    var writing = writing
    writing.isWarned = false
    mode = .writing(writing)
  }

  /// Gives the text up.
  private mutating func drop(_ writing: Writing) {
    preview = nil
    mode = .normal
  }

  /// Enter in a text of several lines: a new line; behind an empty last line the text is done.
  private mutating func breakLine(in writing: Writing) {
    var writing = writing
    let field = writing.field
    let isAtEnd = field.caret == field.characters.count
    if isAtEnd, field.characters.last.map(\.isNewline) ?? true {
      finish(writing, goesOn: false)
    } else {
      writing.field.breakLine()
      keep(writing)
    }
  }

  /// Tab while adding: the next kind that the flow allows behind the sticky before.
  private mutating func changeKind(of writing: Writing, backwards: Bool) {
    guard case .addition(var addition) = writing.subject else {
      say(Words.meaningless([Key(.tab)]), .hint)
      return
    }
    let kinds = kinds(for: addition)
    guard kinds.count > 1 else {
      say(Words.noOtherKind(board.phase), .hint)
      return
    }
    let next =
      kinds.firstIndex(of: addition.kind).map {
        ($0 + (backwards ? kinds.count - 1 : 1)) % kinds.count
      } ?? 0
    addition.kind = kinds[next]
    if case .on(let host) = addition.target, !addition.kind.mayBeAttached {
      // What cannot be attached stands behind what it would have hung on.
      addition.target = board.spot(of: host) == nil ? .inbox : .after(host)
    }
    preview?.apply(.kindChanged(addition.id, to: addition.kind), by: document.me.id, at: now)
    mode = .writing(Writing(subject: .addition(addition), field: writing.field))
  }

  /// Whether Tab has another kind to offer.
  func hasKinds(_ writing: Writing) -> Bool {
    if case .addition(let addition) = writing.subject {
      kinds(for: addition).count > 1
    } else {
      false
    }
  }

  /// The kinds that Tab offers: what may follow, as far as the phase has opened it, and the
  /// kind that the chain began with.
  private func kinds(for addition: Writing.Addition) -> [Kind] {
    let before = addition.predecessor.flatMap { board[$0]?.kind }
    var kinds = (before?.successors ?? Kind.allCases).filter { board.phase.opens($0) }
    if !kinds.contains(addition.firstKind) { kinds.append(addition.firstKind) }
    return kinds
  }

  /// Commits what was written.
  ///
  /// What stands in the way of every edit now puts the text aside, to be pasted later; where the
  /// text itself is refused it can be corrected, unless the person leaves.
  ///
  /// - Parameters:
  ///   - goesOn: whether an addition is followed by the next one.
  ///   - leaves: whether writing ends in any case.
  mutating func finish(_ writing: Writing, goesOn: Bool, leaves: Bool = false) {
    let text = writing.field.text
    switch writing.subject {
    case .addition(let addition): finish(writing, addition, goesOn: goesOn, leaves: leaves)
    case .text(let id, let was):
      commit(writing, text == was ? nil : .rewordSticky(id, text: text, was: was), leaves: leaves)
    case .note(let id, let was):
      let note = FieldLines.trimmed(text)
      commit(writing, note == was ? nil : .setNote(id, note: note, was: was), leaves: leaves)
    case .fields(let id, let was): finishFields(writing, of: id, was: was, leaves: leaves)
    }
  }

  private mutating func finish(
    _ writing: Writing, _ addition: Writing.Addition, goesOn: Bool, leaves: Bool
  ) {
    if writing.field.isBlank {
      preview = nil
      mode = .normal
      return
    }
    let new = NewSticky(
      id: addition.id, kind: addition.kind, text: writing.field.text, lane: addition.lane?.text,
      target: addition.target)
    do throws(Refusal) {
      guard try attempt(.addSticky(new)) != nil else { return keepAside(writing) }
    } catch {
      say(Words.sentence(error, naming: .texts(on: board)), .warning)
      if leaves { keepAside(writing) }
      return
    }
    preview = nil
    mode = .normal
    cursor = .sticky(addition.id)
    guard goesOn else { return }
    var next = addition
    next.firstKind = addition.kind
    next.target = .after(addition.id)
    next.lane = board.spot(of: addition.id)?.lane
    next.predecessor = addition.id
    next.id = freeID()
    next.added += 1
    next.isBefore = false
    if case .on(let host) = addition.target { next.target = .on(host) }
    add(next)
  }

  /// Submits what a text came to; where it was overtaken, both versions are shown.
  private mutating func commit(_ writing: Writing, _ edit: Edit?, leaves: Bool) {
    guard let edit else {
      mode = .normal
      return
    }
    do throws(Refusal) {
      guard try attempt(edit) != nil else { return keepAside(writing) }
      mode = .normal
    } catch {
      if case .overtaken(.text(let present)) = error {
        mode = .question(
          .overtaken(writing, present: present, by: overtaker(of: writing.subject)))
        return
      }
      say(Words.sentence(error, naming: .texts(on: board)), .warning)
      if error.isOfGoneSticky || leaves { keepAside(writing) }
    }
  }

  private mutating func finishFields(
    _ writing: Writing, of id: ID, was: [Field], leaves: Bool
  ) {
    let fields: [Field]
    do throws(FieldLines.Problem) {
      fields = try FieldLines.fields(of: writing.field.text)
    } catch {
      refuse(writing, Words.sentence(error), leaves: leaves)
      return
    }
    let edits = FieldLines.edits(of: id, from: was, to: fields)
    guard let first = edits.first else {
      mode = .normal
      return
    }
    do throws(Refusal) {
      guard try attempt(edits.count == 1 ? first : .batch(edits)) != nil else {
        return keepAside(writing)
      }
      mode = .normal
    } catch {
      if error.isOfGoneSticky {
        say(Words.sentence(error, naming: .texts(on: board)), .warning)
        keepAside(writing)
      } else {
        refuse(writing, Words.sentence(error, naming: .texts(on: board)), leaves: leaves)
      }
    }
  }

  /// Says what is wrong with fields, which Esc would commit: they can be corrected, and a second
  /// Esc leaves.
  private mutating func refuse(_ writing: Writing, _ why: String, leaves: Bool) {
    if leaves, writing.isWarned { return keepAside(writing) }
    say(leaves ? Words.escAgain(why) : why, .warning)
    var writing = writing
    writing.isWarned = leaves
    mode = .writing(writing)
  }
}

extension Refusal {
  /// Whether the edit was refused because its sticky is there no longer.
  fileprivate var isOfGoneSticky: Bool {
    switch self {
    case .noSuchSticky: true
    case .inBatch(_, let refusal): refusal.isOfGoneSticky
    default: false
    }
  }
}
