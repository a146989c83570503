import SquallModel
import SquallSessions

/// Recording as a host does it: one thread takes in what as many people have sent as wait at once,
/// each for their own edit, and writes it down with one flush.
///
/// The edits are made beforehand; deciding, applying, writing down and waiting are measured.
enum Record {
  /// More edits than any disk takes in the time.
  private static let edits = 250_000

  static func run(_ words: Words) throws {
    let path = Path(try words.position(0))
    let seconds = words.number("--seconds", or: 5)
    let writers = words.number("--writers", or: 1)
    let disk = RealFileSystem()
    var storm = Storm(seed: 1)
    var reading = try SessionReading(new: storm.workshop.board, at: path, on: disk)
    let edits = storm.submissions(Record.edits)
    reading.prepareForEdits(editID: ID(checked: "begin"), at: .earliest)
    let store = try SessionStore(
      reading, holder: .bench, on: disk,
      promise: words.has("--volatile") ? .handedOver : .onDisk)
    var workshop = reading.workshop
    var ids = RandomIDs(SeededGenerator(seed: 77))
    var waits: [Double] = []
    waits.reserveCapacity(edits.count)
    var waiting = edits[...]
    let watch = Stopwatch()
    let end = Stopwatch.nanoseconds + seconds * 1_000_000_000
    while case let start = Stopwatch.nanoseconds, start < end, !waiting.isEmpty {
      let turn = waiting.prefix(writers)
      waiting = waiting.dropFirst(writers)
      let entries = try turn.flatMap { edit in
        try workshop.submit(
          edit.edit, editID: edit.id, by: edit.author, at: edit.at, ids: &ids
        ).entries
      }
      try store.flush(store.append(entries))
      let wait = Double(Stopwatch.nanoseconds - start) / 1_000
      waits.append(contentsOf: repeatElement(wait, count: turn.count))
    }
    let milliseconds = watch.milliseconds
    let acknowledged = store.acknowledged
    try store.close()
    waits.sort()
    report([
      "ops_s": Double(waits.count) / milliseconds * 1_000, "p50_us": percentile(50, of: waits),
      "p99_us": percentile(99, of: waits), "n": waits.count, "acknowledged": acknowledged,
    ])
  }
}
