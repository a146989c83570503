/// Gathers text and passes it on in pieces.
struct TextBuffer {
  private var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(2 * Chunk.bytes) }

  /// Adds a text as it stands.
  mutating func add(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Adds one ASCII character.
  mutating func add(_ sign: Unicode.Scalar) { bytes.append(UInt8(ascii: sign)) }

  /// Passes on what there is where that is a whole piece.
  mutating func passOn<Failure: Error>(
    to write: (UnsafeRawBufferPointer) throws(Failure) -> Void, atLeast least: Int = Chunk.bytes
  ) throws(Failure) {
    guard bytes.count >= least, !bytes.isEmpty else { return }
    try bytes.withUnsafeBufferPointer { (bytes) throws(Failure) in
      var rest = UnsafeRawBufferPointer(bytes)
      // One text may be long; no piece is.
      while !rest.isEmpty {
        let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(Chunk.bytes))
        try write(piece)
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(piece.count))
      }
    }
    bytes.removeAll(keepingCapacity: true)
  }
}
