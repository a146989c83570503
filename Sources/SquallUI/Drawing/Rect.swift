/// A rectangle of cells; rows and columns count from 0, at the top left.
@frozen
public struct Rect: Hashable, Sendable {
  public var row: Int
  public var column: Int
  public var rows: Int
  public var columns: Int

  /// A rectangle; negative sizes are empty.
  @inlinable
  public init(row: Int, column: Int, rows: Int, columns: Int) {
    self.row = row
    self.column = column
    self.rows = max(0, rows)
    self.columns = max(0, columns)
  }

  /// The row below the last one.
  @inlinable public var endRow: Int { row + rows }

  /// The column after the last one.
  @inlinable public var endColumn: Int { column + columns }

  @inlinable public var isEmpty: Bool { rows == 0 || columns == 0 }

  /// Whether a place is inside.
  @inlinable
  public func contains(row: Int, column: Int) -> Bool {
    row >= self.row && row < endRow && column >= self.column && column < endColumn
  }

  /// What both have in common; empty where that is nothing.
  @inlinable
  public func intersection(_ other: Rect) -> Rect {
    let top = max(row, other.row)
    let left = max(column, other.column)
    return Rect(
      row: top, column: left, rows: min(endRow, other.endRow) - top,
      columns: min(endColumn, other.endColumn) - left)
  }

  /// The rectangle without that many cells at each side.
  @inlinable
  public func inset(rows: Int, columns: Int) -> Rect {
    Rect(
      row: row + rows, column: column + columns, rows: self.rows - 2 * rows,
      columns: self.columns - 2 * columns)
  }
}
