import SquallModel
import Testing

/// Values, and spoiled documents, from a seed.
private struct Maker {
  var generator: SeededGenerator

  mutating func value(depth: Int = 0) -> JSONValue {
    switch Int.random(in: 0..<(depth < 5 ? 9 : 5), using: &generator) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &generator))
    case 2: return .number(number())
    case 3, 4: return .string(text())
    case 5, 6:
      let count = Int.random(in: 0..<6, using: &generator)
      return .array((0..<count).map { _ in value(depth: depth + 1) })
    default:
      var object = JSONObject()
      for _ in 0..<Int.random(in: 0..<14, using: &generator) {
        object[text()] = value(depth: depth + 1)
      }
      return .object(object)
    }
  }

  mutating func number() -> JSONNumber {
    func digits(_ count: ClosedRange<Int>) -> String {
      String(
        (0..<Int.random(in: count, using: &generator)).map { _ in
          Character(Unicode.Scalar(UInt8.random(in: 48...57, using: &generator)))
        })
    }
    var text = Bool.random(using: &generator) ? "-" : ""
    text += Bool.random(using: &generator) ? "0" : "4" + digits(0...20)
    if Bool.random(using: &generator) { text += "." + digits(1...20) }
    if Bool.random(using: &generator) {
      text += ["e", "E", "e-", "E+"].randomElement(using: &generator) ?? ""
      text += String(Int.random(in: 0...308, using: &generator))
    }
    return JSONNumber(text) ?? JSONNumber(0)
  }

  mutating func text() -> String {
    var text = ""
    for _ in 0..<Int.random(in: 0..<24, using: &generator) {
      let highest: [UInt32] = [0x20, 0x7F, 0x7F, 0x7F, 0x7FF, 0xFFFF, 0x10FFFF]
      let value = UInt32.random(
        in: 0...(highest.randomElement(using: &generator) ?? 0), using: &generator)
      if let scalar = Unicode.Scalar(value) { text.unicodeScalars.append(scalar) }
    }
    return text
  }
}

@Suite struct JSONRoundTripTests {
  @Test(arguments: 0..<300 as Range<UInt64>)
  func `what is written is read back as it was, in both spacings`(seed: UInt64) throws {
    var maker = Maker(generator: SeededGenerator(seed: seed))
    let value = maker.value()

    for spacing in [JSONWriter.Spacing.spaced, .compact] {
      var writer = JSONWriter(spacing)
      writer.value(value)
      let read = try JSONValue(parsing: writer.bytes)
      #expect(read == value)
      #expect(read.hashValue == value.hashValue)
    }
  }

  @Test(arguments: 0..<300 as Range<UInt64>)
  func `a spoiled document is refused at a place inside it, or means what it says`(
    seed: UInt64
  ) throws {
    var maker = Maker(generator: SeededGenerator(seed: seed &+ 1_000_000))
    var writer = JSONWriter()
    writer.value(maker.value())

    for _ in 0..<20 {
      var bytes = writer.bytes
      let index = Int.random(in: bytes.indices, using: &maker.generator)
      switch Int.random(in: 0..<3, using: &maker.generator) {
      case 0: bytes[index] = UInt8.random(in: 0...255, using: &maker.generator)
      case 1: bytes.remove(at: index)
      default: bytes.removeSubrange(index...)
      }
      do {
        let value = try JSONValue(parsing: bytes)
        var again = JSONWriter()
        again.value(value)
        #expect(try JSONValue(parsing: again.bytes) == value)
      } catch {
        #expect(error.place.offset <= bytes.count)
        #expect(throws: error) {
          try JSONReader.read(bytes) { (reader) throws(JSONFault) in try reader.skipValue() }
        }
      }
    }
  }
}
