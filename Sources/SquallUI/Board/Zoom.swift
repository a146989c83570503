/// How near a person stands to the wall.
public enum Zoom: UInt8, CaseIterable, Comparable, Sendable {
  /// The whole workshop on one screen: a sign for every sticky.
  case dots
  /// One line for every sticky.
  case titles
  /// Stickies as on the wall.
  case stickies
  /// Stickies with their fields and notes.
  case details

  /// The name in calls and settings.
  public var name: String {
    switch self {
    case .dots: "dots"
    case .titles: "titles"
    case .stickies: "stickies"
    case .details: "details"
    }
  }

  /// The zoom of that name.
  public init?(name: String) {
    guard let zoom = Zoom.allCases.first(where: { $0.name == name }) else { return nil }
    self = zoom
  }

  /// One step nearer; itself where there is none.
  public var nearer: Zoom { Zoom(rawValue: rawValue + 1) ?? self }

  /// One step away; itself where there is none.
  public var farther: Zoom { rawValue == 0 ? self : Zoom(rawValue: rawValue - 1) ?? self }

  public static func < (left: Zoom, right: Zoom) -> Bool { left.rawValue < right.rawValue }
}
