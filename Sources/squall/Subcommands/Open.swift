import ArgumentParser
import SquallModel
import SquallSessions
import SquallUI

/// `squall open`: the board, on this terminal.
struct Open: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "open", abstract: "Open a session on this terminal.")

  static let examples = [
    "squall open Sessions/order-process.json        the board; '?' helps, 'Q' leaves",
    "squall open order.json --as Ana                what I do is Ana's",
    "squall open order.json --read-only             only look",
  ]

  @Argument(help: ArgumentHelp("The session file.", valueName: "file"))
  var file: FileArgument

  @Flag(help: "Only look: nothing is changed, no file is touched.")
  var readOnly = false

  @Option(help: "Which board counts where the file was changed outside of squall: file or log.")
  var use: BoardChoice?

  @OptionGroup(title: "The terminal")
  var terminal: TerminalArguments

  func run(on console: Console) throws(Failure) -> ExitStatus {
    guard !file.isStandard else {
      throw Failure(.usage, "standard input is where the keys come from; name a session file")
    }
    guard !file.isLive else {
      throw Failure(.usage, "that is a live workshop's address: call 'squall join' with it")
    }
    var world = try World()
    try terminal.refuseWithoutTerminal(instead: "squall show \(file.text)")
    let opened = try OpenedSession(
      file.path, author: terminal.authorName, readOnly: readOnly, use: use, asking: console,
      &world)
    var program = try BoardProgram(console, terminal, world, .session(opened))
    return try program.run()
  }
}

/// The options that every way to a board on the terminal has.
struct TerminalArguments: ParsableArguments {
  @Option(name: .customLong("as"), help: "Who I am on the board; else the user's name.")
  var author: String?

  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  @Flag(help: "Draw lines with ASCII alone.")
  var ascii = false

  @Flag(help: "Use no colours.")
  var noColor = false

  /// Who the person is.
  var authorName: String { author ?? World.userName }
}
