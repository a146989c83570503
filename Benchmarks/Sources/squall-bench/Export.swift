import Glibc
import SquallExchange
import SquallModel
import SquallSessions

/// Exporting the recorded events, from the board in memory to a file.
enum Export {
  static func run(_ words: Words) throws {
    let board = try SessionFormat.read(RealFileSystem().read(words.position(0))).board
    let name = words.text("--to", or: "store")
    guard let format = Formats(picture: { _ in [] }).exporter(name) else {
      throw Complaint("no format \(name)")
    }
    let file = try RealFileSystem().open(Path(words.output()), .updateOrCreate)
    try file.truncate(to: 0)
    let watch = Stopwatch()
    var written = 0
    _ = try format.export(ExportRequest(board)) { (chunk: UnsafeRawBufferPointer) throws in
      var offset = 0
      while offset < chunk.count {
        offset += try file.write(
          UnsafeRawBufferPointer(rebasing: chunk[offset...]), at: written + offset)
      }
      written += chunk.count
    }
    let (milliseconds, processor) = (watch.milliseconds, watch.processorMilliseconds)
    try file.close()
    report(["ms": milliseconds, "cpu_ms": processor, "bytes": written])
  }
}
