import ArgumentParser

/// The program as the parser of arguments sees it.
struct Squall: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "squall",
    abstract: "A workshop board for event storming in the terminal.",
    discussion: ExitStatus.table,
    version: Version.line,
    subcommands: subcommands)

  /// The subcommands, in the order in which a workshop needs them.
  static let subcommands: [any Subcommand.Type] = [
    New.self, Apply.self, Show.self, Events.self, Log.self, Export.self, Render.self, Check.self,
  ]

  /// The first lines of the help for a call: what one would type.
  static func examples(for arguments: [String]) -> String {
    let word = arguments.first { !$0.hasPrefix("-") && $0 != "help" }
    let meant = subcommands.first { $0.name == word }
    let lines = meant?.examples ?? examples
    return "EXAMPLES:\n" + lines.map { "  " + $0 }.joined(separator: "\n")
  }

  private static let examples = [
    "squall --version      say which squall this is"
  ]
}
