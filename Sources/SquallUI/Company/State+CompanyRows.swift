import SquallModel

/// What the lists of a live workshop hold.
extension State {
  /// Everybody: those who are here first, those who were sent out last.
  var companyRows: [PaneRow] {
    guard let company else { return [] }
    let people = company.people.enumerated().sorted { left, right in
      (left.element.presence.rank, left.offset) < (right.element.presence.rank, right.offset)
    }
    return people.map { _, person in
      PaneRow(
        mark: Initials.of(person.name), text: Words.listed(person, me: document.me.id),
        tail: Words.whereabouts(
          person, on: board, isNarrow: columns < BoardFrame.narrow, name: { self.name(of: $0) }),
        keepsTail: true, role: person.isPresent ? .popup : .dim, markRole: Role(of: person.id),
        subject: .person(person.id))
    }
  }

  /// Edits that were refused, the latest first: what they wanted, and why not.
  var refusedRows: [PaneRow] {
    (company?.refused ?? []).reversed().flatMap { refused in
      let width = max(20, columns - 8)
      // What was quoted in part stands below as it was written.
      let texts = refused.edit.texts.filter { Words.isQuotedInPart($0) }
      let lines = ([Words.wanted(refused.edit, on: board)] + texts).flatMap {
        SafeText($0).wrapped(columns: width)
      }
      let reasons = SafeText(refused.reason).wrapped(columns: width)
      return lines.enumerated().map { index, line in
        PaneRow(
          mark: index == 0 ? refused.edit.sign : "", text: line.description,
          subject: .refused(refused.id), continues: index > 0)
      }
        + reasons.map { line in
          PaneRow(
            mark: "", text: line.description, role: .dim, subject: .refused(refused.id),
            continues: true)
        }
    }
  }

  /// What to try when nobody can connect.
  var troubleRows: [PaneRow] {
    Words.trouble(port: company?.door?.port).enumerated().flatMap { index, advice in
      SafeText(advice).wrapped(columns: max(20, columns - 8)).enumerated().map { line, text in
        PaneRow(mark: line == 0 ? "\(index + 1)" : "", text: text.description)
      }
    }
  }

  /// The refused edit of the chosen row.
  var chosenRefused: Company.RefusedEdit? {
    guard case .refused(let id) = chosenRow?.subject else { return nil }
    return company?.refused.first { $0.id == id }
  }

  /// Copies what a refused edit would have written.
  mutating func copyRefused() {
    guard let refused = chosenRefused else { return }
    let text = refused.edit.texts.joined(separator: "\n")
    guard !text.isEmpty else {
      say(Words.noTextInIt, .hint)
      return
    }
    memory.register = refused.edit.texts.map { text in
      Copied(
        kind: refused.edit.kind ?? .note, text: text, fields: [], note: nil, isPivotal: false,
        isTentative: false, lane: nil, isWithPrevious: false, host: nil)
    }
    memory.copiedID = nil
    outbox.append(.copy(text))
    say(Words.copiedText)
  }

  mutating func dismissRefused() {
    guard let refused = chosenRefused else { return }
    outbox.append(.company(.dismissRefused([refused.id])))
  }
}

extension Company.Presence {
  /// Where it stands in the list.
  fileprivate var rank: Int {
    switch self {
    case .here, .idle: 0
    case .away: 1
    case .gone: 2
    case .removed: 3
    }
  }
}

extension Edit {
  /// The texts that the edit would have brought onto the board.
  var texts: [String] {
    switch self {
    case .addSticky(let new): [new.text] + (new.note.map { [$0] } ?? [])
    case .rewordSticky(_, let text, _): [text]
    case .setNote(_, let note, _): [note]
    case .setField(_, let name, let value, _): ["\(name): \(FieldLines.json(value))"]
    case .addLane(_, let name, _), .renameLane(_, let name, _), .addContext(_, let name, _):
      [name]
    case .setTerm(let name, let meaning): ["\(name) = \(meaning)"]
    case .setTitle(let title, _): [title]
    case .batch(let edits): edits.flatMap(\.texts)
    default: []
    }
  }

  /// The kind of sticky that the edit speaks of, where it says so.
  var kind: Kind? {
    switch self {
    case .addSticky(let new): new.kind
    case .changeKind(_, let kind): kind
    case .batch(let edits): edits.lazy.compactMap(\.kind).first
    default: nil
    }
  }

  /// What stands before it in the list.
  fileprivate var sign: String { kind.map { String($0.letter) } ?? "~" }
}
