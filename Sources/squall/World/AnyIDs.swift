import SquallModel
import SquallSessions

/// New identifiers from the system's generator, or from a seed.
struct AnyIDs: IDSource, Sendable {
  private var system = RandomIDs(SystemRandomNumberGenerator())
  private var seeded: RandomIDs<SeededGenerator>?

  /// The source that `SQUALL_SEED` describes: a whole number, or nothing.
  init(variable: String?) throws(Failure) {
    guard let variable else { return }
    guard let seed = UInt64(variable) else {
      throw Failure(.usage, "SQUALL_SEED is '\(variable)', not a whole number")
    }
    seeded = RandomIDs(SeededGenerator(seed: seed))
  }

  mutating func next() -> ID { seeded?.next() ?? system.next() }
}
