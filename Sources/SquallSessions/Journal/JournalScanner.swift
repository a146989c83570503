internal import Glibc
internal import SquallModel

/// Reads the lines of a journal in order, as far as each proves itself and its place, and then
/// says what stopped it (O1, O2).
///
/// The bytes belong to the caller and outlive the scanner.
struct JournalScanner {
  /// A line that proved itself.
  struct Line: Equatable {
    enum Kind: Equatable {
      case header, entry, mark
    }

    var kind: Kind
    /// Where the line starts, in bytes from the beginning of the journal.
    var start: Int
    var payload: Range<Int>
    /// The running checksum up to here: of this entry, or of the entry before this mark.
    var checksum: UInt64
  }

  private let bytes: UnsafeRawBufferPointer
  /// Just after the last line that proved itself.
  private(set) var position = 0
  /// The running checksum there.
  private(set) var checksum: UInt64 = 0
  /// Entries that proved themselves.
  private(set) var entryCount = 0
  /// Damaged stretches that cost no entry: the line after each follows the entry before it.
  private(set) var bridged: [Range<Int>] = []
  /// What is after the last line; nil while there are lines to come.
  private(set) var ending: JournalEnding?

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// The next line, or nil at the end.
  mutating func next() -> Line? {
    guard ending == nil else { return nil }
    if let line = line(at: position) { return take(line) }
    // The first line is the base of all others: nothing is bridged before it.
    if position > 0, let line = search(from: position, seed: checksum) {
      bridged.append(position..<line.start)
      return take(line)
    }
    ending = JournalEnding(in: bytes, from: position, entryCount: entryCount)
    return nil
  }

  /// Goes on beyond damage, at the line that follows an entry with that checksum.
  ///
  /// - Returns: Whether there is such a line; where not, nothing has changed.
  mutating func resume(afterEntryWith checksum: UInt64) -> Bool {
    guard ending != nil, let line = search(from: position, seed: checksum) else { return false }
    self.checksum = checksum
    position = line.start
    ending = nil
    return true
  }

  private mutating func take(_ line: Line) -> Line {
    position = line.payload.upperBound + 1
    checksum = line.checksum
    if line.kind == .entry { entryCount += 1 }
    return line
  }

  private func line(at start: Int) -> Line? {
    guard let frame = JournalFrame(in: bytes, at: start) else { return nil }
    return line(frame, at: start, seed: checksum)
  }

  private func line(_ frame: JournalFrame, at start: Int, seed: UInt64) -> Line? {
    guard frame.isWhole(in: bytes, seed: seed) else { return nil }
    if start == 0 {
      return Line(kind: .header, start: 0, payload: frame.payload, checksum: frame.checksum)
    }
    if starts(frame.payload, with: JournalScanner.entryBeginning) {
      return Line(kind: .entry, start: start, payload: frame.payload, checksum: frame.checksum)
    }
    if starts(frame.payload, with: JournalMark.beginning) {
      return Line(kind: .mark, start: start, payload: frame.payload, checksum: seed)
    }
    return nil
  }

  /// The first line beyond a place that follows an entry with the checksum `seed`.
  private func search(from place: Int, seed: UInt64) -> Line? {
    var walk = FrameWalk(bytes, from: place)
    while let (start, frame) = walk.next() {
      if let line = line(frame, at: start, seed: seed) { return line }
    }
    return nil
  }

  static let entryBeginning = #"{"sequence": "#

  private func starts(_ payload: Range<Int>, with beginning: String) -> Bool {
    bytes[payload].starts(with: beginning.utf8)
  }
}

/// Finds what has the shape of a line beyond damage, without believing it.
struct FrameWalk {
  private let bytes: UnsafeRawBufferPointer
  private var place: Int

  init(_ bytes: UnsafeRawBufferPointer, from place: Int) {
    self.bytes = bytes
    self.place = place
  }

  /// The next line and where it starts. Each byte is looked at once, whatever the bytes are.
  mutating func next() -> (start: Int, frame: JournalFrame)? {
    while let newline = bytes.firstNewline(from: place) {
      let start = newline + 1
      if let frame = JournalFrame(in: bytes, at: start) {
        // The newline that ends this line may begin the next.
        place = frame.end - 1
        return (start, frame)
      }
      place = start
    }
    return nil
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func firstNewline(from place: Int) -> Int? {
    guard place < count, let base = baseAddress,
      let found = memchr(base + place, Int32(UInt8(ascii: "\n")), count - place)
    else { return nil }
    return UnsafeRawPointer(found) - base
  }

  /// Whether there is nothing but zeros from a place to the end.
  func isZero(from place: Int) -> Bool {
    var place = place
    while place < count, count - place >= 8 {
      if loadUnaligned(fromByteOffset: place, as: UInt64.self) != 0 { return false }
      place += 8
    }
    while place < count {
      if self[place] != 0 { return false }
      place += 1
    }
    return true
  }
}

extension JournalScanner {
  /// Whether the last thing beyond damage that looks like a line is the entry with that checksum.
  func endsWithEntry(of checksum: UInt64, from place: Int) -> Bool {
    var walk = FrameWalk(bytes, from: place)
    var last: JournalFrame?
    var end = place
    while let (_, frame) = walk.next() {
      end = frame.end
      if !starts(frame.payload, with: JournalMark.beginning) { last = frame }
    }
    return last?.checksum == checksum && bytes.isZero(from: end)
  }
}
