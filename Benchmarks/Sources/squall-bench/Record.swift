import Glibc
import SquallModel
import SquallSessions
import Synchronization

/// Recording: as many writers as wait at once, each for its own edit to be recorded.
///
/// The edits are made beforehand; deciding, applying, writing down and waiting are measured.
enum Record {
  /// More edits than any disk takes in the time.
  private static let edits = 250_000

  /// What the writers share: one workshop that gives the order, one store that writes it.
  private final class Desk: Sendable {
    struct Seat: Sendable {
      var workshop: Workshop
      var ids: RandomIDs<SeededGenerator>
      var edits: ArraySlice<Storm.Submission>
    }

    let seat: Mutex<Seat>
    let store: SessionStore
    let waits = Mutex<[Double]>([])
    let end: Int
    let failures = Mutex<[String]>([])

    init(_ workshop: Workshop, _ edits: [Storm.Submission], store: SessionStore, end: Int) {
      seat = Mutex(
        Seat(
          workshop: workshop, ids: RandomIDs(SeededGenerator(seed: 77)), edits: edits[...]))
      self.store = store
      self.end = end
    }

    func work() {
      var waits: [Double] = []
      waits.reserveCapacity(Record.edits)
      while case let start = Stopwatch.nanoseconds, start < end {
        do {
          guard let receipt = try next() else { break }
          try store.flush(receipt)
        } catch {
          failures.withLock { $0.append("\(error)") }
          return
        }
        waits.append(Double(Stopwatch.nanoseconds - start) / 1_000)
      }
      self.waits.withLock { $0 += waits }
    }

    /// Decides the next edit and hands its entries in; nil where there is none left.
    private func next() throws -> SessionStore.Receipt? {
      try seat.withLock { seat in
        guard let edit = seat.edits.popFirst() else { return nil }
        let accepted = try seat.workshop.submit(
          edit.edit, editID: edit.id, by: edit.author, at: edit.at, ids: &seat.ids)
        return try store.append(accepted.entries)
      }
    }
  }

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
    let desk = Desk(
      reading.workshop, edits, store: store, end: Stopwatch.nanoseconds + seconds * 1_000_000_000)
    let watch = Stopwatch()
    let threads = (0..<writers).map { _ in start(desk) }
    for thread in threads { pthread_join(thread, nil) }
    let milliseconds = watch.milliseconds
    if let failure = desk.failures.withLock({ $0.first }) { throw Complaint(failure) }
    try desk.store.close()
    let waits = desk.waits.withLock { $0.sorted() }
    report([
      "ops_s": Double(waits.count) / milliseconds * 1_000, "p50_us": percentile(50, of: waits),
      "p99_us": percentile(99, of: waits), "n": waits.count,
      "acknowledged": desk.store.acknowledged,
    ])
  }

  private static func start(_ desk: Desk) -> pthread_t {
    var thread = pthread_t()
    let context = Unmanaged.passRetained(desk).toOpaque()
    pthread_create(
      &thread, nil,
      { context in
        guard let context else { return nil }
        Unmanaged<Desk>.fromOpaque(context).takeRetainedValue().work()
        return nil
      }, context)
    return thread
  }
}
