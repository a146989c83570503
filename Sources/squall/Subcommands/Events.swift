import ArgumentParser
import SquallExchange
import SquallModel
import SquallUI

/// `squall events`: the names of the recorded events.
struct Events: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "events", abstract: "Print the names of the recorded events on one line.",
    discussion: """
      Recorded are the domain events that have a place and are not tentative; a linked copy is not
      a second event.
      """)

  static let examples = [
    "squall events Sessions/order-process.json        Recorded events: ['OrderPlaced', …]",
    "squall events order.json --json                  [\"OrderPlaced\", \"OrderShipped\"]",
  ]

  @Argument(
    help: ArgumentHelp(
      "The session file, or a live workshop's address; '-' is standard input.",
      valueName: "file"))
  var file: FileArgument

  @Flag(help: "Print a JSON list.")
  var json = false

  func run(on console: Console) throws(Failure) -> ExitStatus {
    let session = try LoadedSession(file, on: console)
    var types: [String] = []
    let report = RecordedEvents(of: session.board).read { types.append($0.type) }
    if json {
      try console.results.raw(Array((JSONValue.array(types.map { .string($0) }).line + "\n").utf8))
    } else {
      try console.results.raw(Array("Recorded events: \(PythonList.text(of: types))\n".utf8))
    }
    try console.results.flush()
    for line in report.leftOut(of: session.board) { console.say(SafeText(line)) }
    return session.status
  }
}
