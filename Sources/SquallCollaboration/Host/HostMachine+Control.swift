internal import SquallModel

// What facilitators do beside the board (H16).

extension HostMachine {
  mutating func takeControl(_ token: Secret, _ control: Control) -> HostAnswer {
    let id: ID
    switch authorize(token) {
    case .failure(let complaint): return .complaint(complaint)
    case .success(let found): id = found
    }
    guard guests[id]?.person.role == .facilitator else { return .complaint(.facilitatorsOnly) }
    if let wait = guests[id]?.controls.wait(at: now.uptime) {
      return .complaint(.tooFast(retryAfter: wait))
    }
    guests[id]?.controls.take(1, at: now.uptime)
    noteActivity(of: id)
    switch control {
    case .setRole(let person, let role): return setRole(of: person, to: role, by: id)
    case .remove(let person): return remove(person, by: id)
    case .readmit(let person): return readmit(person, by: id)
    case .setLock(let lock):
      guard self.lock != lock else { return .done }
      self.lock = lock
      lockedBy = id
      isAccessChanged = true
      messages.append(.lock(lock, by: id))
    case .startTimer, .extendTimer, .pauseTimer, .resumeTimer, .stopTimer:
      turnTimer(control)
    case .bring(let sticky): messages.append(.come(by: id, to: sticky))
    case .renewCodes:
      door.renew(at: now.uptime, using: &random)
      news.append(.codesRenewed(doorSign))
      return .door(doorSign)
    case .showDoor: return .door(doorSign)
    }
    return .done
  }

  private mutating func turnTimer(_ control: Control) {
    switch control {
    case .startTimer(let time): timer = WorkshopTimer(time, at: now.uptime)
    case .extendTimer(let time): timer?.extend(by: time, at: now.uptime)
    case .pauseTimer: timer?.pause(at: now.uptime)
    case .resumeTimer: timer?.resume(at: now.uptime)
    default: timer = nil
    }
    isAccessChanged = true
    messages.append(.timer(timer?.state(at: now.uptime)))
  }

  /// Whether the workshop has another facilitator than that person.
  private func hasFacilitator(besides id: ID) -> Bool {
    guests.values.contains {
      $0.person.id != id && $0.person.role == .facilitator && !$0.isRemoved
    }
  }

  private mutating func setRole(of id: ID, to role: Role, by author: ID) -> HostAnswer {
    guard let guest = guests[id] else { return .complaint(.noSuchPerson(id)) }
    guard guest.person.role != role else { return .done }
    guard !guest.isOwner else { return .complaint(.atTheHost) }
    if guest.person.role == .facilitator, !hasFacilitator(besides: id) {
      return .complaint(.lastFacilitator)
    }
    guests[id]?.person.role = role
    guests[id]?.person.roleBy = author
    isAccessChanged = true
    changedPeople.insert(id)
    return .done
  }

  private mutating func remove(_ id: ID, by author: ID) -> HostAnswer {
    guard let guest = guests[id] else { return .complaint(.noSuchPerson(id)) }
    guard !guest.isRemoved else { return .done }
    guard !guest.isOwner else { return .complaint(.atTheHost) }
    if guest.person.role == .facilitator, !hasFacilitator(besides: id) {
      return .complaint(.lastFacilitator)
    }
    guests[id]?.isRemoved = true
    guests[id]?.person.seatBy = author
    isAccessChanged = true
    for stream in guest.streams { close(stream, .removed) }
    sentOut.append(id)
    changedPeople.insert(id)
    return .done
  }

  private mutating func readmit(_ id: ID, by author: ID) -> HostAnswer {
    guard let guest = guests[id] else { return .complaint(.noSuchPerson(id)) }
    guard guest.isRemoved else { return .done }
    guests[id]?.isRemoved = false
    guests[id]?.person.seatBy = author
    guests[id]?.lostAt = .min / 2
    isAccessChanged = true
    changedPeople.insert(id)
    return .done
  }
}
