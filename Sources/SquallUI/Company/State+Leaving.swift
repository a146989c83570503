import SquallModel

extension State {
  /// What leaving a live workshop would cost, to be asked about first.
  var questionBeforeLeaving: Question? {
    guard let company else { return nil }
    let others = presentCount - (company[document.me.id]?.isPresent == true ? 1 : 0)
    if company.isHosting { return others > 0 ? .leaveHost(people: others) : nil }
    return company.waiting > 0 ? .leaveWaiting(company.waiting) : nil
  }
}
