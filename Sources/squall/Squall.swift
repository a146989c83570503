import ArgumentParser
import SquallUI

/// The program as the parser of arguments sees it; without a subcommand, ``Choose``.
///
/// It has no options of its own: they would be taken from the subcommands that have equal ones.
struct Squall: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "squall",
    abstract: "A workshop board for event storming in the terminal.",
    discussion: """
      Without a subcommand: the sessions found in 'Sessions' here and in the data directory \
      ($XDG_DATA_HOME/squall), to open one or to make a new one.

      \(ExitStatus.table)
      """,
    version: Version.line,
    // One by one: a cast of the whole list looks every conformance up when the program starts.
    subcommands: subcommands.map { $0 as any ParsableCommand.Type } + [Choose.self],
    defaultSubcommand: Choose.self)

  /// The subcommands, in the order in which a workshop needs them.
  static let subcommands: [any Subcommand.Type] = [
    Open.self, New.self, Apply.self, Show.self, Events.self, Log.self, Export.self, Import.self,
    Render.self, Check.self, Host.self, Join.self, PrintSchema.self,
  ]

  static let examples = [
    "squall                                        choose a session, or begin one",
    "squall open Sessions/order-process.json       the board on this terminal",
    "squall events Sessions/order-process.json     what an event store would record",
    "squall help export                            more on a subcommand",
  ]

  /// The first lines of the help for a call: what one would type.
  static func examples(for arguments: [String]) -> String {
    let word = arguments.first { !$0.hasPrefix("-") && $0 != "help" }
    let lines = subcommands.first { $0.name == word }?.examples ?? examples
    return "EXAMPLES:\n" + lines.map { "  " + $0 }.joined(separator: "\n")
  }
}
