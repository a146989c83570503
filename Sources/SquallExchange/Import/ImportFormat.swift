/// A format that a board is read from.
public protocol ImportFormat: Format {
  /// Reads a whole document.
  ///
  /// - Throws: ``ImportError`` for the first thing that is wrong, with its place.
  func read(_ document: UnsafeRawBufferPointer) throws(ImportError) -> ImportedBoard
}

extension ImportFormat {
  /// Reads a whole document.
  ///
  /// - Throws: ``ImportError`` for the first thing that is wrong, with its place.
  public func read(_ document: [UInt8]) throws(ImportError) -> ImportedBoard {
    try document.withUnsafeBufferPointer { (bytes) throws(ImportError) in
      try read(UnsafeRawBufferPointer(bytes))
    }
  }
}

/// What an import may ask for.
enum ImportLimit {
  /// The longest document, in bytes.
  static let bytes = 128 << 20
  /// The longest line of a text, in bytes: a sticky with its fields.
  static let lineBytes = 4 << 20
}
