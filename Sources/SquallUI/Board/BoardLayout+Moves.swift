public import SquallModel

/// A step of the cursor over the board.
public enum BoardStep: CaseIterable, Sendable {
  /// To the nearest sticky that way.
  case left, right, up, down
  /// Along time: the reading order of the board, attached stickies behind their hosts.
  case next, previous
  case first, last
  case nextPivotal, previousPivotal
}

extension BoardLayout {
  /// How many columns to either side a step to another lane looks for a sticky.
  private static let reach = 3

  /// Where a step leads; nil where it leads nowhere.
  public func step(_ step: BoardStep, from cursor: BoardCursor, on board: Board) -> BoardCursor? {
    switch step {
    case .first: return end(of: 0..<columnCount, backwards: false, on: board)
    case .last: return end(of: 0..<columnCount, backwards: true, on: board)
    default: break
    }
    guard let location = location(of: cursor, on: board) else {
      return stepOutside(step, from: cursor, on: board)
    }
    return switch step {
    case .left: sideways(-1, from: location, on: board)
    case .right: sideways(1, from: location, on: board)
    case .up: vertically(-1, from: location, on: board)
    case .down: vertically(1, from: location, on: board)
    case .next: alongTime(1, from: location, on: board)
    case .previous: alongTime(-1, from: location, on: board)
    case .nextPivotal: pivotal(1, from: location, on: board)
    case .previousPivotal: pivotal(-1, from: location, on: board)
    case .first, .last: nil
    }
  }

  /// The cursor for a board that one begins to look at: its first sticky, or an empty spot.
  public func start(on board: Board) -> BoardCursor {
    if let first = step(.first, from: .nowhere, on: board) { return first }
    return cursor(at: Location(column: 0, lane: 0, item: nil), on: board) ?? .nowhere
  }

  /// The cursor itself while what it stands on is there, else the nearest place.
  ///
  /// - Parameter older: the layout in which the cursor stood on something.
  public func cursor(
    _ cursor: BoardCursor, keptFrom older: BoardLayout.Place?, on board: Board
  ) -> BoardCursor {
    if location(of: cursor, on: board) != nil { return cursor }
    if let id = cursor.sticky, board[id]?.place == .inbox { return cursor }
    guard let older, columnCount > 0 else { return start(on: board) }
    let column = min(columnOrNext(of: older.position), columnCount - 1)
    let lane = min(older.lane, laneCount - 1)
    let location = Location(column: column, lane: lane, item: older.item)
    return nearest(in: lane, around: column, item: older.item ?? 0, on: board)
      ?? self.cursor(at: Location(column: column, lane: lane, item: nil), on: board)
      ?? vertically(-1, from: location, on: board) ?? start(on: board)
  }

  /// A place that can be found again after the board changed.
  public struct Place: Hashable, Sendable {
    var position: PositionKey
    var lane: Int
    var item: Int?
  }

  /// Where the cursor stands, to be found again should its sticky go; nil outside of the timeline.
  public func place(of cursor: BoardCursor, on board: Board) -> Place? {
    guard let location = location(of: cursor, on: board),
      let position = position(ofColumn: location.column)
    else { return nil }
    return Place(position: position, lane: location.lane, item: location.item)
  }

  /// Steps from the inbox, and from nowhere.
  private func stepOutside(
    _ step: BoardStep, from cursor: BoardCursor, on board: Board
  ) -> BoardCursor? {
    guard let id = cursor.sticky, let index = board.inbox.firstIndex(of: id) else {
      return end(of: 0..<columnCount, backwards: step == .previous || step == .up, on: board)
    }
    switch step {
    case .left, .previous: return index > 0 ? .sticky(board.inbox[index - 1]) : nil
    case .right, .next:
      return index + 1 < board.inbox.count ? .sticky(board.inbox[index + 1]) : nil
    case .up: return end(of: 0..<columnCount, backwards: true, on: board)
    default: return nil
    }
  }

  /// The first or last sticky of some columns.
  private func end(of columns: Range<Int>, backwards: Bool, on board: Board) -> BoardCursor? {
    var column = backwards ? columns.upperBound - 1 : columns.lowerBound
    while columns.contains(column) {
      let spots = spots(ofColumn: column)
      if let spot = backwards ? spots.last : spots.first {
        let item = backwards ? Int.max : 0
        return cursor(
          at: Location(column: column, lane: Int(spot.lane), item: item), on: board)
      }
      column += backwards ? -1 : 1
    }
    return nil
  }

  /// The next column in the same lane that has a sticky or is kept free, else any lane's.
  private func sideways(_ step: Int, from location: Location, on board: Board) -> BoardCursor? {
    var fallback: Int?
    var column = location.column + step
    while column >= 0, column < columnCount {
      let spots = spots(ofColumn: column)
      if spots.isEmpty {
        return cursor(at: Location(column: column, lane: location.lane, item: nil), on: board)
      }
      if spots.contains(where: { Int($0.lane) == location.lane }) {
        let item = location.item ?? 0
        return cursor(at: Location(column: column, lane: location.lane, item: item), on: board)
      }
      fallback = fallback ?? column
      column += step
    }
    guard let fallback else { return nil }
    let nearest = spots(ofColumn: fallback).min {
      abs(Int($0.lane) - location.lane) < abs(Int($1.lane) - location.lane)
    }
    return nearest.flatMap {
      cursor(at: Location(column: fallback, lane: Int($0.lane), item: 0), on: board)
    }
  }

  /// The next sticky of the stack, else one near in the next lane, else that lane's empty spot.
  private func vertically(_ step: Int, from location: Location, on board: Board) -> BoardCursor? {
    let stack = stack(column: location.column, lane: location.lane, on: board, at: .titles)
    let next = location.item.map { stack.item($0 + step) } ?? (step < 0 ? stack.last : nil)
    if let next { return .sticky(stack.id(of: next)) }
    let lane = location.lane + step
    guard lane >= 0, lane < laneCount else { return nil }
    let item = step > 0 ? 0 : Int.max
    return nearest(in: lane, around: location.column, item: item, on: board)
      ?? cursor(at: Location(column: location.column, lane: lane, item: nil), on: board)
  }

  /// The sticky of a lane whose column is nearest, as far as one looks.
  private func nearest(
    in lane: Int, around column: Int, item: Int, on board: Board
  ) -> BoardCursor? {
    for distance in 0...BoardLayout.reach {
      for candidate in distance == 0 ? [column] : [column - distance, column + distance]
      where spots(ofColumn: candidate).contains(where: { Int($0.lane) == lane }) {
        return cursor(at: Location(column: candidate, lane: lane, item: item), on: board)
      }
    }
    return nil
  }

  private func alongTime(_ step: Int, from location: Location, on board: Board) -> BoardCursor? {
    if let item = location.item {
      let stack = stack(column: location.column, lane: location.lane, on: board, at: .titles)
      if let next = stack.item(item + step) { return .sticky(stack.id(of: next)) }
    }
    let spots = spots(ofColumn: location.column)
    let other =
      step > 0
      ? spots.first { $0.lane > location.lane } : spots.last { $0.lane < location.lane }
    if let other {
      let item = step > 0 ? 0 : Int.max
      return cursor(
        at: Location(column: location.column, lane: Int(other.lane), item: item), on: board)
    }
    let columns =
      step > 0 ? location.column + 1..<max(location.column + 1, columnCount) : 0..<location.column
    return end(of: columns, backwards: step < 0, on: board)
  }

  private func pivotal(_ step: Int, from location: Location, on board: Board) -> BoardCursor? {
    var column = location.column + step
    while column >= 0, column < columnCount {
      if isPivotal(column: column) {
        for spot in spots(ofColumn: column) {
          let stack = stack(column: column, lane: Int(spot.lane), on: board, at: .titles)
          let item = stack.first { board.face(inSlot: $0.slot).isPivotalEvent }
          if let item { return .sticky(stack.id(of: item)) }
        }
      }
      column += step
    }
    return nil
  }
}
