import ArgumentParser
import SquallModel
import SquallSessions
import SquallUI

/// `squall log`: the history.
struct Log: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Print the history: who, when (UTC), what.")

  static let examples = [
    "squall log Sessions/order-process.json       the oldest entry first",
    "squall log order.json --json | tail -1       the last entry, as the journal has it",
  ]

  @Argument(
    help: ArgumentHelp("The session file, or a live workshop's address.", valueName: "file"))
  var file: FileArgument

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func run(on console: Console) throws(Failure) -> ExitStatus {
    let session = try LoadedSession(file, on: console)
    var teller = LogTeller(board: Board(id: session.board.id, title: ""))
    var writer = JSONWriter()
    var failure: Failure?
    try session.forEachEntry { entry, _ in
      do throws(Failure) {
        if json {
          writer.removeAll()
          EntryFormat.write(entry, to: &writer)
          writer.endLine()
          try writer.withBytes { bytes throws(Failure) in try console.results.raw(bytes) }
        } else {
          try console.results.line(Log.line(entry, &teller))
        }
      } catch {
        failure = error
      }
      return failure == nil
    }
    if let failure { throw failure }
    return session.status
  }

  /// An entry for people: its number, its instant, its author, what it did.
  private static func line(_ entry: Entry, _ teller: inout LogTeller) -> SafeText {
    let sentence = teller.tell(entry)
    let number = String(entry.sequence)
    let indent = String(repeating: " ", count: max(0, 5 - number.count))
    let instant = entry.at.description
    let author = SafeText(teller.author(of: entry)).clipped(
      columns: 12, ellipsis: Charset.unicode.ellipsis)
    return SafeText(
      "\(indent)\(number)  \(instant.prefix(10)) \(instant.dropFirst(11).prefix(8))  ")
      + author.padded(columns: 12) + SafeText("  " + sentence)
  }
}
