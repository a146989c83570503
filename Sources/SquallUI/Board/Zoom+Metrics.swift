import SquallModel

/// Rows at each zoom, in the order of the zooms.
typealias RowsByZoom = SIMD4<Int32>

/// How large things are at each zoom, in cells.
enum Metrics {
  /// The most fields that a sticky lists; the last line says how many more there are.
  static let listedFields = 4
  /// Rows of a sticky's text, its badges in the last of them.
  static let textRows = 3
  /// Rows of a note, where a sticky shows it.
  static let noteRows = 2

  /// The columns from one column of the timeline to the next, the gap between them included.
  static func pitch(at zoom: Zoom) -> Int {
    switch zoom {
    case .dots: 2
    case .titles: 14
    case .stickies: 16
    case .details: 26
    }
  }

  /// The rows of a sticky that stands on the timeline itself.
  ///
  /// They follow from what costs nothing to know: wrapping 100,000 texts would.
  static func rows(fields: Int, hasNote: Bool) -> RowsByZoom {
    let data = min(fields, listedFields) + (hasNote ? noteRows : 0)
    return RowsByZoom(1, 1, Int32(textRows), Int32(textRows + data))
  }

  /// The rows of a sticky that is attached to another one.
  static func rows(ofAttached kind: Kind) -> RowsByZoom {
    kind == .actor ? RowsByZoom(1, 1, 1, 1) : RowsByZoom(1, 1, 2, 3)
  }

  /// The rows of a lane that has no sticky.
  static let emptyLane = RowsByZoom(1, 1, 2, 2)

  /// The index of a zoom in ``RowsByZoom``.
  static func index(of zoom: Zoom) -> Int { Int(zoom.rawValue) }
}
