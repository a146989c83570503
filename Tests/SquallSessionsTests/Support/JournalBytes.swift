import SquallModel

@testable import SquallSessions

/// A journal's bytes, built line by line as the rules say, without the writer under test.
struct JournalBytes {
  var bytes: [UInt8] = []
  /// Where each line starts.
  var starts: [Int] = []
  var checksum: UInt64 = 0

  init(session: String = "order") {
    self.init(header: #"{"format": "squall-journal", "version": 1, "session": "\#(session)"}"#)
  }

  init(header: String) {
    add(header)
  }

  mutating func add(_ payload: String, continues: Bool = false, isMark: Bool = false) {
    let hash = XXH64.hash(Array(payload.utf8), seed: checksum)
    starts.append(bytes.count)
    let digits = String(hash, radix: 16)
    let padded = String(repeating: "0", count: 16 - digits.count) + digits
    bytes += Array(
      "\(padded)\(continues ? "+" : " ")\(payload.utf8.count) \(payload)\n".utf8)
    if !isMark { checksum = hash }
  }

  mutating func addEntry(_ sequence: Int, continues: Bool = false) {
    add(JournalBytes.entry(sequence), continues: continues)
  }

  static func entry(_ sequence: Int) -> String {
    #"{"sequence": \#(sequence), "text": "Order \#(String(repeating: "x", count: sequence % 7))"}"#
  }

  /// The bytes of one line.
  func line(_ index: Int) -> ArraySlice<UInt8> {
    bytes[starts[index]..<(index + 1 < starts.count ? starts[index + 1] : bytes.count)]
  }

  static func entries(_ count: Int) -> JournalBytes {
    var journal = JournalBytes()
    for sequence in 1...count { journal.addEntry(sequence) }
    return journal
  }
}

/// What a scanner found in bytes.
struct Scanned: Equatable {
  var payloads: [String] = []
  var kinds: [JournalScanner.Line.Kind] = []
  var checksum: UInt64 = 0
  var position = 0
  var bridged: [Range<Int>] = []
  var ending: JournalEnding = .clean

  init(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { buffer in
      var scanner = JournalScanner(buffer)
      while let line = scanner.next() {
        payloads.append(String(decoding: buffer[line.payload], as: UTF8.self))
        kinds.append(line.kind)
      }
      checksum = scanner.checksum
      position = scanner.position
      bridged = scanner.bridged
      ending = scanner.ending ?? .clean
    }
  }

  var entries: [String] { zip(payloads, kinds).filter { $0.1 == .entry }.map(\.0) }
}
