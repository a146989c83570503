import SquallModel

/// Company in the line of the title, and the line for what is wrong.
extension State {
  /// The narrowest board whose title line names people, in columns.
  private static let widthForNames = 100
  /// How many people are named.
  private static let named = 3

  /// The parts of the status between the board's and whether all is saved.
  var companyStatus: [BoardView.Status] {
    guard let company else { return [] }
    var parts: [BoardView.Status] = []
    func add(_ text: String?, _ role: Role) {
      if let text { parts.append(BoardView.Status(SafeText(text), role)) }
    }
    if company.lock != .open { add(Words.mark(company.lock), .warning) }
    if followers > 0 { add(Words.followers(followers), .presence) }
    if let id = company.view.following { add(Words.following(name(of: id)), .presence) }
    add(timerText, timerIsUp ? .warning : .title)
    if ScreenPlan(self).board.columns >= State.widthForNames { parts += namesStatus }
    let dot = settings.charset == .unicode ? "●" : "*"
    let isNarrow = columns < BoardFrame.narrow
    let place =
      company.isHosting
      ? Words.hostMark : isNarrow ? Words.narrow(document.role) : Words.word(document.role)
    let role: Role = document.role == .observer ? .warning : .chrome
    switch company.link {
    case .live: add("\(place) \(dot)\(presentCount)", role)
    case .connecting where company.view.isCutOff: add(Words.offlineMark, .warning)
    case .connecting: add(Words.connectingMark, .unsaved)
    case .offline: add(Words.offlineMark, .warning)
    case .ended: add(Words.endedMark, .error)
    }
    return parts
  }

  private var namesStatus: [BoardView.Status] {
    let present = company?.people.filter(\.isPresent) ?? []
    var parts = present.prefix(State.named).map { person in
      BoardView.Status(
        SafeText(Words.short(person)), person.presence == .idle ? .dim : Role(of: person.id))
    }
    if present.count > State.named {
      parts.append(BoardView.Status(SafeText("+\(present.count - State.named)"), .chrome))
    }
    return parts
  }

  private var timerIsUp: Bool {
    if case .running(let ends) = company?.timer { now >= ends } else { false }
  }

  private var timerText: String? {
    switch company?.timer {
    case .running(let ends):
      timerIsUp ? Words.timeIsUpMark : Words.clock(seconds: Countdown(to: ends, now).left)
    case .paused(let remaining):
      Words.clock(seconds: Int((max(0, remaining) + 999) / 1_000)) + Words.holdsMark
    case nil: nil
    }
  }

  /// Whether all that was done is on disk, or where it waits.
  var companySaving: BoardView.Status? {
    guard let company, !company.isHosting, document.saving.failure == nil else { return nil }
    if company.waiting == 0 {
      return BoardView.Status(SafeText(Words.saved(document.saving.recorded)), .saved)
    }
    let text = company.link == .live ? Words.sending(company.waiting) : Words.waits(company.waiting)
    return BoardView.Status(SafeText(text), .unsaved)
  }

  /// How long it is until a lost link is tried again; 0 while it is, nil where none is lost.
  private var secondsUntilRetry: Int? {
    switch company?.link {
    case .offline(let retryAt): Countdown(to: retryAt, now).left
    case .connecting: company?.view.isCutOff == true ? 0 : nil
    case .live, .ended, nil: nil
    }
  }

  /// What stands over the hints for as long as it is so.
  struct Banner: Equatable {
    /// The longest form first.
    var forms: [String]
    var role: Role
  }

  /// What is wrong, or asked, for as long as it is; nil while nothing is.
  var banner: Banner? {
    if let failure = document.saving.failure {
      return Banner(
        forms: [" " + Words.failed(failure, unrecorded: document.unrecorded)], role: .error)
    }
    guard let company else { return nil }
    if case .ended(let ending, _) = company.link {
      return Banner(
        forms: Words.ended(ending, waiting: company.waiting, mayRetry: company.mayRetry).map {
          " " + $0
        }, role: .error)
    }
    if let seconds = secondsUntilRetry {
      return Banner(
        forms: Words.offline(waiting: company.waiting, seconds: seconds).map { " " + $0 },
        role: .warning)
    }
    if company.isHostHalted {
      return Banner(forms: [" " + Words.hostHalted, " " + Words.hostHaltedShort], role: .error)
    }
    if let call = company.view.call {
      let what = Words.called(call.to, on: board)
      let seconds = Countdown(to: call.goesAt, now).left
      return Banner(
        forms: Words.call(what, by: name(of: call.by), seconds: seconds).map { " " + $0 },
        role: .presence)
    }
    return nil
  }
}
