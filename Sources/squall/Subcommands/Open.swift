import ArgumentParser

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
    try BoardOpening(file: file, readOnly: readOnly, use: use, terminal: terminal.choices)
      .run(on: console)
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

  var choices: TerminalChoices {
    TerminalChoices(author: author, noMouse: noMouse, ascii: ascii, noColor: noColor)
  }
}
