/// What a person did at the terminal; a new size comes from the system instead.
public enum TerminalInput: Hashable, Sendable {
  case key(Key)
  case paste(Paste)
  case mouse(Mouse)
  /// Whether the terminal's window has the keyboard now.
  case focus(Bool)
}

/// A text that was pasted, never taken for keys.
public struct Paste: Hashable, Sendable {
  /// Its lines, split at LF, CR or CRLF, without controls other than tabs.
  public var lines: [String]

  /// Whether it was longer than the limit, so that its end is missing.
  public var isTruncated: Bool

  public init(lines: [String], isTruncated: Bool = false) {
    self.lines = lines
    self.isTruncated = isTruncated
  }

  /// The lines of what a terminal sent between its paste marks; a last line end adds no line.
  init(bytes: [UInt8], isTruncated: Bool) {
    var scalars: [String.UnicodeScalarView] = [.init()]
    var afterReturn = false
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      switch scalar.value {
      case 0x0a where afterReturn: break
      case 0x0a, 0x0d: scalars.append(.init())
      case 0x09: scalars[scalars.count - 1].append(scalar)
      case 0..<0x20, 0x7f..<0xa0: break
      default: scalars[scalars.count - 1].append(scalar)
      }
      afterReturn = scalar.value == 0x0d
    }
    if let last = scalars.last, last.isEmpty { scalars.removeLast() }
    self.init(lines: scalars.map { String($0) }, isTruncated: isTruncated)
  }
}

/// Something that the mouse did.
public struct Mouse: Hashable, Sendable {
  public enum Button: Hashable, Sendable { case left, middle, right }

  public enum Kind: Hashable, Sendable {
    case press(Button)
    /// Moved while a button is held.
    case drag(Button)
    case release(Button)
    /// Moved without a button.
    case move
    case wheelUp, wheelDown, wheelLeft, wheelRight
  }

  public var kind: Kind
  /// Counts from 0, at the top.
  public var row: Int
  /// Counts from 0, at the left.
  public var column: Int
  public var modifiers: Key.Modifiers

  public init(_ kind: Kind, row: Int, column: Int, modifiers: Key.Modifiers = []) {
    self.kind = kind
    self.row = row
    self.column = column
    self.modifiers = modifiers
  }

  /// What a report of xterm means; nil for buttons that squall does not know.
  init?(code: Int, column: Int, row: Int, isRelease: Bool) {
    guard code >= 0, column >= 1, row >= 1, column <= Grid.maximumSide, row <= Grid.maximumSide
    else { return nil }
    var modifiers: Key.Modifiers = []
    if code & 4 != 0 { modifiers.insert(.shift) }
    if code & 8 != 0 { modifiers.insert(.alt) }
    if code & 16 != 0 { modifiers.insert(.control) }
    let moved = code & 32 != 0
    let kind: Kind
    switch code & ~60 {
    case 0...2:
      let button: Button = [.left, .middle, .right][code & 3]
      kind = isRelease ? .release(button) : moved ? .drag(button) : .press(button)
    case 3: kind = moved ? .move : .release(.left)
    case 64: kind = .wheelUp
    case 65: kind = .wheelDown
    case 66: kind = .wheelLeft
    case 67: kind = .wheelRight
    default: return nil
    }
    if code & 64 != 0, isRelease { return nil }
    self.init(kind, row: row - 1, column: column - 1, modifiers: modifiers)
  }
}
