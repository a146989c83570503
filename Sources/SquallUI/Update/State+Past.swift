import SquallModel

/// The board as it was: to be looked at, never changed.
extension State {
  /// Goes back in the log, from what is shown.
  mutating func goEarlier(_ words: String) {
    guard let span = Span(words) else { return say(Words.badSpan(words), .warning) }
    switch span {
    case .entries(let count):
      let present = past?.sequence ?? document.saving.recorded
      let target = max(1, present - min(count, present))
      if present <= 1 { return say(Words.nothingEarlier, .hint) }
      outbox.append(.showPast(.entry(target)))
    case .milliseconds(let span):
      let start = past?.at ?? now
      outbox.append(
        .showPast(.instant(Instant(clamping: start.milliseconds - min(span, start.milliseconds)))))
    }
  }

  /// Goes on in the log, or back to the present.
  mutating func goLater(_ words: String?) {
    guard let past else { return say(Words.isPresent, .hint) }
    guard let words else { return returnToPresent() }
    guard let span = Span(words) else { return say(Words.badSpan(words), .warning) }
    switch span {
    case .entries(let count):
      let last = document.saving.recorded
      if count >= last - past.sequence { return returnToPresent() }
      outbox.append(.showPast(.entry(past.sequence + count)))
    case .milliseconds(let span):
      if span >= now.milliseconds - past.at.milliseconds { return returnToPresent() }
      outbox.append(.showPast(.instant(Instant(clamping: past.at.milliseconds + span))))
    }
  }

  /// The log was read up to a moment.
  mutating func take(_ new: Past?) {
    guard var new else { return say(Words.nothingEarlier, .hint) }
    guard mode == .normal, hasSession else { return }
    if let past, past.sequence == 1, new.sequence == 1 { return say(Words.nothingEarlier, .hint) }
    memory.pastCount += 1
    new.number = memory.pastCount
    past = new
    selection = Selection()
    say(Words.past(new, latest: document.saving.recorded), .hint)
  }

  mutating func returnToPresent() {
    past = nil
    selection = Selection()
    say(Words.present)
  }
}
