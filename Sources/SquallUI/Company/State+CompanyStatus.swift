import SquallModel

/// Company in the line of the title, and the line for what is wrong.
extension State {
  /// The narrowest board whose title line names people, in columns.
  private static let widthForNames = 100
  /// How many people are named.
  private static let named = 3
  /// The columns of a name where there is little room.
  private static let shortName = 4

  /// The parts of the status between the board's and whether all is saved.
  var companyStatus: [BoardView.Status] {
    guard let company else { return [] }
    var parts: [BoardView.Status] = []
    func add(_ text: String?, _ role: Role, short: String? = nil, rank: Int) {
      guard let text else { return }
      parts.append(
        BoardView.Status(SafeText(text), role, short: short.map { SafeText($0) }, rank: rank))
    }
    let signs: (dot: String, to: String, from: String) =
      settings.charset == .unicode ? ("●", "→", "←") : ("*", ">", "<")
    if company.lock != .open {
      add(Words.mark(company.lock), .warning, short: Words.shortMark(company.lock), rank: 3)
    }
    if followers > 0 {
      add(Words.followers(followers), .presence, short: "\(followers)\(signs.from)", rank: 1)
    }
    if let id = company.view.following, knowsOthers {
      let short = signs.to + Words.firstName(name(of: id), columns: State.shortName)
      add(Words.following(name(of: id)), .presence, short: short, rank: 2)
    }
    if !company.refused.isEmpty {
      let number = company.refused.count
      add(Words.refusedMark(number), .warning, short: "\(number)!", rank: 3)
    }
    add(timerText, timerIsUp ? .warning : .title, rank: 3)
    if ScreenPlan(self).board.columns >= State.widthForNames { parts += namesStatus }
    let isNarrow = columns < BoardFrame.narrow
    let place =
      company.isHosting
      ? Words.hostMark : isNarrow ? Words.narrow(document.role) : Words.word(document.role)
    let short = company.isHosting ? Words.hostMark : Words.narrow(document.role)
    let role: Role = document.role == .observer ? .warning : .chrome
    switch company.link {
    case .live:
      add(
        "\(place) \(signs.dot)\(presentCount)", role, short: short + "\(signs.dot)\(presentCount)",
        rank: 2)
    case .connecting where company.view.isCutOff: add(Words.offlineMark, .warning, rank: 4)
    case .connecting: add(Words.connectingMark, .unsaved, rank: 4)
    case .offline: add(Words.offlineMark, .warning, rank: 4)
    case .ended: add(Words.endedMark, .error, rank: 4)
    }
    return parts
  }

  /// Some of those who are here, oneself first.
  private var namesStatus: [BoardView.Status] {
    guard knowsOthers else { return [] }
    let me = document.me.id
    let present = company?.people.filter(\.isPresent) ?? []
    let inOrder = present.filter { $0.id == me } + present.filter { $0.id != me }
    // Who shares a first name with somebody is called by all of it.
    let firsts = Dictionary(grouping: present) { Words.firstName($0.name, columns: .max) }
    var parts = inOrder.prefix(State.named).map { person in
      let isShared = (firsts[Words.firstName(person.name, columns: .max)]?.count ?? 0) > 1
      return BoardView.Status(
        SafeText(Words.short(person, isWhole: isShared, isMe: person.id == me)),
        person.presence == .idle ? .dim : Role(of: person.id))
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
      let saved = document.saving.recorded
      return BoardView.Status(
        SafeText(Words.saved(saved)), .saved, short: SafeText(Words.savedShort(saved)), rank: 3)
    }
    let text = company.link == .live ? Words.sending(company.waiting) : Words.waits(company.waiting)
    return BoardView.Status(SafeText(text), .unsaved, rank: 3)
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
        forms: Words.failedForms(failure, unrecorded: document.unrecorded).map { " " + $0 },
        role: .error)
    }
    guard let company else { return nil }
    if case .ended(let ending, _) = company.link {
      return Banner(
        forms: Words.ended(
          ending, by: sentOutBy, waiting: company.waiting, mayRetry: company.mayRetry
        ).map { " " + $0 }, role: .error)
    }
    if let seconds = secondsUntilRetry {
      let forms = Words.offline(waiting: company.waiting, seconds: seconds)
      let ended = Words.endedByHost(waiting: company.waiting, seconds: seconds)
      return Banner(
        forms: (company.view.isEndedByHost ? ended : forms).map { " " + $0 }, role: .warning)
    }
    if company.isHostHalted {
      return Banner(forms: [" " + Words.hostHalted, " " + Words.hostHaltedShort], role: .error)
    }
    if let call = company.view.call {
      let what = Words.called(call.to, on: board)
      let seconds = Countdown(to: call.goesAt, now).left
      return Banner(
        forms: Words.call(
          what, by: name(of: call.by), seconds: seconds, isBusy: mode != .normal
        ).map { " " + $0 }, role: .presence)
    }
    return nil
  }
}
