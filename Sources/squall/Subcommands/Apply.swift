import ArgumentParser
import SquallModel
import SquallSessions
import SquallUI

/// `squall apply`: edits from standard input.
struct Apply: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Apply edits from standard input, one JSON object a line.",
    discussion: """
      Each edit is answered by one line on standard output, when it is on disk:
      {"ok": true, …} or {"ok": false, …, "error": "…"}. 'squall schema edits' lists all edits.
      A live workshop is named by its invitation's address in place of a file.
      """)

  static let examples = [
    "squall apply order.json < edits.ndjson            apply a file of edits",
    #"echo '{"edit": "addSticky", "kind": "domainEvent", "text": "Order placed"}' \"#,
    "  | squall apply order.json --create              make the session where there is none",
    "squall apply http://10.0.0.5:7855/#… < edits.ndjson  post them to a live workshop",
  ]

  @Argument(
    help: ArgumentHelp("The session file, or a live workshop's address.", valueName: "file"))
  var file: FileArgument

  @Flag(help: "Make the session where there is none.")
  var create = false

  @Option(
    name: .customLong("as"),
    help: "Whose edits they are, where an edit does not say; else the user's.")
  var author: String?

  @Option(help: "Which board counts where the file was changed outside of squall: file or log.")
  var use: BoardChoice?

  func run(on console: Console) throws(Failure) -> ExitStatus {
    guard !file.isStandard else {
      throw Failure(.usage, "standard input is where the edits come from; name a session file")
    }
    let interrupts = try Interrupts()
    var input = LineInput(interrupts: interrupts)
    if file.isLive { return try runLive(&input, interrupts, on: console) }
    var applying = try ApplyingSession(
      file, .init(isCreating: create, use: use, author: author ?? World.userName), on: console)
    do throws(Failure) {
      while case let lines = try input.next(), !lines.isEmpty { try applying.apply(lines) }
    } catch {
      // What was acknowledged is safe in any case; the first thing that went wrong is told.
      try? applying.close()
      throw error
    }
    try applying.close()
    if interrupts.hasCome { return interrupts.end() }
    return applying.hasRefused ? .found : .done
  }

  private func runLive(
    _ input: inout LineInput, _ interrupts: Interrupts, on console: Console
  ) throws(Failure) -> ExitStatus {
    guard !create, use == nil else {
      throw Failure(.usage, "--create and --use are for files; a live workshop has one board")
    }
    var applying = try LiveApplying(
      file, author: author ?? World.userName, on: console, interrupts: interrupts)
    while case let lines = try input.next(), !lines.isEmpty { try applying.apply(lines) }
    if interrupts.hasCome { return interrupts.end() }
    return applying.hasRefused ? .found : .done
  }
}

/// Which board counts where the session file holds another one than the log.
enum BoardChoice: String, ExpressibleByArgument, CaseIterable {
  case file, log
}
