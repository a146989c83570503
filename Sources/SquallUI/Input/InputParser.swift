/// Turns the bytes of a terminal into inputs, one byte at a time.
///
/// Pure and without a clock: however the bytes are cut into reads, the inputs are the same. Only
/// a lone Esc needs time: while ``patience`` says so, the caller waits that long and then calls
/// ``flush()``. Bytes that mean nothing are dropped, never typed.
public struct InputParser: Sendable {
  /// The most bytes of one paste; the rest of it is dropped and the paste says so.
  public static let maximumPaste = 1 << 20

  /// The most bytes of one control sequence; longer ones are swallowed.
  public static let maximumSequence = 64

  /// How long Esc may be the start of something, in milliseconds.
  public static let escapePatience: Int32 = 25

  /// How long a sequence that has begun may take, in milliseconds.
  public static let sequencePatience: Int32 = 250

  private enum State: Equatable, Sendable {
    case ground
    case escape
    /// `ESC O`.
    case ss3
    /// `ESC [`, and after it.
    case csi
    /// `ESC [ M`: three bytes follow.
    case x10
    /// `ESC [ [`: one byte follows.
    case console
    /// A string to be swallowed up to BEL or ST; the byte that began it.
    case string(UInt8)
    /// `ESC` inside of such a string.
    case stringEscape
    case utf8(value: UInt32, missing: UInt8, least: UInt32)
    case paste
  }

  private var state = State.ground
  /// The bytes of the open sequence, or of the paste.
  private var buffer: [UInt8] = []
  /// Whether the open sequence or paste is longer than its limit.
  private var isOverlong = false
  /// How many bytes of the paste's end mark were seen.
  private var endMark = 0

  public init() {}

  /// How long to wait for more bytes before ``flush()``, in milliseconds; nil while nothing is
  /// open, and inside of a paste, whose end always comes.
  public var patience: Int32? {
    switch state {
    case .ground, .paste, .utf8: nil
    case .escape: InputParser.escapePatience
    case .ss3, .csi, .string: buffer.isEmpty ? Self.escapePatience : Self.sequencePatience
    case .x10, .console, .stringEscape: InputParser.sequencePatience
    }
  }

  /// Takes bytes and appends what they mean.
  public mutating func take(_ bytes: some Sequence<UInt8>, into inputs: inout [TerminalInput]) {
    for byte in bytes { take(byte, &inputs) }
  }

  /// What bytes mean.
  public mutating func take(_ bytes: some Sequence<UInt8>) -> [TerminalInput] {
    var inputs: [TerminalInput] = []
    take(bytes, into: &inputs)
    return inputs
  }

  /// Settles what is open after the patience has run out: `ESC` is Esc, `ESC [` is Alt-[, and
  /// half a sequence is nothing.
  public mutating func flush() -> [TerminalInput] {
    defer {
      if patience != nil { reset() }
    }
    switch state {
    case .escape: return [.key(Key(.escape))]
    case .ss3 where buffer.isEmpty: return [.key(Key("O", .alt))]
    case .csi where buffer.isEmpty && !isOverlong: return [.key(Key("[", .alt))]
    case .string(let opener) where buffer.isEmpty && !isOverlong:
      return [.key(Key(Unicode.Scalar(opener), .alt))]
    default: return []
    }
  }

  private mutating func reset() {
    state = .ground
    buffer.removeAll(keepingCapacity: buffer.capacity <= 4096)
    isOverlong = false
    endMark = 0
  }

  private mutating func open(_ next: State) {
    reset()
    state = next
  }

  private mutating func take(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    switch state {
    case .ground: takeGround(byte, [], &inputs)
    case .escape: takeEscape(byte, &inputs)
    case .ss3: takeSS3(byte, &inputs)
    case .csi: takeCSI(byte, &inputs)
    case .x10: takeX10(byte, &inputs)
    case .console: takeConsole(byte, &inputs)
    case .string, .stringEscape: takeString(byte, &inputs)
    case .utf8(let value, let missing, let least):
      takeUTF8(byte, value, missing, least, &inputs)
    case .paste: takePaste(byte, &inputs)
    }
  }

  private mutating func takeGround(
    _ byte: UInt8, _ modifiers: Key.Modifiers, _ inputs: inout [TerminalInput]
  ) {
    reset()
    switch byte {
    case 0x1b: state = .escape
    case 0x00..<0x20, 0x7f: inputs.append(.key(Key(control: byte, modifiers)))
    case 0x20..<0x7f: inputs.append(.key(Key(Unicode.Scalar(byte), modifiers)))
    case 0xc2..<0xe0: state = .utf8(value: UInt32(byte & 0x1f), missing: 1, least: 0x80)
    case 0xe0..<0xf0: state = .utf8(value: UInt32(byte & 0x0f), missing: 2, least: 0x800)
    case 0xf0..<0xf5: state = .utf8(value: UInt32(byte & 0x07), missing: 3, least: 0x10000)
    default: break
    }
  }

  private mutating func takeUTF8(
    _ byte: UInt8, _ value: UInt32, _ missing: UInt8, _ least: UInt32,
    _ inputs: inout [TerminalInput]
  ) {
    guard byte & 0xc0 == 0x80 else { return takeGround(byte, [], &inputs) }
    let value = value << 6 | UInt32(byte & 0x3f)
    if missing > 1 {
      state = .utf8(value: value, missing: missing - 1, least: least)
      return
    }
    reset()
    if value >= least, value >= 0xa0, let scalar = Unicode.Scalar(value) {
      inputs.append(.key(Key(scalar)))
    }
  }

  private mutating func takeEscape(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    switch byte {
    case 0x1b: inputs.append(.key(Key(.escape)))
    case UInt8(ascii: "["): open(.csi)
    case UInt8(ascii: "O"): open(.ss3)
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"),
      UInt8(ascii: "_"):
      open(.string(byte))
    case 0x80...: takeGround(byte, [], &inputs)
    default: takeGround(byte, .alt, &inputs)
    }
  }

  private mutating func takeSS3(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ";"): keep(byte)
    case 0x40..<0x7f:
      let key = isOverlong ? nil : Key(ss3: byte, parameters: InputParser.numbers(buffer[...]))
      reset()
      if let key { inputs.append(.key(key)) }
    default: takeGround(byte, [], &inputs)
    }
  }

  private mutating func takeCSI(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    switch byte {
    case UInt8(ascii: "[") where buffer.isEmpty && !isOverlong: open(.console)
    case UInt8(ascii: "M") where buffer.isEmpty && !isOverlong: open(.x10)
    case UInt8(ascii: "$") where buffer.allSatisfy { $0 &- 0x30 < 10 } && !buffer.isEmpty:
      finishCSI(byte, &inputs)
    case 0x20..<0x40: keep(byte)
    case 0x40..<0x7f: finishCSI(byte, &inputs)
    default: takeGround(byte, [], &inputs)
    }
  }

  private mutating func finishCSI(_ final: UInt8, _ inputs: inout [TerminalInput]) {
    let sequence = isOverlong ? nil : ControlSequence(buffer, final: final)
    reset()
    switch sequence?.meaning {
    case .input(let input): inputs.append(input)
    case .pasteStart: state = .paste
    case nil: break
    }
  }

  private mutating func takeX10(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    buffer.append(byte)
    guard buffer.count == 3 else { return }
    let values = buffer.map { Int($0) - 32 }
    reset()
    let isRelease = values[0] & 0x43 == 3 && values[0] & 32 == 0
    let mouse = Mouse(
      code: isRelease ? values[0] & ~3 : values[0], column: values[1], row: values[2],
      isRelease: isRelease)
    if let mouse { inputs.append(.mouse(mouse)) }
  }

  private mutating func takeConsole(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    reset()
    if byte &- UInt8(ascii: "A") < 5 {
      inputs.append(.key(Key(.function(byte - UInt8(ascii: "A") + 1))))
    } else if byte < 0x20 || byte >= 0x7f {
      takeGround(byte, [], &inputs)
    }
  }

  private mutating func takeString(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    switch (state, byte) {
    case (_, 0x07), (_, 0x18), (_, 0x1a): reset()
    case (.stringEscape, UInt8(ascii: "\\")): reset()
    case (.stringEscape, _):
      open(.escape)
      takeEscape(byte, &inputs)
    case (_, 0x1b): state = .stringEscape
    default: keep(byte)
    }
  }

  private mutating func keep(_ byte: UInt8) {
    if buffer.count < InputParser.maximumSequence { buffer.append(byte) } else { isOverlong = true }
  }

  static let pasteEnd: [UInt8] = Array("\u{1b}[201~".utf8)

  private mutating func takePaste(_ byte: UInt8, _ inputs: inout [TerminalInput]) {
    if byte == InputParser.pasteEnd[endMark] {
      endMark += 1
      guard endMark == InputParser.pasteEnd.count else { return }
      let paste = Paste(bytes: buffer, isTruncated: isOverlong)
      reset()
      inputs.append(.paste(paste))
      return
    }
    for kept in InputParser.pasteEnd[..<endMark] { keepPasted(kept) }
    endMark = byte == 0x1b ? 1 : 0
    if endMark == 0 { keepPasted(byte) }
  }

  private mutating func keepPasted(_ byte: UInt8) {
    if buffer.count < InputParser.maximumPaste { buffer.append(byte) } else { isOverlong = true }
  }

  /// The numbers of a sequence, divided by `;` or `:`; empty ones and those over 9,999,999 are 0.
  static func numbers(_ bytes: ArraySlice<UInt8>) -> [Int] {
    bytes.split(omittingEmptySubsequences: false) { $0 == 0x3b || $0 == 0x3a }.map { digits in
      guard digits.count < 8 else { return 0 }
      return digits.reduce(0) { $0 * 10 + Int($1 &- 0x30) % 10 }
    }
  }
}
