import SquallModel
import SquallSessions
import SquallTerminal
import SquallUI

/// Frames on a real terminal: composed and drawn as the board does, processor time of the thread.
enum Frames {
  static func run(_ words: Words) throws {
    var workshop = Workshop(
      board: try SessionFormat.read(RealFileSystem().read(words.position(0))).board)
    workshop.settle()
    let size = words.text("--size", or: "200x50").split(separator: "x").compactMap { Int($0) }
    guard size.count == 2 else { throw Complaint("--size COLUMNSxROWS") }
    let count = words.number("--frames", or: 300)
    let scene = words.text("--scene", or: "pan")
    let terminal = try Terminal(TerminalOptions())
    var costs: [Double] = []
    var grid = Grid(rows: size[1], columns: size[0])
    var view = BoardView(charset: terminal.charset)
    var layout = BoardLayout(workshop.board)
    var state = BoardScene(zoom: .stickies, camera: Camera(column: 0))
    var ids = RandomIDs(SeededGenerator(seed: 5))
    let edited = workshop.board.readingOrder.first { _ in true }?.id
    for frame in 0..<(count + 1) {
      if scene == "edit", let edited {
        _ = try? workshop.submit(
          .rewordSticky(edited, text: "Text \(frame)", was: nil), editID: ids.next(),
          by: Storm.people[0], at: .earliest, ids: &ids)
      } else if scene == "pan" {
        state.camera.column = frame % max(1, layout.columnCount - 20)
      }
      let before = Stopwatch.threadMicroseconds
      layout.update(workshop.board)
      view.draw(state, layout: layout, board: workshop.board, into: &grid, rect: grid.bounds)
      terminal.draw(grid)
      // The first frame fills an empty screen; it is no frame of the scene.
      if frame > 0 { costs.append(Stopwatch.threadMicroseconds - before) }
    }
    terminal.restore()
    costs.sort()
    report(
      [
        "frame_us": percentile(50, of: costs), "p99_us": percentile(99, of: costs),
        "frames": costs.count,
      ], to: 3)
  }
}
