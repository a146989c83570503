import ArgumentParser
import Glibc
import SquallUI

/// Where the program begins, and the only place where it ends.
@main
enum Program {
  static func main() {
    signal(SIGPIPE, SIG_IGN)
    let status = run(Array(CommandLine.arguments.dropFirst()), on: Console())
    exit(status.rawValue)
  }

  /// Runs the subcommand that the arguments name, and tells whatever went wrong.
  static func run(_ arguments: [String], on console: Console) -> ExitStatus {
    do {
      if let opening = BoardOpening(plain: arguments) { return try opening.run(on: console) }
      if let unknown = UnknownSubcommand(in: arguments) { throw unknown.failure }
      var command = try Squall.parseAsRoot(arguments)
      guard let subcommand = command as? any Subcommand else {
        try command.run()
        return .done
      }
      let status = try subcommand.run(on: console)
      try console.results.flush()
      return status
    } catch let failure as Failure {
      if let sentence = failure.sentence { console.say(sentence) }
      return failure.status
    } catch {
      return tell(error, arguments: arguments, on: console)
    }
  }

  /// What the parser of arguments wants said: help and version to stdout, mistakes to stderr.
  private static func tell(
    _ error: any Error, arguments: [String], on console: Console
  ) -> ExitStatus {
    let message = Squall.fullMessage(for: error)
    guard Squall.exitCode(for: error).isSuccess else {
      console.tell(lines: SafeText.lines(of: message))
      return .usage
    }
    let isHelp = message.hasPrefix("OVERVIEW:") || message.hasPrefix("USAGE:")
    let examples = isHelp ? Squall.examples(for: arguments) + "\n\n" : ""
    do {
      for line in SafeText.lines(of: examples + message) { try console.results.line(line) }
      try console.results.flush()
      return .done
    } catch {
      return error.status
    }
  }
}
