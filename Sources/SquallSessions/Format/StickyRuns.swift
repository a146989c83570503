internal import Glibc
internal import SquallModel
internal import Synchronization

/// How a long list of stickies is divided among threads.
struct Division: Sendable {
  /// How many threads read at once, the caller's among them.
  var runs: Int
  /// The least that is worth a thread, in bytes.
  var smallest: Int

  /// One run for each processor, four at most: more do not help where memory is what is waited for.
  static let standard = Division(runs: min(4, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))))

  static let none = Division(runs: 1)

  init(runs: Int, smallest: Int = 512 << 10) {
    self.runs = runs
    self.smallest = smallest
  }
}

/// A part of a document's stickies, read on a thread of its own before it is known that it is one.
///
/// No JSON string holds a raw line break, so what begins a line after a comma and looks like an
/// object is an element of some list: nearly always of this one. It is read on trust, and counts
/// only when whoever reads the part before comes out exactly there. So the result is that of
/// reading in order, the first fault of the document included.
///
/// Sendable although its parts point into the document: they are the thread's until it has ended,
/// and whoever begins a run waits for its end before the document goes.
final class StickyRun: @unchecked Sendable {
  /// Where its first sticky begins.
  let start: Int
  /// Where the next run begins; nil: it goes on to the end of the list.
  private let stop: Int?
  private let isAbandoned = Atomic<Bool>(false)
  private var thread: Thread?

  // The thread's until it has ended.
  private(set) var decoder: FormatDecoder
  private(set) var draft: BoardDraft
  private(set) var fault: JSONFault?
  /// The sticky that is being read; nil between two of them.
  private(set) var current: Int?
  /// Whether the list ended here.
  private(set) var isLast = false

  /// - Parameters:
  ///   - decoder: one that has entered the list.
  ///   - draft: what the document has said before the list.
  fileprivate init(_ decoder: FormatDecoder, _ draft: BoardDraft, start: Int, stop: Int?) {
    self.decoder = decoder
    self.draft = draft
    self.start = start
    self.stop = stop
  }

  /// - Throws: the system's refusal of a thread.
  fileprivate func begin() throws(FileError) {
    thread = try Thread(besideCaller: true) { self.read() }
  }

  /// Hands over what was read; the run has none of it any more.
  fileprivate func takeDraft() -> BoardDraft {
    let taken = draft
    draft = BoardDraft()
    return taken
  }

  /// Waits until the run has ended.
  fileprivate func end() {
    thread?.join()
    thread = nil
  }

  fileprivate func abandon() {
    isAbandoned.store(true, ordering: .relaxed)
  }

  private func read() {
    decoder.json.move(to: start)
    var offset = start
    do throws(JSONFault) {
      repeat {
        if isAbandoned.load(ordering: .relaxed) { return }
        if draft.stickies.count == FormatDecoder.sample {
          draft.makeRoom(decoder.json, since: start, until: stop)
        }
        current = offset
        try decoder.sticky(&draft, at: offset)
        current = nil
        guard try decoder.json.nextElement() else {
          isLast = true
          return
        }
        offset = decoder.json.nextOffset()
      } while offset != stop
    } catch {
      fault = error
    }
  }
}

/// The runs of one list that are still ahead of whoever reads it in order.
struct StickyRuns: ~Copyable {
  private(set) var ahead: ArraySlice<StickyRun> = []
  private var all: [StickyRun] = []

  /// Begins as many as the rest of the document is worth.
  init(_ decoder: FormatDecoder, _ draft: BoardDraft) {
    let json = decoder.json
    let division = decoder.division
    let count = min(division.runs, json.remaining / max(1, division.smallest))
    guard count > 1 else { return }
    let size = json.remaining / count
    var starts: [Int] = []
    for run in 1..<count {
      let start = json.likelyElement(after: json.offset + run * size)
      if let start, start > starts.last ?? json.offset { starts.append(start) }
    }
    for (index, start) in starts.enumerated() {
      let stop = index + 1 < starts.count ? starts[index + 1] : nil
      let run = StickyRun(decoder, draft, start: start, stop: stop)
      // Without a thread it is read in order, with the part before it.
      do throws(FileError) { try run.begin() } catch { break }
      all.append(run)
    }
    ahead = all[...]
  }

  /// The run that begins at a byte, once it has ended; those that would have begun before are given
  /// up, as they began inside something else.
  mutating func take(at offset: Int) -> StickyRun? {
    while let run = ahead.first, run.start < offset {
      run.abandon()
      ahead.removeFirst()
    }
    guard let run = ahead.first, run.start == offset else { return nil }
    ahead.removeFirst()
    run.end()
    return run
  }

  /// Waits for all of them: the document may go now.
  deinit {
    for run in all { run.abandon() }
    for run in all { run.end() }
  }
}

extension FormatDecoder {
  /// Reads the list of stickies.
  mutating func stickies(
    _ draft: inout BoardDraft, atMost maximum: Int = Limit.stickies.maximum
  ) throws(JSONFault) {
    try json.beginArray()
    let start = json.offset
    var runs = StickyRuns(self, draft)
    while try json.nextElement() {
      var offset = json.nextOffset()
      while let run = runs.take(at: offset) {
        try adopt(run, &draft, atMost: maximum)
        if run.isLast { return }
        offset = json.nextOffset()
      }
      if draft.stickies.count == FormatDecoder.sample { draft.makeRoom(json, since: start) }
      guard draft.stickies.count < maximum else {
        throw refuse(.limit(.stickies), at: offset)
      }
      try sticky(&draft, at: offset)
    }
  }

  /// After how many stickies the room that all of them take is known well enough.
  static var sample: Int { 64 }

  /// Takes over what a run has read, as though it had been read here.
  private mutating func adopt(
    _ run: StickyRun, _ draft: inout BoardDraft, atMost maximum: Int
  ) throws(JSONFault) {
    let room = maximum - draft.stickies.count
    let offsets = run.draft.offsets + [run.current].compactMap { $0 }
    if offsets.count > room { throw refuse(.limit(.stickies), at: offsets[room]) }
    draft.append(run.takeDraft())
    json = run.decoder.json
    guard let fault = run.fault else { return }
    refusal = run.decoder.refusal
    throw fault
  }
}

extension JSONReader {
  /// The first object after a byte that begins a line after a comma, if there is one nearby.
  fileprivate func likelyElement(after offset: Int) -> Int? {
    let text = upcoming(from: offset, count: 64 << 10)
    var isAfterComma = false
    var isAfterBreak = false
    for (index, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
      case UInt8(ascii: "\n"): isAfterBreak = true
      case UInt8(ascii: "{") where isAfterComma && isAfterBreak: return offset + index
      default:
        isAfterComma = byte == UInt8(ascii: ",")
        isAfterBreak = false
      }
    }
    return nil
  }
}
