import SquallModel

/// The session's files are not what they were: somebody else writes them, or has.
extension State {
  /// The files were read again: what is not on disk yet goes on top of them.
  mutating func take(_ reread: Reread) {
    let wasWrittenElsewhere = document.writer != nil
    document.undecided = nil
    document.writer = reread.writer
    if !reread.isWritable { document.isReadOnly = true }
    if case .question(.whichBoard) = mode { mode = .normal }
    for sentence in reread.news { say(sentence, .warning) }
    if let kept = reread.kept {
      adopt(kept, onto: reread)
    } else {
      rebase(onto: reread)
    }
    if let writer = document.writer {
      if !wasWrittenElsewhere { say(Words.writtenElsewhere(by: writer), .warning) }
    } else if wasWrittenElsewhere, !document.isReadOnly {
      say(Words.writableAgain)
    }
    refreshLayout()
    keepAddition()
    keepHolding()
  }

  private mutating func rebase(onto reread: Reread) {
    let mine = document.waiting.count
    let (entries, lost) = document.rebase(
      onto: reread.workshop, recordedID: reread.recordedID, ids: &ids)
    if document.writer == nil, !document.isReadOnly, !entries.isEmpty {
      outbox.append(.record(entries))
    }
    if mine > lost.count, document.writer == nil { say(Words.putOnTop(mine - lost.count)) }
    for (edit, why) in lost { say(Words.lost(edit, why, on: board), .problem) }
  }

  /// The person's own board counts: it enters the log, whatever stands there.
  private mutating func adopt(_ board: Board, onto reread: Reread) {
    document.waiting = []
    _ = document.rebase(onto: reread.workshop, recordedID: reread.recordedID, ids: &ids)
    let entry = document.workshop.adopt(board, editID: ids.next(), at: now)
    if document.writer == nil { outbox.append(.record([entry])) }
  }

  /// Which of two boards counts is for the person to say, once no text is being written.
  mutating func askIfUndecided() {
    guard mode == .normal, let undecided = document.undecided, !undecided.isAsked else { return }
    document.undecided?.isAsked = true
    mode = .question(.whichBoard(lines: undecided.lines))
  }

  mutating func answerWhichBoard(_ key: Key) {
    switch (key.code, key.modifiers) {
    case (.character("t"), []):
      mode = .normal
      outbox.append(.decide(.theirs))
    case (.character("m"), []):
      mode = .normal
      outbox.append(.decide(.mine))
    case (.escape, _), (.character("c"), .control), (.character("q"), []):
      mode = .normal
      say(Words.undecided, .warning)
    default: break
    }
  }
}

/// Which of two boards counts.
public enum BoardPick: Equatable, Sendable {
  /// The one that is shown here.
  case mine
  /// The one in the files.
  case theirs
}
