internal import SquallCollaboration
internal import SquallSessions

/// How rough one run is; drawn from its seed.
struct Settings {
  var guests: Int
  var edits: Int
  /// Chances of 1,000.
  var drop = 0
  var double = 0
  var reorder = 0
  var cut = 0
  var hostCrash = 0
  var guestCrash = 0
  var diskFailure = 0
  /// Whether facilitators change roles, lock the board and send people out.
  var isGoverned = false
  /// Milliseconds.
  var slowest: Int64 = 50
  var pause: Int64

  init(seed: UInt64, edits: Int, using random: inout SeededGenerator) {
    self.edits = edits
    guests = seed % 50 == 49 ? 30 : Int.random(in: 2...8, using: &random)
    pause = [5, 30, 200].randomElement(using: &random) ?? 30
    slowest = [5, 50, 400].randomElement(using: &random) ?? 50
    isGoverned = Int.random(in: 0..<3, using: &random) == 0
    guard seed % 10 != 0 else { return }
    func chance(_ most: Int) -> Int {
      Bool.random(using: &random) ? Int.random(in: 0...most, using: &random) : 0
    }
    drop = chance(60)
    double = chance(150)
    reorder = chance(100)
    cut = chance(30)
    hostCrash = chance(20)
    guestCrash = chance(5)
    diskFailure = chance(3)
  }
}
