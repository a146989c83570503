internal import CNcurses
internal import SquallUI

/// Roles and attributes as ncurses knows them, for one theme at one depth.
struct Palette {
  /// The attributes and colour pair of a cell.
  struct Look {
    var attributes: attr_t = 0
    var pair: Int32 = 0
  }

  /// How many sets of attributes there are.
  private static let attributeSets = 16

  /// By role, then by attributes.
  let looks: [Look]

  /// Registers the colour pairs of a theme.
  ///
  /// - Parameter hasDirectColour: colours over 7 are red, green and blue.
  init(theme: Theme, depth: ColourDepth, hasDirectColour: Bool) {
    var pairs: [[Int32]: Int32] = [:]
    var looks: [Look] = []
    looks.reserveCapacity(Role.allCases.count * Palette.attributeSets)
    for role in Role.allCases {
      let face = theme.face(of: role, at: depth)
      let colours = [face.foreground, face.background].map {
        Palette.number(of: $0, hasDirectColour: hasDirectColour)
      }
      var pair: Int32 = 0
      if depth != .none, colours != [-1, -1] {
        pair = pairs[colours] ?? Int32(pairs.count + 1)
        if pairs.updateValue(pair, forKey: colours) == nil {
          init_extended_pair(pair, colours[0], colours[1])
        }
      }
      for set in 0..<Palette.attributeSets {
        let attributes = face.attributes(adding: Attributes(rawValue: UInt8(set)))
        // Both places of the pair agree, as ncurses itself keeps them.
        let number = Palette.number(of: attributes) | attr_t(COLOR_PAIR(min(pair, 255)))
        looks.append(Look(attributes: number, pair: pair))
      }
    }
    self.looks = looks
  }

  /// The place of a cell's dress in ``looks``.
  @inline(__always)
  static func index(of dress: UInt16) -> Int {
    Int(dress & 0xff) &* attributeSets &+ Int(dress >> 8 & 0xf)
  }

  private static func number(of attributes: Attributes) -> attr_t {
    var number: attr_t = 0
    if attributes.contains(.bold) { number |= sq_bold }
    if attributes.contains(.reverse) { number |= sq_reverse }
    if attributes.contains(.underline) { number |= sq_underline }
    if attributes.contains(.dim) { number |= sq_dim }
    return number
  }

  private static func number(of colour: Colour, hasDirectColour: Bool) -> Int32 {
    guard case .indexed(let index) = colour else { return -1 }
    guard hasDirectColour, index > 7 else { return Int32(index) }
    let (red, green, blue) = Colour.rgb(of: index)
    // 0 to 7 are still the named ones, so black is the next darkest blue.
    return max(8, Int32(red) << 16 | Int32(green) << 8 | Int32(blue))
  }
}
