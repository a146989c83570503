extension OutlineView {
  /// Draws the initials of others behind the line of the sticky that they are at, where there is
  /// room.
  static func drawTags(
    _ tags: [PresenceTag], row: Int, after end: Int, in rect: Rect, into grid: inout Grid
  ) {
    var column = end + 2
    for tag in tags {
      let text = SafeText(tag.text)
      guard column + text.columns <= rect.endColumn else { return }
      let attributes: Attributes = tag.role == .presence ? .reverse : []
      grid.put(
        text, row: row, column: column, role: tag.role,
        attributes: tag.isIdle ? attributes.union(.dim) : attributes, clip: rect)
      column += text.columns + 1
    }
  }
}
