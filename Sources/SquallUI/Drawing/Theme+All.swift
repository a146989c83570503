extension Theme {
  /// Follows the terminal: its own foreground and background, colour for the stickies.
  public static let terminal = Theme(name: "terminal") { role, depth in
    sticky(role, depth) ?? person(role, depth)
      ?? (depth == .none ? uncoloured(role) : furniture(role, depth))
  }

  /// A dark ground, whatever the terminal has.
  public static let dark = Theme(name: "dark") { role, depth in
    grounded(role, depth, foreground: (252, 15, 7), background: (234, 0, 0))
  }

  /// A light ground, whatever the terminal has.
  public static let light = Theme(name: "light") { role, depth in
    grounded(role, depth, foreground: (235, 0, 0), background: (255, 15, 7))
  }

  /// Nothing dim, everything that matters bold or reversed.
  public static let contrast = Theme(name: "contrast") { role, depth in
    if depth == .none { return uncoloured(role) }
    var face = sticky(role, depth) ?? person(role, depth) ?? strong(role)
    face.attributes.remove(.dim)
    return face
  }

  /// For protanopic, deuteranopic and tritanopic sight: kinds differ in lightness more than in hue,
  /// and nothing else is told by red against green.
  public static let colourBlind = Theme(name: "colour-blind") { role, depth in
    if depth == .indexed, let face = distinctStickies[role] { return face }
    if role == .saved, depth != .none { return Face(6) }
    return terminal.face(of: role, at: depth)
  }

  /// Found by a search of xterm's palette within each kind's hues for the largest least distance:
  /// between the eight coloured kinds CIE76 is at least 29 for each kind of sight, against 25 of
  /// the usual palette, as dark grounds with white text are among them.
  private static let distinctStickies: [Role: Face] = [
    .domainEvent: Face(16, on: 214), .command: Face(16, on: 81), .aggregate: Face(16, on: 143),
    .actor: Face(16, on: 230), .policy: Face(231, on: 93), .readModel: Face(231, on: 23),
    .externalSystem: Face(231, on: 127), .hotspot: Face(231, on: 88),
  ]

  /// No colour at all, on any terminal.
  public static let monochrome = Theme(name: "monochrome") { role, _ in uncoloured(role) }

  /// The faces of stickies; nil for the rest. Source: event-storming.md, section 3: between the
  /// eight coloured kinds CIE76 is at least 20 for normal, protanopic, deuteranopic and
  /// tritanopic sight, and the text has at least 4.5 : 1.
  private static func sticky(_ role: Role, _ depth: ColourDepth) -> Face? {
    switch depth {
    case .indexed: indexedStickies[role].map { Face(16, on: $0) }
    case .sixteen: sixteenStickies[role]
    case .eight: eightStickies[role]
    case .none: nil
    }
  }

  private static let indexedStickies: [Role: UInt8] = [
    .domainEvent: 214, .command: 63, .aggregate: 143, .actor: 228, .policy: 177, .readModel: 29,
    .externalSystem: 163, .hotspot: 196, .opportunity: 158, .screen: 255, .definition: 250,
    .note: 252,
  ]

  private static let sixteenStickies: [Role: Face] = [
    .domainEvent: Face(0, on: 11), .command: Face(15, on: 4), .aggregate: Face(0, on: 3),
    .actor: Face(0, on: 15, .underline), .policy: Face(0, on: 13), .readModel: Face(0, on: 2),
    .externalSystem: Face(15, on: 5), .hotspot: Face(9, on: 0, [.bold, .reverse]),
    .opportunity: Face(0, on: 10), .screen: Face(0, on: 15), .definition: Face(0, on: 7),
    .note: Face(),
  ]

  private static let eightStickies: [Role: Face] = [
    .domainEvent: Face(0, on: 3, .bold), .command: Face(7, on: 4), .aggregate: Face(0, on: 3),
    .actor: Face(0, on: 7, .underline), .policy: Face(7, on: 5, .bold), .readModel: Face(0, on: 2),
    .externalSystem: Face(7, on: 5), .hotspot: Face(1, on: 7, [.bold, .reverse]),
    .opportunity: Face(0, on: 2, .bold), .screen: Face(0, on: 7), .definition: Face(0, on: 7),
    .note: Face(),
  ]

  /// Everything but stickies, on the terminal's own ground with its own sixteen colours.
  private static func furniture(_ role: Role, _ depth: ColourDepth) -> Face {
    switch role {
    case .title: Face(nil, on: nil, .bold)
    case .mode: Face(nil, on: nil, [.bold, .reverse])
    case .laneName: Face(nil, on: nil, .bold)
    case .ruler, .chrome, .line, .dim, .placeholder, .popupBorder, .overview, .contextArea:
      quiet(depth)
    case .pivotalBar: Face(3, on: nil, .bold)
    case .cursor, .popupSelection, .inputSelection: Face(nil, on: nil, .reverse)
    case .selection: Face(nil, on: nil, [.reverse, .underline])
    case .hint: Face()
    case .hintKey: Face(6, on: nil, .bold)
    case .toast, .presence: Face(6)
    case .warning, .votes: Face(3, on: nil, .bold)
    case .unsaved: Face(3)
    case .error: Face(1, on: nil, [.bold, .reverse])
    case .inputLabel, .overviewHere: Face(nil, on: nil, .bold)
    case .inputField: Face(nil, on: nil, .underline)
    case .matchHighlight: Face(0, on: 6)
    case .saved: Face(2)
    default: Face()
    }
  }

  /// What may step back: grey where there is one, dim elsewhere.
  private static func quiet(_ depth: ColourDepth) -> Face {
    switch depth {
    case .indexed: Face(244)
    case .sixteen: Face(8)
    default: Face()
    }
  }

  private static func strong(_ role: Role) -> Face {
    switch role {
    case .chrome, .ruler, .line, .dim, .placeholder, .overview, .contextArea, .popupBorder: Face()
    case .pivotalBar, .toast, .hintKey, .presence, .warning, .votes, .unsaved, .saved:
      Face(nil, on: nil, .bold)
    case .matchHighlight: Face(nil, on: nil, [.reverse, .bold])
    default: uncoloured(role)
    }
  }

  private static func grounded(
    _ role: Role, _ depth: ColourDepth, foreground: (UInt8, UInt8, UInt8),
    background: (UInt8, UInt8, UInt8)
  ) -> Face {
    if depth == .none { return uncoloured(role) }
    if let face = sticky(role, depth), role != .note || depth == .indexed { return face }
    if let face = person(role, depth) { return face }
    var face = furniture(role, depth)
    if face.foreground == .terminal {
      face.foreground = .indexed(pick(foreground, depth))
    }
    if face.background == .terminal {
      face.background = .indexed(pick(background, depth))
    }
    return face
  }

  private static func pick(_ colours: (UInt8, UInt8, UInt8), _ depth: ColourDepth) -> UInt8 {
    switch depth {
    case .indexed: colours.0
    case .sixteen: colours.1
    default: colours.2
    }
  }

  /// Attributes alone. The letter says the kind; these only keep the layers apart.
  private static func uncoloured(_ role: Role) -> Face {
    switch role {
    case .domainEvent, .title, .laneName, .hintKey, .inputLabel, .overviewHere, .pivotalBar,
      .warning, .votes:
      Face(nil, on: nil, .bold)
    case .mode, .cursor, .popupSelection, .inputSelection, .code: Face(nil, on: nil, .reverse)
    case .person1, .person2, .person3, .person4, .person5, .person6: Face(nil, on: nil, .reverse)
    case .hotspot, .error: Face(nil, on: nil, [.bold, .reverse])
    case .selection: Face(nil, on: nil, [.reverse, .underline])
    case .inputField, .matchHighlight, .actor: Face(nil, on: nil, .underline)
    case .dim, .placeholder: Face(nil, on: nil, .dim)
    default: Face()
    }
  }
}
