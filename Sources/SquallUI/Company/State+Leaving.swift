import SquallModel

extension State {
  /// What leaving a live workshop would cost, to be asked about first.
  var questionBeforeLeaving: Question? {
    guard let company else { return nil }
    let others = presentCount - (company[document.me.id]?.isPresent == true ? 1 : 0)
    if company.isHosting { return others > 0 ? .leaveHost(people: others) : nil }
    // With a link the host gets them before the program ends.
    guard company.waiting > 0, company.link != .live else { return nil }
    return .leaveWaiting(company.waiting)
  }

  /// Why the program must not be stopped for a while; nil where it may.
  public var whyNotSuspend: Obstacle? {
    company?.isHosting == true && needsOthers == nil ? .wouldStopOthers : nil
  }
}
