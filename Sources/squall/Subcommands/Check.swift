import ArgumentParser
import SquallModel
import SquallSessions
import SquallUI

/// `squall check`: the integrity of a session's files.
struct Check: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Look whether both files of a session are whole.",
    discussion: """
      Status 0: nothing is wrong. 1: something was noticed, and nothing is lost. 65: damaged.
      With --repair what can be salvaged goes into a copy; the files themselves stay as they are.
      """)

  static let examples = [
    "squall check Sessions/order-process.json        say what is wrong, if anything",
    "squall check order.json --repair                salvage into order-repaired.json",
  ]

  @Argument(help: ArgumentHelp("The session file.", valueName: "file"))
  var file: FileArgument

  @Flag(help: "Write what can be salvaged into a new session.")
  var repair = false

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The new session; else NAME-repaired.json.", valueName: "out"))
  var output: FileArgument?

  @Flag(help: "Print a JSON object.")
  var json = false

  func run(on console: Console) throws(Failure) -> ExitStatus {
    let reading = try LoadedSession.read(file)
    let board = reading.outside?.board ?? reading.workshop.board
    let problems = board.checkInvariants().map { String(describing: $0) }
    let report = CheckReport(reading: reading, problems: problems)
    let copy = repair ? try salvage(board, of: reading.paths) : nil
    if json {
      try console.results.raw(report.json(copy: copy))
    } else {
      for line in report.lines { try console.results.line(SafeText(line)) }
      if let copy {
        try console.results.line(SafeText("what could be salvaged is in \(copy.quoted)"))
      }
    }
    return report.status
  }

  /// Writes a board into a session of its own, beside the damaged one or where it was asked for.
  private func salvage(_ board: Board, of paths: SessionPaths) throws(Failure) -> Path {
    let target = output?.path ?? paths.base.appending("-repaired.json")
    var world = try World()
    do throws(SessionError) {
      try NewSession.write(board, at: target, now: world.now(), &world)
    } catch .exists(let path) {
      throw Failure(
        .cannotCreate, "there is a session at \(path.quoted) already; name another: -o OUT")
    } catch .file(let error) {
      throw Failure(.cannotCreate, error.sentence)
    } catch {
      throw error.failure
    }
    return target
  }
}
