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
    let (milliseconds, processor) = (watch.milliseconds, watch.processorMilliseconds)
    report([
      "ms": milliseconds, "cpu_ms": processor, "count": workshop.board.stickyCount,
      "votes": votes(on: workshop.board),
    ])
  }

  /// From a journal alone to the board, through the same reading as `squall open`.
  static func replay(_ words: Words) throws {
    let path = try words.position(0)
    let name = path.hasSuffix(".journal") ? String(path.dropLast(".journal".count)) : path
    let watch = Stopwatch()
    var workshop = try SessionReading(Path("\(name).json"), on: RealFileSystem()).workshop
    workshop.settle()
    let (milliseconds, processor) = (watch.milliseconds, watch.processorMilliseconds)
    let fold = try folding(name, session: workshop.board.id)
    let bytes = SessionFormat.bytes(of: SessionSnapshot(board: workshop.board))
    let digest = bytes.withUnsafeBytes { XXH64.hash($0, seed: 0) }
    report([
      "ms": milliseconds, "cpu_ms": processor, "fold_ms": fold,
      "count": workshop.board.stickyCount, "votes": votes(on: workshop.board),
      "sequence": workshop.sequence, "digest": String(digest, radix: 16),
    ])
  }

  /// Processor time of adding the entries up alone, in milliseconds, once they are read.
  private static func folding(_ name: String, session: ID) throws -> Double {
    var entries: [Entry] = []
    let paths = try SessionPaths(Path("\(name).json"), on: RealFileSystem())
    try SessionLog.read(paths, of: session, on: RealFileSystem()) { entry, _ in
      entries.append(entry)
      return true
    }
    var workshop = Workshop(board: Board(id: session, title: ""))
    let watch = Stopwatch()
    for (index, entry) in entries.enumerated() {
      workshop.apply(entry, recording: index >= entries.count - History.undoDepth)
    }
    workshop.settle()
    return watch.processorMilliseconds
  }

  private static func votes(on board: Board) -> Int {
    board.readingOrder.reduce(0) { $0 + $1.voteCount }
  }
}
