import Foundation
import SquallUI
import Testing

@Suite struct ThemeTests {
  /// The kinds whose colours must not be mistaken for each other.
  private let coloured: [Role] = [
    .domainEvent, .command, .aggregate, .actor, .policy, .readModel, .externalSystem, .hotspot,
  ]

  /// Those and the kinds on grey or pale ground.
  private let stickies: [Role] = [
    .domainEvent, .command, .aggregate, .actor, .policy, .readModel, .externalSystem, .hotspot,
    .opportunity, .screen, .definition, .note,
  ]

  @Test(arguments: Theme.all.map(\.name))
  func `C4 coloured kinds stay apart for every kind of sight`(name: String) throws {
    let theme = try #require(Theme.named(name))
    for sight in Sight.allCases {
      for (index, first) in coloured.enumerated() {
        for second in coloured[(index + 1)...] {
          guard case .indexed(let one) = theme.face(of: first, at: .indexed).background,
            case .indexed(let other) = theme.face(of: second, at: .indexed).background
          else { continue }
          let distance = sight.distance(one, other)
          #expect(distance >= 20, "\(name), \(sight): \(first) and \(second), \(distance)")
        }
      }
    }
  }

  @Test func `C4 the theme for colour blindness keeps kinds further apart than the usual one`()
    throws
  {
    func least(_ theme: Theme) -> Double {
      var least = Double.infinity
      for sight in Sight.allCases {
        for (index, first) in coloured.enumerated() {
          for second in coloured[(index + 1)...] {
            guard case .indexed(let one) = theme.face(of: first, at: .indexed).background,
              case .indexed(let other) = theme.face(of: second, at: .indexed).background
            else { continue }
            least = min(least, sight.distance(one, other))
          }
        }
      }
      return least
    }

    #expect(least(.colourBlind) >= 29)
    #expect(least(.colourBlind) > least(.terminal) + 3)
  }

  @Test func `C4 themes with colour have one for each coloured kind`() {
    for theme in Theme.all where theme.name != "monochrome" {
      let grounds = Set(coloured.map { theme.face(of: $0, at: .indexed).background })
      #expect(grounds.count == coloured.count)
      #expect(!grounds.contains(.terminal))
    }
  }

  @Test(arguments: Theme.all.map(\.name))
  func `C6 texts on stickies can be read at 256 and 16 colours`(name: String) throws {
    let theme = try #require(Theme.named(name))
    for (depth, least) in [(ColourDepth.indexed, 4.5), (.sixteen, 4.5)] {
      for role in stickies {
        let face = theme.face(of: role, at: depth)
        guard case .indexed(let ink) = face.foreground,
          case .indexed(let paper) = face.background
        else { continue }
        let contrast = Sight.contrast(ink, paper)
        #expect(contrast >= least, "\(name), \(depth): \(role), \(contrast)")
      }
    }
  }

  /// What initials, and codes for cameras, are drawn with.
  private let people: [Role] = [
    .person1, .person2, .person3, .person4, .person5, .person6, .code,
  ]

  @Test(arguments: Theme.all.map(\.name))
  func `M1 initials and codes can be read on their colours`(name: String) throws {
    let theme = try #require(Theme.named(name))
    for depth in [ColourDepth.indexed, .sixteen] {
      for role in people {
        let face = theme.face(of: role, at: depth)
        guard case .indexed(let ink) = face.foreground, case .indexed(let paper) = face.background
        else { continue }
        #expect(Sight.contrast(ink, paper) >= 4.5, "\(name), \(depth): \(role)")
      }
    }
  }

  @Test(arguments: Theme.all.map(\.name))
  func `C6 no theme asks for more colours than there are`(name: String) throws {
    let theme = try #require(Theme.named(name))
    for depth in ColourDepth.allCases {
      for role in Role.allCases {
        let face = theme.face(of: role, at: depth)
        for case .indexed(let index) in [face.foreground, face.background] {
          #expect(Int(index) < depth.rawValue, "\(name), \(depth): \(role)")
        }
      }
    }
  }

  @Test func `C2 cursor and selection are seen without colour, on any face`() {
    for theme in Theme.all {
      for depth in ColourDepth.allCases {
        #expect(theme.face(of: .cursor, at: depth).attributes.contains(.reverse))
        #expect(theme.face(of: .selection, at: depth).attributes.contains(.reverse))
        for role in Role.allCases {
          let face = theme.face(of: role, at: depth)
          #expect(face.attributes != face.attributes(adding: .reverse))
        }
      }
    }
  }

  @Test func `the depth of a terminal follows from its number of colours`() {
    let depths = [-1, 0, 8, 16, 88, 256, 16_777_216].map(ColourDepth.init(colours:))

    #expect(depths == [.none, .none, .eight, .sixteen, .sixteen, .indexed, .indexed])
  }

  @Test func `the palette is xterm's`() {
    #expect(Colour.rgb(of: 214) == (255, 175, 0))
    #expect(Colour.rgb(of: 63) == (95, 95, 255))
    #expect(Colour.rgb(of: 16) == (0, 0, 0))
    #expect(Colour.rgb(of: 231) == (255, 255, 255))
    #expect(Colour.rgb(of: 255) == (238, 238, 238))
    #expect(Colour.rgb(of: 11) == (255, 255, 0))
  }
}

/// What colours look like to people. Sources: Machado, Oliveira and Fernandes 2009 (severity 1),
/// CIE76 in CIELAB under D65, contrast of WCAG 2.
private enum Sight: CaseIterable {
  case normal, protanopic, deuteranopic, tritanopic

  private var matrix: [[Double]] {
    switch self {
    case .normal: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protanopic:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    case .deuteranopic:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    case .tritanopic:
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    }
  }

  func distance(_ one: UInt8, _ other: UInt8) -> Double {
    let (first, second) = (lab(one), lab(other))
    return zip(first, second).reduce(0) { $0 + pow($1.0 - $1.1, 2) }.squareRoot()
  }

  private func lab(_ index: UInt8) -> [Double] {
    let linear = Sight.linear(index)
    let seen = matrix.map { row in
      min(1, max(0, zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 }))
    }
    let (red, green, blue) = (seen[0], seen[1], seen[2])
    let xyz = [
      (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047,
      0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
      (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883,
    ].map { $0 > 0.008856 ? cbrt($0) : 7.787 * $0 + 16 / 116 }
    return [116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])]
  }

  private static func linear(_ index: UInt8) -> [Double] {
    let (red, green, blue) = Colour.rgb(of: index)
    return [red, green, blue].map {
      let part = Double($0) / 255
      return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
    }
  }

  static func contrast(_ one: UInt8, _ other: UInt8) -> Double {
    let lights = [one, other].map { index in
      let parts = linear(index)
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }.sorted()
    return (lights[1] + 0.05) / (lights[0] + 0.05)
  }
}
