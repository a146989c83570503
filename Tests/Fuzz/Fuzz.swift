import Glibc
import SquallModel

/// What is fed with bytes by chance, one a run: `SQUALL_FUZZ=session .build/fuzz/fuzz CORPUS`.
enum Reader: String, CaseIterable {
  /// Any JSON.
  case json
  /// A session file.
  case session
  /// An entry of the log.
  case entry
  /// Lines of edits, each submitted to one workshop.
  case edits
  /// The payloads of a journal's lines, and damage done to them.
  case journal
  /// A document of another program.
  case imports
  /// What a terminal sends.
  case input
  /// What a host says to a guest.
  case guest

  /// The reader that the environment names.
  static let chosen: Reader = {
    let name = getenv("SQUALL_FUZZ").map { String(cString: $0) } ?? ""
    guard let reader = Reader(rawValue: name) else {
      let names = allCases.map(\.rawValue).joined(separator: " ")
      stop("SQUALL_FUZZ names no reader; there are: \(names)")
    }
    return reader
  }()

  func feed(_ bytes: UnsafeRawBufferPointer) {
    switch self {
    case .json: fuzzJSON(bytes)
    case .session: fuzzSession(bytes)
    case .entry: fuzzEntry(bytes)
    case .edits: fuzzEdits(bytes)
    case .journal: fuzzJournal(bytes)
    case .imports: fuzzImport(bytes)
    case .input: fuzzInput(bytes)
    case .guest: fuzzGuest(bytes)
    }
  }
}

/// Called by libFuzzer with each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  Reader.chosen.feed(UnsafeRawBufferPointer(start: start, count: count))
  return 0
}

/// Says what was broken and ends, so that libFuzzer keeps the input.
func stop(_ sentence: String) -> Never {
  var line = Array("\(sentence)\n".utf8)
  _ = write(2, &line, line.count)
  abort()
}

/// Holds a property of a reader; unlike a precondition, in release builds it says which.
func hold(_ isTrue: Bool, _ sentence: @autoclosure () -> String) {
  if !isTrue { stop(sentence()) }
}

/// Identifiers in the order in which they were asked for.
struct CountedIDs: IDSource {
  private var count = 0

  mutating func next() -> ID {
    count += 1
    return ID(checked: "n\(count)")
  }
}
