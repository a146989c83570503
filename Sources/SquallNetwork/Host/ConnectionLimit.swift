internal import NIOCore

/// How many connections a host takes: fewer once the system had no descriptors or memory left, and
/// more again as time passes without that (N5).
struct ConnectionLimit {
  /// Descriptors that are left for other things than connections.
  static let spare = 8
  /// Time without a shortage before more are taken, each time again.
  static let recovery = TimeAmount.seconds(10)

  private let most: Int
  private(set) var current: Int
  private var changedAt = NIODeadline.uptimeNanoseconds(0)

  init(_ most: Int) {
    self.most = most
    current = most
  }

  /// The system had nothing left for more than that many connections.
  mutating func runShort(holding count: Int, at now: NIODeadline) {
    current = max(ConnectionLimit.spare, min(current, count) - ConnectionLimit.spare)
    changedAt = now
  }

  /// Takes a quarter more where it went well for long enough.
  mutating func rise(at now: NIODeadline) {
    guard current < most, now - changedAt >= ConnectionLimit.recovery else { return }
    current = min(most, current + max(ConnectionLimit.spare, current / 4))
    changedAt = now
  }
}
