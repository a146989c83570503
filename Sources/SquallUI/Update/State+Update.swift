public import SquallModel

extension State {
  /// Takes an input and tells what is to be done about it outside.
  ///
  /// - Parameter instant: when the input came; never earlier than the one before.
  public mutating func update(_ input: UIInput, at instant: Instant) -> [Effect] {
    now = max(now, instant)
    switch input {
    case .terminal(let input):
      let before = (cursor, camera)
      company?.view.isActive = true
      take(input)
      endFollowing(movedFrom: before)
      stayAtCall(movedFrom: before.0)
    case .resize(let rows, let columns):
      self.rows = rows
      self.columns = columns
    case .tick: notices.expire(at: now)
    case .recorder(let news): take(news)
    case .company(let input): take(input)
    case .reread(let reread): take(reread)
    case .stillWrittenElsewhere: tellWriter()
    case .past(let past): take(past)
    case .draft(let draft): offer(draft)
    case .sessions(let found): sessions = found
    case .copySaved(let path, let failure):
      if let failure {
        say(Words.copyFailed(path, failure), .problem)
      } else {
        memory.copiedVersion = document.version
        say(Words.copySaved(path))
      }
    case .copied(let succeeded):
      // A text that was put aside is told to be pasted here as it is.
      let told = [Words.keptAside, Words.copiedText]
      let isTold = notices.shown(at: now).contains { told.contains($0.text) }
      if succeeded == nil, !isTold { say(Words.notOnClipboard, .hint) }
    case .edited(let text):
      if let text { takeEdited(text) }
    case .news(let text, let weight): say(text, weight)
    case .refusedSession(let text): say(text, .problem)
    case .end:
      keepDraftNow()
      outbox.append(.quit)
    }
    settle(after: input)
    tendDraft()
    defer { outbox = [] }
    return outbox
  }

  private mutating func take(_ input: TerminalInput) {
    switch input {
    case .key(let key): take(key)
    case .paste(let paste): take(paste)
    case .mouse(let mouse): take(mouse)
    case .focus(let isHere):
      if isHere, hasSession, company == nil { outbox.append(.look(isAsked: false)) }
    }
  }

  private mutating func take(_ key: Key) {
    if key == Key("z", .control) {
      if let obstacle = whyNotSuspend {
        say(Words.sentence(obstacle), .warning)
      } else {
        outbox.append(.suspend)
      }
      return
    }
    if key == Key("l", .control) {
      outbox.append(.redraw)
      return
    }
    if key == Key("c", .control), armLeaving() { return }
    // "Esc stays" holds whatever else the key means just now.
    if key.code == .escape, mode != .normal, company?.view.call != nil { stayAtCall() }
    switch mode {
    case .normal: takeNormal(key)
    case .writing(let writing): take(key, in: writing)
    case .holding(let holding): take(key, in: holding)
    case .prompt(let prompt): take(key, in: prompt)
    case .question(let question): take(key, in: question)
    }
  }

  private mutating func take(_ news: RecorderNews) {
    switch news {
    case .recorded(let sequence):
      guard document.saving.failure == nil else { return }
      document.acknowledge(sequence)
    case .failed(let failure):
      if document.saving.failure == nil { document.saving.failure = failure }
      notices.say(Words.failed(failure, unrecorded: document.unrecorded), .problem, at: now)
    case .undecided(let lines): document.undecided = Undecided(lines: lines)
    }
  }

  /// After every input: the cursor stands on something that is there, and is on the screen.
  private mutating func settle(after input: UIInput) {
    refreshLayout()
    if hasSession, memory.title != board.title {
      memory.title = board.title
      outbox.append(.setTitle("\(board.title) - squall"))
    }
    if let index = pane?.index {
      let last = paneRows.lastIndex { !$0.isHeading } ?? 0
      pane?.index = min(index, last)
    }
    askIfUndecided()
    selection.picked = selection.picked.filter { board.contains($0) }
    if let start = selection.rangeStart, !board.contains(start) { selection.rangeStart = nil }
    settleBeforeScrolling()
    if case .terminal = input { scroll(isByHand: true) } else { scroll(isByHand: false) }
    settleAfterScrolling()
  }
}
