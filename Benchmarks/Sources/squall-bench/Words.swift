import Glibc

/// The words of one call: positions first, then options with and without a value.
struct Words {
  private(set) var positions: [String] = []
  private var options: [String: String] = [:]
  private var flags: Set<String> = []

  init(_ words: [String], flags known: Set<String>) throws(Complaint) {
    var words = words[...]
    while let word = words.popFirst() {
      guard word.hasPrefix("-") else {
        positions.append(word)
        continue
      }
      if known.contains(word) {
        flags.insert(word)
      } else if let value = words.popFirst() {
        options[word] = value
      } else {
        throw Complaint("\(word) needs a value")
      }
    }
  }

  func has(_ flag: String) -> Bool { flags.contains(flag) }

  func text(_ option: String, or fallback: String) -> String { options[option] ?? fallback }

  func number(_ option: String, or fallback: Int) -> Int {
    options[option].flatMap { Int($0) } ?? fallback
  }

  func output() throws(Complaint) -> String {
    guard let path = options["-o"] else { throw Complaint("-o FILE is missing") }
    return path
  }

  func position(_ index: Int) throws(Complaint) -> String {
    guard index < positions.count else { throw Complaint("a file is missing") }
    return positions[index]
  }
}

/// Why a call cannot be done.
struct Complaint: Error {
  var text: String

  init(_ text: String) { self.text = text }
}

/// The time around the work, on the clock that never jumps.
struct Stopwatch {
  private let start = Stopwatch.nanoseconds
  private let startOnProcessor = Stopwatch.read(CLOCK_PROCESS_CPUTIME_ID)

  var milliseconds: Double { Double(Stopwatch.nanoseconds - start) / 1e6 }

  /// Processor time of all threads since the start, the system's work for them included: what a
  /// machine with neighbours cannot change much.
  var processorMilliseconds: Double {
    Double(Stopwatch.read(CLOCK_PROCESS_CPUTIME_ID) - startOnProcessor) / 1e6
  }

  /// Nanoseconds on the clock that never jumps.
  static var nanoseconds: Int { read(CLOCK_MONOTONIC) }

  private static func read(_ clock: clockid_t) -> Int {
    var time = timespec()
    clock_gettime(clock, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  /// Processor time of this thread so far, in microseconds.
  static var threadMicroseconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
  }
}

/// One JSON line of figures.
func report(_ figures: KeyValuePairs<String, any CustomStringConvertible>, to descriptor: Int32 = 1)
{
  let members = figures.map { name, value in
    let text =
      switch value {
      case let number as Double: String(Double(Int64(number * 1_000)) / 1_000)
      case let text as String: "\"\(text)\""
      default: "\(value)"
      }
    return "\"\(name)\": \(text)"
  }
  let line = Array("{\(members.joined(separator: ", "))}\n".utf8)
  line.withUnsafeBytes { bytes in _ = write(descriptor, bytes.baseAddress, bytes.count) }
}

/// The value that `percent` of the sorted values do not pass.
func percentile(_ percent: Int, of sorted: [Double]) -> Double {
  sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, sorted.count * percent / 100)]
}
