/// A colour of a terminal.
public enum Colour: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case terminal
  /// One of the 256 of xterm; the first 8 and 16 are those of poorer terminals.
  case indexed(UInt8)
}

/// How many colours a terminal has, as far as squall cares.
public enum ColourDepth: Int, CaseIterable, Comparable, Sendable {
  case none = 0
  case eight = 8
  case sixteen = 16
  case indexed = 256

  /// The depth of a terminal that has that many colours.
  public init(colours: Int) {
    self =
      switch colours {
      case ..<8: .none
      case ..<16: .eight
      case ..<256: .sixteen
      default: .indexed
      }
  }

  public static func < (left: ColourDepth, right: ColourDepth) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// How cells of a role look.
public struct Face: Hashable, Sendable {
  public var foreground: Colour
  public var background: Colour
  public var attributes: Attributes

  /// A face; nil colours are the terminal's own.
  public init(
    _ foreground: UInt8? = nil, on background: UInt8? = nil, _ attributes: Attributes = []
  ) {
    self.foreground = foreground.map(Colour.indexed) ?? .terminal
    self.background = background.map(Colour.indexed) ?? .terminal
    self.attributes = attributes
  }

  /// The attributes of a cell with this face: what the cell adds counts, and reversing what is
  /// reversed already turns it back, so that a cursor shows on every face.
  public func attributes(adding extra: Attributes) -> Attributes {
    var all = attributes.union(extra)
    if attributes.contains(.reverse), extra.contains(.reverse) { all.remove(.reverse) }
    return all
  }
}

/// Roles and their faces at every depth of colour. Themes are data; views never name a colour.
public struct Theme: Sendable {
  /// The name that settings and `:theme` know.
  public let name: String

  private let faces: [ColourDepth: [Face]]

  /// A theme from faces that differ by depth; roles that are not named look like `plain`.
  init(name: String, _ face: (Role, ColourDepth) -> Face) {
    self.name = name
    var faces: [ColourDepth: [Face]] = [:]
    for depth in ColourDepth.allCases {
      faces[depth] = Role.allCases.map { face($0, depth) }
    }
    self.faces = faces
  }

  /// How a role looks on a terminal of that depth.
  public func face(of role: Role, at depth: ColourDepth) -> Face {
    faces[depth]?[Int(role.rawValue)] ?? Face()
  }

  /// The theme of a name.
  public static func named(_ name: String) -> Theme? {
    all.first { $0.name == name }
  }

  /// Every theme, the default first.
  public static let all: [Theme] = [terminal, dark, light, contrast, colourBlind, monochrome]
}
