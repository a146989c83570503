public import SquallModel

/// The session file: one JSON document, complete, readable, made for git.
///
/// - One top-level member a line, one sticky, lane, link or term a line, in reading order, members
///   in a fixed order: the same board is always the same bytes, and a moved sticky is one line.
/// - What this version does not know survives, after what it knows, as it was; only line breaks
///   between its parts go.
/// - A file written by hand may leave out everything but a sign of what it is: `format`, or a list
///   of `stickies`. What is missing is filled in from the content, so reading twice gives the same.
///
/// Source: design.md section 3.
public enum SessionFormat {
  /// The value of `format`.
  public static let name = "squall-session"

  /// The version that is written.
  public static let version = 1

  /// What a session file may ask of the reader: 512 MiB, the largest board there may be.
  public static let limits = JSONLimits(bytes: 512 << 20, depth: 128, values: 40_000)

  /// Reads a session file of any version up to this one.
  /// - Throws: ``FormatError`` for the first thing that is wrong, with its line, column and path.
  ///   A place in a file of an older version is one in its upgraded text where the text itself
  ///   was good JSON.
  public static func read(
    _ document: UnsafeRawBufferPointer
  ) throws(FormatError) -> SessionSnapshot {
    try read(document, division: .standard)
  }

  /// - Parameter division: among how many threads; the result is the same.
  static func read(
    _ document: UnsafeRawBufferPointer, division: Division
  ) throws(FormatError) -> SessionSnapshot {
    var older = version
    let snapshot = try FormatDecoder.read(document, limits: limits, division: division) {
      (decoder) throws(JSONFault) -> SessionSnapshot? in
      older = try decoder.versionOfSession()
      guard older < version else { return try decoder.snapshot() }
      try decoder.json.skipValue()
      return nil
    }
    if let snapshot { return snapshot }
    return try read(try SessionUpgrade.upgraded(document, from: older))
  }

  /// Reads a session file of any version up to this one.
  /// - Throws: ``FormatError`` for the first thing that is wrong, with its line, column and path.
  public static func read(_ document: [UInt8]) throws(FormatError) -> SessionSnapshot {
    try document.withUnsafeBufferPointer { (buffer) throws(FormatError) in
      try read(UnsafeRawBufferPointer(buffer))
    }
  }

  /// The bytes of a session file.
  public static func bytes(of snapshot: SessionSnapshot) -> [UInt8] {
    var writer = JSONWriter(capacity: 512 + 320 * snapshot.board.stickyCount)
    writer.session(snapshot)
    return writer.bytes
  }

  /// Writes a session file and lends its bytes.
  public static func withBytes<Result, Failure: Error>(
    of snapshot: SessionSnapshot, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var writer = JSONWriter(capacity: 512 + 320 * snapshot.board.stickyCount)
    writer.session(snapshot)
    return try writer.withBytes(body)
  }
}

extension Member {
  /// The members of a session file.
  static let ofSession = ofBoard.union([.format, .version, .revision, .checksum])
}

extension FormatDecoder {
  /// Looks for format and version, wherever they stand, and stays at the beginning.
  ///
  /// A file of this program has them first; a later version may have anything else in it, so they
  /// are looked for before anything is believed. A file that was written by hand may have neither.
  mutating func versionOfSession() throws(JSONFault) -> Int {
    let start = json.nextOffset()
    var seen: MemberSet = []
    var version = SessionFormat.version
    let beginning = json
    defer { json = beginning }
    try json.beginObject()
    while !(seen.contains(.format) && seen.contains(.version)), let key = try json.nextKey() {
      let offset = json.nextOffset()
      switch Member(key) {
      case .format:
        let format = try json.text()
        guard format == "squall-session" else {
          throw refuse(.otherFormat(quoted(format)), at: offset)
        }
        seen.insert(.format)
      case .version:
        version = try json.integer(in: Int.min...Int.max)
        guard version <= SessionFormat.version else {
          throw refuse(.newerVersion(version), at: offset)
        }
        guard SessionUpgrade.leads(from: version) else {
          throw refuse(.unknownVersion(version), at: offset)
        }
        seen.insert(.version)
      case .stickies:
        seen.insert(.stickies)
        try skipList()
      default: try json.skipValue()
      }
    }
    guard seen.contains(.format) || seen.contains(.stickies) else {
      throw refuse(.notASession, at: start)
    }
    return version
  }

  /// Steps over a list; each element may have as many values as a whole document elsewhere.
  private mutating func skipList() throws(JSONFault) {
    guard try json.peekKind() == .array else { return try json.skipValue() }
    try json.beginArray()
    while try json.nextElement() { try json.skipValue() }
  }

  /// Reads a whole session.
  mutating func snapshot() throws(JSONFault) -> SessionSnapshot {
    var draft = BoardDraft()
    var revision = 0
    var checksum: UInt64?
    var object = KeptObject(known: Member.ofSession)
    try json.beginObject()
    while let member = try next(&object) {
      switch member {
      case .format, .version: try json.skipValue()
      case .revision: revision = try json.integer(in: 0...Limit.entries.maximum)
      case .checksum: checksum = try self.checksum()
      default: try boardMember(member, &draft)
      }
    }
    draft.unknownMembers = object.unknown
    return SessionSnapshot(board: try board(draft), revision: revision, checksum: checksum)
  }

  /// A checksum: sixteen hexadecimal digits in lower case.
  private mutating func checksum() throws(JSONFault) -> UInt64 {
    let text = try json.text()
    let isLower = text.rawBytes.allSatisfy { byte in
      byte &- UInt8(ascii: "0") < 10 || byte &- UInt8(ascii: "a") < 6
    }
    guard text.count == 16, isLower, let value = UInt64(text.string, radix: 16) else {
      throw refuse(.badChecksum(quoted(text)), at: text)
    }
    return value
  }
}
