/// Where a request comes from, as far as limits before joining go (H14).
public enum Origin: Hashable, Sendable {
  /// This machine: guests over ssh all come from here.
  case loopback
  case address(String)
}

/// Counts wrong codes, by address and in all, and never locks the door for good (H14).
///
/// Addresses that have given a wrong code lately share one allowance, all others another: whoever
/// guesses spends the first, and somebody who has just been told the code still gets in.
struct AttemptLimiter: Sendable {
  private let limits: HostLimits
  private var known: Allowance
  private var fresh: Allowance
  private var addresses: [String: Allowance] = [:]

  init(_ limits: HostLimits, at uptime: Int64) {
    self.limits = limits
    known = Allowance(
      perMinute: limits.knownAttemptsPerMinute, atOnce: limits.knownAttemptsAtOnce, at: uptime)
    fresh = Allowance(
      perMinute: limits.freshAttemptsPerMinute, atOnce: limits.freshAttemptsAtOnce, at: uptime)
  }

  /// Milliseconds until a code from there is looked at; nil where it is now.
  mutating func wait(_ origin: Origin, at uptime: Int64) -> Int? {
    switch origin {
    case .loopback: return known.wait(at: uptime)
    case .address(let address):
      guard var allowance = addresses[address], !allowance.isFull(at: uptime) else {
        return fresh.wait(at: uptime)
      }
      let ownWait = allowance.wait(at: uptime)
      addresses[address] = allowance
      guard let sharedWait = known.wait(at: uptime) else { return ownWait }
      return max(sharedWait, ownWait ?? 0)
    }
  }

  /// Counts a wrong code.
  mutating func count(_ origin: Origin, at uptime: Int64) {
    guard case .address(let address) = origin else { return known.take(1, at: uptime) }
    var allowance =
      addresses[address]
      ?? Allowance(
        perMinute: limits.attemptsPerMinute, atOnce: limits.attemptsAtOnce, at: uptime)
    if allowance.isFull(at: uptime) {
      fresh.take(1, at: uptime)
    } else {
      known.take(1, at: uptime)
    }
    allowance.take(1, at: uptime)
    addresses[address] = allowance
    addresses.forget(at: uptime, beyond: limits.addresses)
  }
}
