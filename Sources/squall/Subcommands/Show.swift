import ArgumentParser
import SquallModel
import SquallSessions
import SquallUI

/// `squall show`: a board in words.
struct Show: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print the board as an outline.",
    discussion: "With --json: the session file as squall writes it, always the same bytes.")

  static let examples = [
    "squall show Sessions/order-process.json              the board in reading order",
    "squall show order.json --at 17                       as it was after entry 17 of the log",
    "squall show order.json --at 2026-11-23T10:05:00Z     as it was at five past ten, UTC",
  ]

  @Argument(
    help: ArgumentHelp(
      "The session file, or a live workshop's address; '-' is standard input.",
      valueName: "file"))
  var file: FileArgument

  @Option(
    help: ArgumentHelp(
      "As it was after an entry of the log, or at an instant.", valueName: "sequence|instant"))
  var at: String?

  @Flag(help: "Print the session file's bytes.")
  var json = false

  func run(on console: Console) throws(Failure) -> ExitStatus {
    let moment = try self.moment()
    let session = try LoadedSession(file, on: console)
    if json {
      let snapshot =
        if let moment { try PastBoard(of: session, at: moment).snapshot } else {
          try session.snapshot()
        }
      try SessionFormat.withBytes(of: snapshot) { bytes throws(Failure) in
        try console.results.raw(bytes)
      }
    } else {
      let board = try moment.map { moment throws(Failure) in
        try PastBoard(of: session, at: moment).board
      }
      try Outline(board ?? session.board).forEachLine { line throws(Failure) in
        try console.results.raw(Array((line.description + "\n").utf8))
      }
    }
    return session.status
  }

  private func moment() throws(Failure) -> PastBoard.Moment? {
    guard let at else { return nil }
    guard let moment = PastBoard.Moment(at) else {
      throw Failure(
        .usage,
        "'\(at)' is neither the number of an entry nor an instant such as "
          + "2026-11-23T10:05:00Z")
    }
    return moment
  }
}
