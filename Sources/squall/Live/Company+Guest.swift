import SquallCollaboration
import SquallModel
import SquallNetwork
import SquallUI

// What host and guest say, in the words of the state.

extension Company.Person {
  init(_ person: Person) {
    self.init(
      id: person.id, name: person.name, role: person.role, presence: .init(person.link),
      at: person.presence.at, isWriting: person.presence.isWriting,
      follows: person.presence.follows, roleBy: person.roleBy, seatBy: person.seatBy)
  }
}

extension Company.Presence {
  init(_ link: PersonLink) {
    switch link {
    case .here: self = .here
    case .idle: self = .idle
    case .away: self = .away
    case .gone: self = .gone
    case .removed: self = .removed
    }
  }
}

extension Company.Lock {
  init(_ lock: BoardLock) {
    switch lock {
    case .open: self = .open
    case .phaseKinds: self = .phaseKinds
    case .board: self = .board
    }
  }
}

extension BoardLock {
  init(_ lock: Company.Lock) {
    switch lock {
    case .open: self = .open
    case .phaseKinds: self = .phaseKinds
    case .board: self = .board
    }
  }
}

extension Company.RefusedEdit {
  init(_ refused: RefusedEdit) {
    self.init(id: refused.id, edit: refused.edit, reason: refused.cause.sentence)
  }
}

extension GuestStatus {
  /// The timer, by the clock on the wall.
  var shownTimer: Company.Timer? {
    guard let timer else { return nil }
    guard timer.isRunning else { return .paused(remaining: Int64(timer.remaining)) }
    let left = Int64(timer.remaining) - (moment.uptime - timerAt)
    return .running(ends: Instant(clamping: moment.instant.milliseconds + left))
  }

  /// The link, by the clock on the wall.
  var shownLink: Company.Link {
    switch link {
    case .connecting: .connecting
    case .live: .live
    case .offline(let retryAt):
      .offline(
        retryAt: Instant(clamping: moment.instant.milliseconds + retryAt - moment.uptime))
    case .ended(let end): .ended(.init(end), mayRetry: end.mayRetry)
    }
  }
}

extension Company.Ending {
  init(_ end: LinkEnd) {
    switch end {
    case .unknownToken: self = .unknown
    case .removed: self = .removed
    case .version(let mismatch): self = .version(host: mismatch.host, guest: mismatch.guest)
    case .otherSession: self = .otherSession
    case .left: self = .left
    }
  }
}

extension Control {
  init(_ control: CompanyControl) {
    switch control {
    case .setRole(let id, let role): self = .setRole(id, role)
    case .remove(let id): self = .remove(id)
    case .readmit(let id): self = .readmit(id)
    case .setLock(let lock): self = .setLock(BoardLock(lock))
    case .startTimer(let time): self = .startTimer(milliseconds: time)
    case .extendTimer(let time): self = .extendTimer(milliseconds: time)
    case .pauseTimer: self = .pauseTimer
    case .resumeTimer: self = .resumeTimer
    case .stopTimer: self = .stopTimer
    case .bring(let sticky): self = .bring(to: sticky)
    }
  }
}
