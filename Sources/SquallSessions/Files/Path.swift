/// Where a file is, as the bytes the system takes: a name may hold any byte but zero and slash.
public struct Path: Hashable, Sendable {
  /// The path as it was given, byte by byte.
  public let bytes: [UInt8]

  /// The path of those bytes.
  public init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The path of that text, in UTF-8.
  public init(_ text: String) {
    self.bytes = Array(text.utf8)
  }

  /// Whether the path starts at the root.
  public var isAbsolute: Bool { bytes.first == Path.slash }

  /// The last component.
  public var name: [UInt8] {
    Array(bytes[nameStart...])
  }

  /// The folder that holds it, `.` for a bare name.
  public var folder: Path {
    let start = nameStart
    if start == 0 { return Path(".") }
    if start == 1 { return Path("/") }
    return Path(bytes: Array(bytes[..<(start - 1)]))
  }

  /// The path with some text added to its last component.
  public func appending(_ suffix: String) -> Path {
    Path(bytes: bytes + Array(suffix.utf8))
  }

  /// A file of that name in the same folder; an absolute name stands for itself.
  public func sibling(_ name: [UInt8]) -> Path {
    name.first == Path.slash ? Path(bytes: name) : Path(bytes: Array(bytes[..<nameStart]) + name)
  }

  /// A file of that name inside this folder.
  public func child(_ name: [UInt8]) -> Path {
    bytes.last == Path.slash ? Path(bytes: bytes + name) : Path(bytes: bytes + [Path.slash] + name)
  }

  /// The path without that ending, or nil where it does not end so or nothing would be left.
  public func removing(suffix: String) -> Path? {
    let ending = Array(suffix.utf8)
    guard name.count > ending.count, bytes.suffix(ending.count).elementsEqual(ending) else {
      return nil
    }
    return Path(bytes: Array(bytes.dropLast(ending.count)))
  }

  static let slash = UInt8(ascii: "/")

  private var nameStart: Int {
    bytes.lastIndex(of: Path.slash).map { $0 + 1 } ?? 0
  }
}
