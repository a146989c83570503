internal import CollaborationSimulation
internal import Glibc
internal import Synchronization

/// Runs many simulations of a live workshop, and says which seeds fail and how.
///
///     Simulate [FIRST] COUNT
@main
struct Simulate {
  /// Runs beside each other: enough for any machine that tests run on.
  private static let lanes = 8

  static func main() async {
    let words = CommandLine.arguments.dropFirst()
    let numbers = words.compactMap { UInt64($0) }
    guard let count = numbers.last, numbers.count == words.count, numbers.count < 3 else {
      print("Simulate [FIRST] COUNT")
      exit(64)
    }
    let first = numbers.count > 1 ? numbers[0] : 0
    let failures = await run(first..<first + count)
    for failure in failures { print(failure) }
    print("\(count) workshops from seed \(first) on: \(failures.count) failures")
    exit(failures.isEmpty ? 0 : 1)
  }

  private static func run(_ seeds: Range<UInt64>) async -> [String] {
    let next = Counter(seeds.lowerBound)
    return await withTaskGroup(of: [String].self) { group in
      for _ in 0..<lanes {
        group.addTask {
          var failures: [String] = []
          while let seed = next.take(below: seeds.upperBound) {
            var simulation = Simulation(seed: seed)
            failures += simulation.outcome()
          }
          return failures
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
  }
}

/// Gives each number once.
private final class Counter: Sendable {
  private let next: Atomic<UInt64>

  init(_ first: UInt64) { next = Atomic(first) }

  func take(below end: UInt64) -> UInt64? {
    let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
    return number < end ? number : nil
  }
}
