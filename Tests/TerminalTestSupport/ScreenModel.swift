public import SquallUI

/// A terminal as far as ncurses uses it with the reduced entry of ``TestTerminfo``: what a person
/// would see after the bytes that were taken.
public struct ScreenModel: Sendable {
  /// How a cell looks.
  public struct Pen: Hashable, Sendable {
    public var foreground: Int?
    public var background: Int?
    public var attributes: Attributes = []
    public init() {}
  }

  /// One place of the screen; the right half of a wide glyph has an empty text.
  public struct Place: Hashable, Sendable {
    public var text = " "
    public var pen = Pen()
  }

  public private(set) var rows: Int
  public private(set) var columns: Int
  public internal(set) var places: [Place]
  public internal(set) var row = 0
  public internal(set) var column = 0
  public internal(set) var isCursorVisible = true
  /// The parameter of the last cursor shape; 0 is the terminal's own.
  public internal(set) var cursorShape = 0
  public internal(set) var isAlternate = false
  /// The private modes that are on.
  public internal(set) var modes: Set<Int> = []
  public internal(set) var title = ""
  /// The base64 texts that were sent to the clipboard.
  public internal(set) var clipboard: [String] = []
  /// What the model does not understand; stays empty in a good test.
  public internal(set) var unknown: [String] = []

  var pen = Pen()
  var titles: [String] = []
  var top = 0
  var bottom: Int
  var wrapsNext = false
  private var mainPlaces: [Place]
  private var mainCursor = (0, 0)
  private var reader = SequenceReader()

  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    bottom = rows - 1
    places = Array(repeating: Place(), count: rows * columns)
    mainPlaces = places
  }

  /// Takes bytes that a program wrote.
  public mutating func take(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      if let item = reader.take(byte) { apply(item) }
    }
  }

  /// The terminal gets another size; what was on it is gone, as the program redraws.
  public mutating func resize(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
    (top, bottom) = (0, rows - 1)
    places = Array(repeating: Place(), count: rows * columns)
    mainPlaces = places
    (row, column) = (min(row, rows - 1), min(column, columns - 1))
  }

  /// The text of one row, without the spaces at its end.
  public func line(_ row: Int) -> String {
    var line = places[row * columns..<(row + 1) * columns].map(\.text).joined()
    while line.last == " " { line.removeLast() }
    return line
  }

  /// The text of the screen, one line a row, without the spaces at the ends.
  public var text: String { (0..<rows).map { line($0) + "\n" }.joined() }

  /// Whether the text is anywhere on the screen.
  public func contains(_ text: String) -> Bool { self.text.contains(text) }

  private mutating func apply(_ item: SequenceReader.Item) {
    switch item {
    case .scalar(let scalar): put(scalar)
    case .control(let byte): control(byte)
    case .escape(let byte): if byte == UInt8(ascii: "M") { reverseIndex() }
    case .csi(let prefix, let numbers, let suffix, let final):
      csi(prefix, numbers, suffix, final)
    case .osc(let text): osc(text)
    }
  }

  mutating func setAlternate(_ isOn: Bool) {
    guard isOn != isAlternate else { return }
    isAlternate = isOn
    if isOn {
      mainPlaces = places
      mainCursor = (row, column)
      places = Array(repeating: Place(), count: rows * columns)
    } else {
      places = mainPlaces
      (row, column) = mainCursor
    }
  }
}

/// Cuts the bytes of a program into scalars, controls and sequences.
struct SequenceReader: Sendable {
  enum Item {
    case scalar(Unicode.Scalar)
    case control(UInt8)
    case escape(UInt8)
    case csi(prefix: UInt8?, numbers: [Int], suffix: UInt8?, final: UInt8)
    case osc(String)
  }

  private enum State { case ground, escape, charset, csi, osc, oscEscape }

  private var state = State.ground
  private var bytes: [UInt8] = []
  private var missing = 0

  mutating func take(_ byte: UInt8) -> Item? {
    switch state {
    case .ground: return ground(byte)
    case .escape: return escape(byte)
    case .charset:
      state = .ground
      return nil
    case .csi:
      bytes.append(byte)
      guard (0x40..<0x7f).contains(byte) else { return nil }
      state = .ground
      return csi()
    case .osc, .oscEscape: return osc(byte)
    }
  }

  private mutating func ground(_ byte: UInt8) -> Item? {
    if missing > 0 {
      bytes.append(byte)
      missing -= 1
      return missing > 0
        ? nil
        : String(decoding: bytes, as: UTF8.self).unicodeScalars.first.map {
          .scalar($0)
        }
    }
    switch byte {
    case 0x1b: state = .escape
    case 0..<0x20, 0x7f: return .control(byte)
    case 0x20..<0x80: return .scalar(Unicode.Scalar(byte))
    default:
      bytes = [byte]
      missing = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1
    }
    return nil
  }

  private mutating func escape(_ byte: UInt8) -> Item? {
    bytes = []
    state =
      switch byte {
      case UInt8(ascii: "["): .csi
      case UInt8(ascii: "]"): .osc
      case UInt8(ascii: "("), UInt8(ascii: ")"): .charset
      default: .ground
      }
    return state == .ground ? .escape(byte) : nil
  }

  private mutating func osc(_ byte: UInt8) -> Item? {
    switch (state, byte) {
    case (.osc, 0x1b): state = .oscEscape
    case (_, 0x07), (.oscEscape, _):
      state = .ground
      return .osc(String(decoding: bytes, as: UTF8.self))
    default: bytes.append(byte)
    }
    return nil
  }

  private func csi() -> Item {
    var body = bytes.dropLast()[...]
    let prefix = body.first.flatMap { (0x3c...0x3f).contains($0) ? $0 : nil }
    if prefix != nil { body = body.dropFirst() }
    let suffix = body.last.flatMap { (0x20..<0x30).contains($0) ? $0 : nil }
    if suffix != nil { body = body.dropLast() }
    let numbers = body.split(separator: 0x3b, omittingEmptySubsequences: false).map {
      Int(String(decoding: $0, as: UTF8.self)) ?? 0
    }
    return .csi(prefix: prefix, numbers: numbers, suffix: suffix, final: bytes.last ?? 0)
  }
}
