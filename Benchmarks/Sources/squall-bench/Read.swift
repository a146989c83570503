import SquallModel
import SquallSessions

/// Reading: `load` and `replay`.
enum Read {
  /// Until any sticky can be shown and edited: read, checked, in reading order.
  static func load(_ words: Words) throws {
    let path = try words.position(0)
    let watch = Stopwatch()
    var workshop = Workshop(board: try SessionFormat.read(RealFileSystem().read(path)).board)
    workshop.settle()
    let milliseconds = watch.milliseconds
    report([
      "ms": milliseconds, "count": workshop.board.stickyCount, "votes": votes(on: workshop.board),
    ])
  }

  /// From a journal alone to the board, through the same reading as `squall open`.
  static func replay(_ words: Words) throws {
    let path = try words.position(0)
    let name = path.hasSuffix(".journal") ? String(path.dropLast(".journal".count)) : path
    let watch = Stopwatch()
    var workshop = try SessionReading(Path("\(name).json"), on: RealFileSystem()).workshop
    workshop.settle()
    let milliseconds = watch.milliseconds
    let bytes = SessionFormat.bytes(of: SessionSnapshot(board: workshop.board))
    let digest = bytes.withUnsafeBytes { XXH64.hash($0, seed: 0) }
    report([
      "ms": milliseconds, "count": workshop.board.stickyCount, "votes": votes(on: workshop.board),
      "sequence": workshop.sequence, "digest": String(digest, radix: 16),
    ])
  }

  private static func votes(on board: Board) -> Int {
    board.readingOrder.reduce(0) { $0 + $1.voteCount }
  }
}
