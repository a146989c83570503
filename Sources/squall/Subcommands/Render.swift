import ArgumentParser
import SquallModel
import SquallUI

/// `squall render`: one screen of the board.
struct Render: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Print one screen of the board, as text or as a picture.")

  static let examples = [
    "squall render order.json                                  a screen of 120 columns, 40 rows",
    "squall render order.json --zoom dots --size 80x24         the whole workshop at a glance",
    "squall render order.json --as svg > board.svg             a picture",
  ]

  @Argument(
    help: ArgumentHelp(
      "The session file, or a live workshop's address; '-' is standard input.",
      valueName: "file"))
  var file: FileArgument

  @Option(help: ArgumentHelp("Columns and rows of the screen.", valueName: "120x40"))
  var size = ScreenSize(columns: 120, rows: 40)

  @Option(help: "How near one stands: dots, titles, stickies or details.")
  var zoom: ZoomArgument = .stickies

  @Option(name: .customLong("as"), help: "What is printed: text, ansi or svg.")
  var surface: SurfaceArgument = .text

  @Option(help: ArgumentHelp("The first column of the timeline that is shown.", valueName: "n"))
  var column = 1

  @Flag(help: "Draw lines with ASCII alone.")
  var ascii = false

  func validate() throws {
    guard column >= 1 else { throw ValidationError("--column is counted from 1.") }
  }

  func run(on console: Console) throws(Failure) -> ExitStatus {
    let session = try LoadedSession(file, on: console)
    let grid = Screen.render(
      session.board, rows: size.rows, columns: size.columns, zoom: zoom.zoom, column: column,
      charset: ascii ? .ascii : .unicode)
    let text =
      switch surface {
      case .text: grid.plainText()
      case .ansi: grid.ansi(theme: .terminal, depth: .indexed)
      case .svg: grid.svg(theme: .light, title: SafeText(session.board.title))
      }
    try console.results.raw(Array((text.hasSuffix("\n") ? text : text + "\n").utf8))
    return session.status
  }
}

/// The size of a screen as one types it: `120x40`.
struct ScreenSize: ExpressibleByArgument, CustomStringConvertible {
  var columns: Int
  var rows: Int

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  init?(argument: String) {
    let parts = argument.split(separator: "x", omittingEmptySubsequences: false)
    guard parts.count == 2, let columns = Int(parts[0]), let rows = Int(parts[1]),
      (1...Grid.maximumSide).contains(columns), (1...Grid.maximumSide).contains(rows)
    else { return nil }
    self.init(columns: columns, rows: rows)
  }

  var description: String { "\(columns)x\(rows)" }
}

/// A zoom as one types it.
enum ZoomArgument: String, ExpressibleByArgument, CaseIterable {
  case dots, titles, stickies, details

  /// The zoom.
  var zoom: Zoom {
    switch self {
    case .dots: .dots
    case .titles: .titles
    case .stickies: .stickies
    case .details: .details
    }
  }
}

/// What a screen is printed as.
enum SurfaceArgument: String, ExpressibleByArgument, CaseIterable {
  case text, ansi, svg
}
