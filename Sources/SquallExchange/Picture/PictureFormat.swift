public import SquallModel

/// Draws a board as a picture in SVG, in UTF-8.
public typealias BoardPicture = @Sendable (Board) -> [UInt8]

/// The board as a picture.
public struct PictureFormat: ExportFormat {
  public let name = "svg"
  public let summary = "a picture of the board that every browser shows"
  private let picture: BoardPicture

  /// The format, with the hand that draws.
  public init(_ picture: @escaping BoardPicture) { self.picture = picture }

  public func export<Failure: Error>(
    _ request: ExportRequest, to write: (UnsafeRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) -> ExportReport? {
    let bytes = picture(request.board)
    try bytes.withUnsafeBufferPointer { (bytes) throws(Failure) in
      try write(UnsafeRawBufferPointer(bytes))
    }
    return nil
  }
}
