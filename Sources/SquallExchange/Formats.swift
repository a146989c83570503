/// The formats that squall knows, in the order in which they are listed.
public struct Formats: Sendable {
  /// All of them.
  public let all: [any Format]

  /// The formats of squall.
  ///
  /// - Parameter picture: draws a board as SVG; given by whoever can draw.
  public init(picture: @escaping BoardPicture) {
    all = [
      StoreFormat(), LinesFormat(), CloudEventsFormat(shape: .batch),
      CloudEventsFormat(shape: .lines), TextFormat(), MarkdownFormat(), PictureFormat(picture),
    ]
  }

  /// The format of that name, to be written.
  public func exporter(_ name: String) -> (any ExportFormat)? {
    all.lazy.compactMap { $0 as? any ExportFormat }.first { $0.name == name }
  }

  /// The format of that name, to be read.
  public func importer(_ name: String) -> (any ImportFormat)? {
    all.lazy.compactMap { $0 as? any ImportFormat }.first { $0.name == name }
  }

  /// One line of the list of formats.
  public struct Listing: Equatable, Sendable {
    public var name: String
    public var isWritten: Bool
    public var isRead: Bool
    public var summary: String
  }

  /// What each format is called, does and is for.
  public var list: [Listing] {
    all.map { format in
      Listing(
        name: format.name, isWritten: format is any ExportFormat,
        isRead: format is any ImportFormat, summary: format.summary)
    }
  }
}
