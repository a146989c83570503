import SquallModel

/// Pastes and decisions.
extension State {
  mutating func take(_ paste: Paste) {
    switch mode {
    case .writing(let writing): take(paste, in: writing)
    case .prompt(var prompt):
      prompt.field.insert(paste.lines.joined(separator: " "))
      prompt.choice = nil
      mode = .prompt(prompt)
      showWhileTyping(prompt)
    case .normal: ask(about: paste, kind: .domainEvent)
    case .holding, .question: break
    }
  }

  private mutating func take(_ paste: Paste, in writing: Writing) {
    if case .addition(let addition) = writing.subject, writing.field.isEmpty {
      let lines = State.written(paste.lines)
      if lines.count > 1 {
        ask(about: paste, kind: addition.kind)
        return
      }
    }
    var writing = writing
    writing.field.insert(paste.lines.joined(separator: "\n"))
    keep(writing)
  }

  private mutating func ask(about paste: Paste, kind: Kind) {
    if let obstacle = obstacleToEditing {
      say(Words.sentence(obstacle), .hint)
      return
    }
    let lines = State.written(paste.lines)
    guard !lines.isEmpty else { return }
    preview = nil
    mode = .question(.paste(lines: lines, kind: kind, isTruncated: paste.isTruncated))
  }

  /// The lines that say something, without the marks of a list before them.
  static func written(_ lines: [String]) -> [String] {
    lines.map { line in
      var line = FieldLines.trimmed(line)
      for mark in ["- ", "* ", "• "] where line.hasPrefix(mark) {
        line = FieldLines.trimmed(String(line.dropFirst(mark.count)))
      }
      return line
    }.filter { !$0.isEmpty }
  }

  mutating func take(_ key: Key, in question: Question) {
    switch question {
    case .paste(let lines, let kind, _): answerPaste(key, lines: lines, kind: kind)
    case .leave: answerLeave(key)
    case .leaveHost, .leaveWaiting: answerLeaveCompany(key)
    case .draft(let draft): answerDraft(key, draft)
    case .whichBoard: answerWhichBoard(key)
    case .overtaken(let writing, let present, _): answerOvertaken(key, writing, present: present)
    }
  }

  private mutating func answerPaste(_ key: Key, lines: [String], kind: Kind) {
    switch (key.code, key.modifiers) {
    case (.enter, _), (.character("y"), []):
      mode = .normal
      addAll(lines, kind: kind)
    case (.tab, _):
      let kinds = Kind.allCases.filter { board.phase.opens($0) }
      let next = kinds.firstIndex(of: kind).map { ($0 + 1) % kinds.count } ?? 0
      mode = .question(.paste(lines: lines, kind: kinds[next], isTruncated: false))
    case (.escape, _), (.character("n"), []), (.character("q"), []),
      (.character("c"), .control):
      mode = .normal
    default: break
    }
  }

  /// One sticky a line, behind each other, as one change.
  private mutating func addAll(_ lines: [String], kind: Kind) {
    var (target, lane) = place(before: false)
    var edits: [Edit] = []
    var last: ID?
    for line in lines {
      let id = ids.next()
      edits.append(
        .addSticky(NewSticky(id: id, kind: kind, text: line, lane: lane?.text, target: target)))
      target = .after(id)
      lane = nil
      last = id
    }
    guard submit(all: edits) != nil, let last else { return }
    cursor = .sticky(last)
    say(Words.pasted(lines.count))
  }

  private mutating func answerLeave(_ key: Key) {
    switch (key.code, key.modifiers) {
    case (.character("y"), []): outbox.append(.quit)
    case (.character("s"), []):
      open(.command, text: "save-as ")
    case (.escape, _), (.character("n"), []), (.enter, _), (.character("q"), []):
      mode = .normal
    case (.character("c"), .control): mode = .normal
    default: break
    }
  }

  private mutating func answerLeaveCompany(_ key: Key) {
    switch (key.code, key.modifiers) {
    case (.character("y"), []): outbox.append(.quit)
    case (.escape, _), (.character("n"), []), (.enter, _), (.character("q"), []),
      (.character("c"), .control):
      mode = .normal
    default: break
    }
  }

  private mutating func answerOvertaken(_ key: Key, _ writing: Writing, present: String) {
    switch (key.code, key.modifiers) {
    case (.character("m"), []):
      mode = .writing(writing.upon(present))
      finish(writing.upon(present), goesOn: false)
    case (.character("t"), []): mode = .normal
    case (.escape, _): mode = .writing(writing.upon(present))
    case (.character("c"), .control): mode = .normal
    default: break
    }
  }
}

extension Writing {
  /// The same text, now meant to replace what stands there.
  func upon(_ present: String) -> Writing {
    var writing = self
    switch subject {
    case .text(let id, _): writing.subject = .text(id, was: present)
    case .note(let id, _): writing.subject = .note(id, was: present)
    case .addition, .fields: break
    }
    return writing
  }
}
