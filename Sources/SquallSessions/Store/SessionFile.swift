internal import SquallModel

/// The session file's bytes, understood as far as it was asked for.
struct SessionFile {
  private let bytes: [UInt8]?
  /// The SHA-256 of the bytes.
  let digest: EventualDigest
  /// The newest mark of these bytes.
  let mark: JournalMark?
  /// Whether it is the file of the newest mark or the one before it, as after any normal end or
  /// crash.
  let isRecent: Bool
  private(set) var snapshot: SessionSnapshot?
  /// Why the bytes cannot be read.
  private(set) var error: FormatError?

  init(_ bytes: [UInt8]?, digest eventual: EventualDigest, marks: [JournalMark]) {
    self.bytes = bytes
    digest = eventual
    guard !marks.isEmpty else {
      (mark, isRecent) = (nil, false)
      return
    }
    let digest = eventual.value
    let place = marks.lastIndex { $0.digest == digest }
    mark = place.map { marks[$0] }
    let newest = marks.last?.digest
    let before = marks.last { $0.digest != newest }?.digest
    isRecent = digest != nil && place != nil && (digest == newest || digest == before)
  }

  var isThere: Bool { bytes != nil }

  /// Whether what is in the file matters, beside that journal.
  func mustBeRead(beside journal: JournalReplay) -> Bool {
    isThere && (!isRecent || journal.gap != nil)
  }

  /// Reads the bytes, once.
  mutating func parse() {
    guard let bytes, snapshot == nil, error == nil else { return }
    do throws(FormatError) {
      snapshot = try SessionFormat.read(bytes)
    } catch {
      self.error = error
    }
  }

  /// The error of a file that is refused whatever stands beside it (O3).
  var refusal: FormatError? {
    switch error?.reason {
    case .notASession, .otherFormat, .newerVersion, .unknownVersion: error
    default: nil
    }
  }
}
