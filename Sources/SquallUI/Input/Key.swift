/// A key as a person pressed it.
public struct Key: Hashable, Sendable {
  /// Which key.
  public enum Code: Hashable, Sendable {
    /// A key that types a scalar; with Ctrl, letters are lower-case.
    case character(Unicode.Scalar)
    case enter, tab, backspace, escape
    case up, down, left, right, home, end, pageUp, pageDown, insert, delete
    /// A function key, 1 to 20.
    case function(UInt8)
  }

  /// What was held down with it.
  public struct Modifiers: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let shift = Modifiers(rawValue: 1)
    public static let alt = Modifiers(rawValue: 2)
    public static let control = Modifiers(rawValue: 4)
  }

  public var code: Code
  public var modifiers: Modifiers

  public init(_ code: Code, _ modifiers: Modifiers = []) {
    self.code = code
    self.modifiers = modifiers
  }

  /// The key that types a scalar.
  public init(_ scalar: Unicode.Scalar, _ modifiers: Modifiers = []) {
    self.init(.character(scalar), modifiers)
  }

  /// What the key types into a text field, or nil where it is a command key.
  public var typed: Unicode.Scalar? {
    guard case .character(let scalar) = code, modifiers.isSubset(of: .shift) else { return nil }
    return scalar
  }
}

extension Key: CustomStringConvertible {
  private static let names: [(Code, String)] = [
    (.enter, "Enter"), (.tab, "Tab"), (.backspace, "Backspace"), (.escape, "Esc"), (.up, "Up"),
    (.down, "Down"), (.left, "Left"), (.right, "Right"), (.home, "Home"), (.end, "End"),
    (.pageUp, "PgUp"), (.pageDown, "PgDn"), (.insert, "Insert"), (.delete, "Delete"),
    (.character(" "), "Space"), (.character("-"), "Minus"),
  ]

  private static let prefixes: [(Modifiers, String)] = [
    (.control, "Ctrl-"), (.alt, "Alt-"), (.shift, "Shift-"),
  ]

  /// The key's name in keymaps, help and hints: `a`, `Ctrl-R`, `Shift-Left`, `Enter`, `F5`.
  ///
  /// A lone `-` is itself; with modifiers it is `Minus`.
  public var description: String {
    let prefix = Key.prefixes.filter { modifiers.contains($0.0) }.map(\.1).joined()
    if code == .character("-"), modifiers.isEmpty { return "-" }
    if let name = Key.names.first(where: { $0.0 == code })?.1 { return prefix + name }
    switch code {
    case .function(let number): return prefix + "F\(number)"
    case .character(let scalar):
      let isLetter = modifiers.contains(.control) && scalar.value &- 0x61 < 26
      let shown = isLetter ? Unicode.Scalar(UInt8(scalar.value - 0x20)) : scalar
      return prefix + String(Character(shown))
    default: return prefix
    }
  }

  /// The key of a name, as ``description`` writes it; words in any case.
  public init?(_ name: some StringProtocol) {
    var rest = Substring(name)
    var modifiers: Modifiers = []
    // Most names are one sign, and all keymaps are read when the program starts.
    if name.utf8.count == 1, let scalar = name.unicodeScalars.first {
      guard scalar.value > 0x20, scalar.value != 0x7f else { return nil }
      self.init(scalar)
      return
    }
    while let (modifier, prefix) = Key.prefixes.first(where: { Key.has($0.1, at: rest) }) {
      guard rest.count > prefix.count, !modifiers.contains(modifier) else { return nil }
      modifiers.insert(modifier)
      rest = rest.dropFirst(prefix.count)
    }
    let word = rest.lowercased()
    if let code = Key.names.first(where: { $0.1.lowercased() == word })?.0 {
      self.init(code, modifiers)
    } else if word.first == "f", let number = UInt8(word.dropFirst()), (1...20).contains(number) {
      self.init(.function(number), modifiers)
    } else if rest.unicodeScalars.count == 1, let scalar = rest.unicodeScalars.first,
      scalar.value > 0x20, scalar.value != 0x7f
    {
      let isLetter = modifiers.contains(.control) && scalar.value &- 0x41 < 26
      self.init(isLetter ? Unicode.Scalar(UInt8(scalar.value + 0x20)) : scalar, modifiers)
    } else {
      return nil
    }
  }

  private static func has(_ prefix: String, at text: Substring) -> Bool {
    text.prefix(prefix.count).lowercased() == prefix.lowercased()
  }
}
