// How the bytes get into the buffer: room is made once for each thing that is written.

extension JSONWriter {
  /// Makes room for that many more bytes.
  @inlinable
  @inline(__always)
  mutating func reserve(_ more: Int) {
    if capacity &- filled < more { grow(more) }
  }

  @usableFromInline
  @inline(never)
  mutating func grow(_ more: Int) {
    let larger = max(capacity * 2, filled + more)
    let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 8)
    moved.copyMemory(from: storage, byteCount: filled)
    storage.deallocate()
    storage = moved
    capacity = larger
  }

  /// Appends a byte that there is room for.
  @inlinable
  @inline(__always)
  mutating func put(_ byte: UInt8) {
    storage.storeBytes(of: byte, toByteOffset: filled, as: UInt8.self)
    filled &+= 1
  }

  /// Appends bytes that there is room for.
  @inlinable
  @inline(__always)
  mutating func put(_ start: UnsafeRawPointer, _ length: Int) {
    (storage + filled).copyMemory(from: start, byteCount: length)
    filled &+= length
  }

  /// Writes what stands between the last value and the next thing, and makes room for it.
  @inlinable
  @inline(__always)
  mutating func separate(_ more: Int) {
    reserve(more &+ 2)
    if lineBreak >= 0 { return breakAndSeparate(more) }
    guard needsComma else { return }
    put(UInt8(ascii: ","))
    if spacing == .spaced { put(UInt8(ascii: " ")) }
  }

  @usableFromInline
  @inline(never)
  mutating func breakAndSeparate(_ more: Int) {
    reserve(more + lineBreak + 2)
    if needsComma { put(UInt8(ascii: ",")) }
    put(UInt8(ascii: "\n"))
    for _ in 0..<lineBreak { put(UInt8(ascii: " ")) }
    lineBreak = -1
  }

  /// Writes a word that is a value as it stands.
  @inlinable
  mutating func word(_ word: StaticString) {
    let length = word.utf8CodeUnitCount
    separate(length)
    put(word.utf8Start, length)
    needsComma = true
  }

  /// Writes a text that is a value as it stands.
  @usableFromInline
  mutating func plain(_ text: String) {
    var copy = text
    copy.withUTF8 { buffer in
      separate(buffer.count)
      if let base = buffer.baseAddress { put(base, buffer.count) }
    }
    needsComma = true
  }

  /// Writes a text between quotation marks; only what must be escaped is.
  @usableFromInline
  mutating func quote(_ text: String) {
    let isWritten: Void? = text.utf8.withContiguousStorageIfAvailable { quote($0) }
    if isWritten != nil { return }
    var copy = text
    copy.withUTF8 { quote($0) }
  }

  private mutating func quote(_ text: UnsafeBufferPointer<UInt8>) {
    separate(text.count + 2)
    put(UInt8(ascii: "\""))
    if let base = text.baseAddress { copyEscaped(UnsafeRawPointer(base), text.count) }
    put(UInt8(ascii: "\""))
  }

  /// Copies a text, eight bytes at a time while nothing must be escaped.
  ///
  /// There is room for the text as it stands and its closing quotation mark.
  private mutating func copyEscaped(_ start: UnsafeRawPointer, _ length: Int) {
    var place = 0
    while true {
      while length &- place >= 8 {
        let word = start.word(at: place)
        guard JSONReader.specialBytes(of: word) & ~word == 0 else { break }
        storage.storeBytes(of: word.littleEndian, toByteOffset: filled, as: UInt64.self)
        place &+= 8
        filled &+= 8
      }
      if copyTail(start, length, from: place) { return }
      let stop = min(place &+ 8, length)
      while place < stop {
        let byte = (start + place).byte
        if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
          reserve(length - place + JSONWriter.longestEscape)
          putEscape(byte)
        } else {
          put(byte)
        }
        place &+= 1
      }
      if place == length { return }
    }
  }

  /// Copies the last bytes as part of the last eight, of which those before stand there already.
  ///
  /// False, and nothing is done, where the text is shorter or something must be escaped.
  @inline(__always)
  private mutating func copyTail(
    _ start: UnsafeRawPointer, _ length: Int, from place: Int
  ) -> Bool {
    let rest = length &- place
    guard rest < 8, length >= 8 else { return false }
    let word = start.word(at: length &- 8)
    guard JSONReader.specialBytes(of: word) & ~word == 0 else { return false }
    storage.storeBytes(of: word.littleEndian, toByteOffset: filled &+ rest &- 8, as: UInt64.self)
    filled &+= rest
    return true
  }

  /// The bytes of `\u001f`.
  private static var longestEscape: Int { 6 }

  private mutating func putEscape(_ byte: UInt8) {
    let letter: UInt8
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): letter = byte
    case 0x08: letter = UInt8(ascii: "b")
    case 0x09: letter = UInt8(ascii: "t")
    case 0x0A: letter = UInt8(ascii: "n")
    case 0x0C: letter = UInt8(ascii: "f")
    case 0x0D: letter = UInt8(ascii: "r")
    default:
      let low = byte & 0x0F
      let prefix: StaticString = byte < 0x10 ? "\\u000" : "\\u001"
      put(prefix.utf8Start, prefix.utf8CodeUnitCount)
      put(low + (low < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10))
      return
    }
    put(UInt8(ascii: "\\"))
    put(letter)
  }
}
