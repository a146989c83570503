/// Where new identifiers come from: given from outside, so that a simulation can repeat itself.
public protocol IDSource {
  /// An identifier that has not been given before.
  mutating func next() -> ID
}

/// Identifiers of 12 letters and digits, drawn from a generator of random numbers.
///
/// 62 bits: among a million identifiers the chance that two are equal is about 1 in 10 million, and
/// an identifier that is taken is refused or drawn again.
public struct RandomIDs<Generator: RandomNumberGenerator>: IDSource {
  private var generator: Generator

  public init(_ generator: Generator) { self.generator = generator }

  public mutating func next() -> ID {
    let alphabet = Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8)
    var bits = generator.next()
    let bytes = (0..<12).map { _ in
      defer { bits /= 36 }
      return alphabet[Int(bits % 36)]
    }
    return ID(checked: String(decoding: bytes, as: UTF8.self))
  }
}

extension RandomIDs: Sendable where Generator: Sendable {}
