public import SquallModel

/// What a session file holds: a board, and how far the log had come when it was written.
public struct SessionSnapshot: Equatable, Sendable {
  public var board: Board
  /// The sequence of the last entry that the board holds; 0 where there was none.
  public var revision: Int
  /// The journal's running checksum there; nil where the file does not say.
  public var checksum: UInt64?

  public init(board: Board, revision: Int = 0, checksum: UInt64? = nil) {
    self.board = board
    self.revision = revision
    self.checksum = checksum
  }
}
