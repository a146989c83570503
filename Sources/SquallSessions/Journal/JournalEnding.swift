/// What is in a journal after the last line that proves itself.
public enum JournalEnding: Equatable, Sendable {
  /// Nothing, or zeros written ahead (J7).
  case clean
  /// The beginning of a write that did not come to its end: no line of a later write is there.
  /// It was never acknowledged.
  case torn(JournalGap)
  /// Damage, and after it lines of a later write: what was acknowledged is missing.
  case damaged(JournalGap)
}

/// A stretch of a journal that cannot be read.
public struct JournalGap: Equatable, Sendable {
  /// Bytes from the beginning of the journal to the first one that cannot be read.
  public var start: Int
  /// Entries before it, in this file.
  public var entriesBefore: Int
  /// Where the next thing is that looks like a line, in bytes from the beginning; nil where
  /// nothing does up to the end.
  public var end: Int?
  /// The sequence number in that line, where it has one.
  public var nextSequence: Int?

  public init(start: Int, entriesBefore: Int, end: Int? = nil, nextSequence: Int? = nil) {
    self.start = start
    self.entriesBefore = entriesBefore
    self.end = end
    self.nextSequence = nextSequence
  }
}

extension JournalEnding {
  init(in bytes: UnsafeRawBufferPointer, from start: Int, entryCount: Int) {
    if bytes.isZero(from: start) {
      self = .clean
      return
    }
    var gap = JournalGap(start: start, entriesBefore: entryCount)
    var hasLaterWrite = false
    var walk = FrameWalk(bytes, from: start)
    while let (place, frame) = walk.next() {
      if gap.end == nil { gap.end = place }
      if gap.nextSequence == nil { gap.nextSequence = frame.sequence(in: bytes) }
      if !frame.continues { hasLaterWrite = true }
      if hasLaterWrite, gap.nextSequence != nil { break }
    }
    self = hasLaterWrite ? .damaged(gap) : .torn(gap)
  }
}

extension JournalFrame {
  /// The sequence number at the beginning of an entry's payload.
  func sequence(in bytes: UnsafeRawBufferPointer) -> Int? {
    guard bytes[payload].starts(with: JournalScanner.entryBeginning.utf8) else { return nil }
    let digits = bytes[payload].dropFirst(JournalScanner.entryBeginning.utf8.count)
      .prefix(JournalFrame.maximumLengthDigits)
      .prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    return Int(String(decoding: digits, as: UTF8.self))
  }
}
