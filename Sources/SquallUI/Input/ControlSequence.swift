/// `ESC [`, parameters and a final byte, read as xterm, rxvt, the Linux console and kitty write
/// them.
struct ControlSequence {
  enum Meaning {
    case input(TerminalInput)
    case pasteStart
  }

  /// What it means; nil for sequences that squall has no use for.
  let meaning: Meaning?

  init(_ bytes: [UInt8], final: UInt8) {
    let isMouse = bytes.first == UInt8(ascii: "<")
    let digits = isMouse ? bytes.dropFirst() : bytes[...]
    guard digits.allSatisfy({ $0 &- 0x30 < 12 }) else {
      meaning = nil
      return
    }
    let numbers = InputParser.numbers(digits)
    if isMouse {
      meaning = ControlSequence.mouse(numbers, final)
    } else {
      meaning = ControlSequence.other(numbers, final)
    }
  }

  private static func mouse(_ numbers: [Int], _ final: UInt8) -> Meaning? {
    let isRelease = final == UInt8(ascii: "m")
    guard numbers.count == 3, isRelease || final == UInt8(ascii: "M"),
      let mouse = Mouse(
        code: numbers[0], column: numbers[1], row: numbers[2], isRelease: isRelease)
    else { return nil }
    return .input(.mouse(mouse))
  }

  private static func other(_ numbers: [Int], _ final: UInt8) -> Meaning? {
    let first = numbers.first ?? 0
    let modifiers = Key.Modifiers(xterm: numbers.count > 1 ? numbers[1] : 0)
    let key: Key?
    switch final {
    case UInt8(ascii: "~"):
      if first == 200 { return .pasteStart }
      key =
        first == 27 && numbers.count > 2
        ? Key(codePoint: numbers[2], modifiers) : Key(number: first, modifiers)
    case UInt8(ascii: "^"): key = Key(number: first, .control)
    case UInt8(ascii: "$"): key = Key(number: first, .shift)
    case UInt8(ascii: "@"): key = Key(number: first, [.control, .shift])
    case UInt8(ascii: "u"): key = Key(codePoint: first, modifiers)
    case UInt8(ascii: "Z"): key = Key(.tab, modifiers.union(.shift))
    case UInt8(ascii: "I"): return .input(.focus(true))
    case UInt8(ascii: "O"): return .input(.focus(false))
    case UInt8(ascii: "a")...UInt8(ascii: "d"): key = Key(letter: final - 0x20, .shift)
    // Anything but 1 before such a letter is an answer: `ESC [ 12 ; 40 R` tells the cursor's place.
    default: key = first <= 1 ? Key(letter: final, modifiers) : nil
    }
    return key.map { .input(.key($0)) }
  }
}

extension Key.Modifiers {
  /// Modifiers as xterm counts them: 1 and 1 for Shift, 2 for Alt, 4 for Ctrl, 8 for Meta.
  init(xterm number: Int) {
    let bits = max(0, number - 1)
    self = Key.Modifiers(rawValue: UInt8(bits & 7))
    if bits & 8 != 0 { insert(.alt) }
  }
}

extension Key {
  /// The key of a control byte.
  init(control byte: UInt8, _ modifiers: Modifiers) {
    switch byte {
    case 0x0d: self.init(.enter, modifiers)
    case 0x09: self.init(.tab, modifiers)
    case 0x7f, 0x08: self.init(.backspace, modifiers)
    case 0x00: self.init(" ", modifiers.union(.control))
    case 0x01...0x1a: self.init(Unicode.Scalar(byte + 0x60), modifiers.union(.control))
    default: self.init(Unicode.Scalar(byte + 0x40), modifiers.union(.control))
    }
  }

  /// The key that ends in a letter: arrows, Home, End, F1 to F4.
  init?(letter: UInt8, _ modifiers: Modifiers) {
    switch letter {
    case UInt8(ascii: "A"): self.init(.up, modifiers)
    case UInt8(ascii: "B"): self.init(.down, modifiers)
    case UInt8(ascii: "C"): self.init(.right, modifiers)
    case UInt8(ascii: "D"): self.init(.left, modifiers)
    case UInt8(ascii: "H"): self.init(.home, modifiers)
    case UInt8(ascii: "F"): self.init(.end, modifiers)
    case UInt8(ascii: "P")...UInt8(ascii: "S"):
      self.init(.function(letter - UInt8(ascii: "P") + 1), modifiers)
    default: return nil
    }
  }

  /// The key of `ESC O`: those of ``init(letter:_:)``, the keypad's, and rxvt's Ctrl-arrows.
  init?(ss3 letter: UInt8, parameters: [Int]) {
    let modifiers = Modifiers(xterm: parameters.last ?? 0)
    switch letter {
    case UInt8(ascii: "M"): self.init(.enter, modifiers)
    case UInt8(ascii: "a")...UInt8(ascii: "d"): self.init(letter: letter - 0x20, .control)
    case UInt8(ascii: "j")...UInt8(ascii: "y"):
      self.init(Unicode.Scalar(letter - 0x40), modifiers)
    default: self.init(letter: letter, modifiers)
    }
  }

  /// The key of `ESC [ number ~`.
  init?(number: Int, _ modifiers: Modifiers) {
    switch number {
    case 1, 7: self.init(.home, modifiers)
    case 2: self.init(.insert, modifiers)
    case 3: self.init(.delete, modifiers)
    case 4, 8: self.init(.end, modifiers)
    case 5: self.init(.pageUp, modifiers)
    case 6: self.init(.pageDown, modifiers)
    case 11...15: self.init(.function(UInt8(number - 10)), modifiers)
    case 17...21: self.init(.function(UInt8(number - 11)), modifiers)
    case 23...26: self.init(.function(UInt8(number - 12)), modifiers)
    case 28, 29: self.init(.function(UInt8(number - 13)), modifiers)
    case 31...34: self.init(.function(UInt8(number - 14)), modifiers)
    default: return nil
    }
  }

  /// The key of a code point with modifiers, as kitty and xterm's modifyOtherKeys write it.
  init?(codePoint: Int, _ modifiers: Modifiers) {
    switch codePoint {
    case 13: self.init(.enter, modifiers)
    case 9: self.init(.tab, modifiers)
    case 27: self.init(.escape, modifiers)
    case 8, 127: self.init(.backspace, modifiers)
    case 0x20..<0x7f, 0xa0..<0xe000, 0xf900...0x10ffff:
      guard let scalar = Unicode.Scalar(UInt32(codePoint)) else { return nil }
      self.init(typed: scalar, modifiers)
    default: return nil
    }
  }

  /// A typed scalar the way plain bytes would tell it: Shift is in the letter, Ctrl letters are
  /// lower-case.
  private init(typed scalar: Unicode.Scalar, _ modifiers: Modifiers) {
    let isUpper = scalar.value &- 0x41 < 26
    let isLower = scalar.value &- 0x61 < 26
    if modifiers.contains(.control), isUpper {
      self.init(Unicode.Scalar(UInt8(scalar.value + 0x20)), modifiers)
    } else if modifiers.contains(.shift), !modifiers.contains(.control), scalar != " " {
      let shifted = isLower ? Unicode.Scalar(UInt8(scalar.value - 0x20)) : scalar
      self.init(shifted, modifiers.subtracting(.shift))
    } else {
      self.init(scalar, modifiers)
    }
  }
}
