public import SquallModel

/// A format that squall writes, reads, or both.
///
/// The next format is a type that conforms to ``ExportFormat``, ``ImportFormat`` or both, and a
/// line in ``Formats``.
public protocol Format: Sendable {
  /// The word after `--to` and `--from`.
  var name: String { get }
  /// What the format is for, in one sentence.
  var summary: String { get }
}

/// A format that a board is written in.
public protocol ExportFormat: Format {
  /// Writes a board, piece by piece.
  ///
  /// The same request gives the same bytes. No piece is larger than a small multiple of
  /// ``Chunk/bytes``, however large the board is.
  /// - Parameter write: takes each piece in its order; the bytes are lent for the call.
  /// - Returns: what became of the domain events; nil where the whole board is written.
  func export<Failure: Error>(
    _ request: ExportRequest, to write: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) -> ExportReport?
}

extension ExportFormat {
  /// The whole export in memory: for tests, and where a document is small anyway.
  public func bytes(of request: ExportRequest) -> [UInt8] {
    var bytes: [UInt8] = []
    _ = export(request) { bytes.append(contentsOf: $0) }
    return bytes
  }
}

/// A board that somebody wants in another format, and the choices that formats of events offer.
public struct ExportRequest: Sendable {
  public var board: Board
  /// How the texts of stickies become names of types.
  public var naming: Naming
  /// What stands before the type of every event.
  public var typePrefix: String

  public init(_ board: Board, naming: Naming = .pascal, typePrefix: String = "") {
    self.board = board
    self.naming = naming
    self.typePrefix = typePrefix
  }

  /// The recorded events of the board.
  public var events: RecordedEvents {
    RecordedEvents(of: board, naming: naming, typePrefix: typePrefix)
  }
}

/// The pieces in which an export is passed on.
public enum Chunk {
  /// About how many bytes are gathered before they are passed on.
  public static let bytes = 64 << 10
}
