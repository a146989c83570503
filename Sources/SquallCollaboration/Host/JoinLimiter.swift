/// Counts who joins, by address: a whole room behind one address comes in within a minute, and one
/// invitation does not fill the workshop with names (H19).
struct JoinLimiter: Sendable {
  private let limits: HostLimits
  private var allowances: [Origin: Allowance] = [:]

  init(_ limits: HostLimits) { self.limits = limits }

  /// Milliseconds until somebody from there may join; nil where they may now.
  mutating func wait(_ origin: Origin, at uptime: Int64) -> Int? {
    allowances[origin]?.wait(at: uptime)
  }

  /// Counts somebody who was let in.
  mutating func count(_ origin: Origin, at uptime: Int64) {
    allowances[
      origin,
      default: Allowance(
        perMinute: limits.joinsPerMinute, atOnce: limits.joinsAtOnce, at: uptime)
    ].take(1, at: uptime)
    allowances.forget(at: uptime, beyond: limits.addresses)
  }
}
