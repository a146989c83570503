import SquallModel

extension BoardPainting {
  /// Draws where on the whole timeline others are: the first letter of each, over the overview.
  func drawPeople(on line: OverviewLine, into grid: inout Grid) {
    for (id, tags) in scene.presence.sorted(by: { $0.key < $1.key }) {
      guard let tag = tags.first, let first = SafeText(tag.text.drop { $0 == "@" }).glyphs.first,
        let spot = board.spot(of: id), let column = layout.column(of: spot.at)
      else { continue }
      let letter = first.columns == 1 ? first : Glyph(ascii: UInt8(ascii: "@"))
      let cell = column * line.cells / max(1, layout.columnCount)
      grid.put(
        letter, row: line.rect.row, column: line.screenColumn(ofCell: cell), role: tag.role,
        attributes: tag.role == .presence ? .reverse : [], clip: line.rect)
    }
  }
}
