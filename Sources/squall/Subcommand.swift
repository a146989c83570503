import ArgumentParser

/// One word behind `squall`, with calls to learn it from.
protocol Subcommand: ParsableCommand {
  /// What one would type, each with a few words on what it does; the help begins with them.
  static var examples: [String] { get }

  /// Does it.
  ///
  /// - Throws: ``Failure`` with the sentence and the status of an early end.
  func run(on console: Console) throws(Failure) -> ExitStatus
}

extension Subcommand {
  /// The word itself.
  static var name: String { configuration.commandName ?? _commandName }
}
