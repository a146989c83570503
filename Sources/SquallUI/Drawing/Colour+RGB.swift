extension Colour {
  /// Red, green and blue of one of xterm's 256 colours, each 0 to 255.
  ///
  /// Source: xterm's nominal palette: 16 named colours, a cube of 6 steps, 24 greys. Terminals
  /// are free to show the first sixteen otherwise.
  public static func rgb(of index: UInt8) -> (red: UInt8, green: UInt8, blue: UInt8) {
    switch index {
    case 0..<16:
      let value = named[Int(index)]
      return (UInt8(value >> 16), UInt8(value >> 8 & 0xff), UInt8(value & 0xff))
    case 16..<232:
      let cube = Int(index) - 16
      return (steps[cube / 36], steps[cube / 6 % 6], steps[cube % 6])
    default:
      let grey = 8 + 10 * (index - 232)
      return (grey, grey, grey)
    }
  }

  private static let steps: [UInt8] = [0, 95, 135, 175, 215, 255]

  private static let named: [UInt32] = [
    0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
    0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
  ]
}
