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
    if file.isLive {
      throw Failure(
        .usage, "'check' looks at the files of a session; those of a live workshop are its host's")
    }
    let reading = try LoadedSession.read(file)
    let board = reading.outside?.board ?? reading.workshop.board
    let problems = board.checkInvariants().map { String(describing: $0) }
    let report = CheckReport(reading: reading, problems: problems)
    let repaired = repair ? try repaired(reading) : nil
    if json {
      try console.results.raw(report.json(copy: repaired?.path))
    } else {
      for line in report.lines { try console.results.line(SafeText(line)) }
      for line in repaired?.lines ?? [] { try console.results.line(SafeText(line)) }
    }
    return report.status
  }

  /// A copy that was written, and what there is to tell about it.
  private struct Repaired {
    var path: Path
    var lines: [String]
  }

  /// Writes what can be salvaged into a session of its own, beside the damaged one or where it was
  /// asked for.
  private func repaired(_ reading: SessionReading) throws(Failure) -> Repaired {
    let target = output?.path ?? reading.paths.base.appending("-repaired.json")
    var world = try World()
    do throws(SessionError) {
      if let outside = reading.outside {
        try NewSession.write(outside.board, at: target, now: world.now(), &world)
        return Repaired(path: target, lines: ["the file's board is in \(target.quoted)"])
      }
      let disk = RealFileSystem()
      let salvage = try SessionSalvage(file.path, on: disk)
      try salvage.write(
        to: target, holder: .own(since: world.now()), editID: world.ids.next(), on: disk)
      return Repaired(
        path: target,
        lines: salvage.lines + [
          "what could be salvaged is in \(target.quoted)"
        ])
    } catch .exists(let path) {
      throw Failure(
        .cannotCreate, "there is a session at \(path.quoted) already; name another: -o OUT")
    } catch .file(let error) {
      throw Failure(.cannotCreate, error.sentence)
    } catch {
      throw error.failure
    }
  }
}

extension SessionSalvage {
  /// What became of the entries beyond the damage.
  fileprivate var lines: [String] {
    var lines: [String] = []
    if entriesRecovered > 0 {
      lines.append(
        "\(Limit.grouped(entriesRecovered)) entries beyond the damage are whole, "
          + "and what they did is on the board of the copy")
    }
    for range in lost {
      lines.append(
        range.count == 1
          ? "entry \(range.lowerBound) is lost"
          : "entries \(range.lowerBound) to \(range.upperBound) are lost")
    }
    return lines
  }
}
