extension Grid {
  /// One row while something is drawn on it, between two columns.
  ///
  /// Keeps the rule of wide glyphs: at both ends of what was written, the half that is left of
  /// a glyph becomes a space in that glyph's own dress.
  struct Line {
    let cells: UnsafeMutableBufferPointer<Cell>
    /// The first column that may be written.
    let low: Int
    /// The column after the last that may be written.
    let high: Int

    /// Draws glyphs from a column on, cutting them at both ends.
    mutating func put(_ glyphs: [Glyph], at start: Int, dress: UInt64) {
      var column = start
      var index = 0
      while index < glyphs.count, column + glyphs[index].columns <= low {
        column += glyphs[index].columns
        index += 1
      }
      detach(at: max(column, low))
      while index < glyphs.count, column < high {
        let glyph = glyphs[index]
        if glyph.columns == 1 {
          cells[column] = Cell(bits: glyph.bits | dress)
        } else {
          putWide(glyph, at: column, dress: dress)
        }
        column += glyph.columns
        index += 1
      }
      close(at: min(column, high))
    }

    /// Draws one glyph again and again, from end to end.
    mutating func fill(with glyph: Glyph, dress: UInt64) {
      detach(at: low)
      if glyph.columns == 2 {
        for column in stride(from: low, to: high, by: 2) {
          putWide(glyph, at: column, dress: dress)
        }
      } else {
        let cell = Cell(bits: glyph.bits | dress)
        for column in low..<high { cells[column] = cell }
      }
      close(at: high)
    }

    /// Copies cells from end to end; glyphs that the ends cut become spaces.
    mutating func copy(_ piece: UnsafeBufferPointer<Cell>) {
      detach(at: low)
      for (offset, cell) in piece.enumerated() { cells[low + offset] = cell }
      if let first = piece.first, first.glyph == .continuation {
        cells[low] = first.with(.space)
      }
      if let last = piece.last, last.glyph.columns == 2 {
        cells[high - 1] = last.with(.space)
      }
      close(at: high)
    }

    /// Draws both halves of a wide glyph, or a space where only one of them has room.
    private func putWide(_ glyph: Glyph, at column: Int, dress: UInt64) {
      if column < low {
        cells[column + 1] = Cell(bits: Glyph.space.bits | dress)
      } else if column + 1 >= high {
        cells[column] = Cell(bits: Glyph.space.bits | dress)
      } else {
        cells[column] = Cell(bits: glyph.bits | dress)
        cells[column + 1] = Cell(bits: Glyph.continuation.bits | dress)
      }
    }

    /// Before the cell at a column is written over: the left half before it stands alone now.
    private func detach(at column: Int) {
      guard column > 0, column < cells.count, cells[column].glyph == .continuation else { return }
      cells[column - 1] = cells[column - 1].with(.space)
    }

    /// After the cells before a column were written over: a right half there stands alone now.
    private func close(at column: Int) {
      guard column > 0, column < cells.count, cells[column].glyph == .continuation,
        cells[column - 1].glyph.columns != 2
      else { return }
      cells[column] = cells[column].with(.space)
    }
  }
}
