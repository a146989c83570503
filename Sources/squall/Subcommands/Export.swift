import ArgumentParser
import SquallExchange
import SquallModel
import SquallSessions
import SquallUI

/// `squall export`: a board in another format.
struct Export: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the board in another format.",
    discussion: "What was left out of the events is counted on standard error.")

  static let examples = [
    "squall export order.json                               the events for an event store",
    "squall export order.json --to markdown -o order.md     the workshop as a report",
    "squall export --list                                   the formats there are",
  ]

  @Argument(
    help: ArgumentHelp(
      "The session file, or a live workshop's address; '-' is standard input.",
      valueName: "file"))
  var file: FileArgument?

  @Option(help: ArgumentHelp("The format; 'squall export --list' names all.", valueName: "format"))
  var to = "store"

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The file to write, in one step; else standard output.", valueName: "out"))
  var output: FileArgument?

  @Option(help: "How the names of types are made: pascal, snake, kebab, dotted or verbatim.")
  var naming: NamingArgument = .pascal

  @Option(help: ArgumentHelp("What stands before the name of each type.", valueName: "prefix"))
  var typePrefix = ""

  @Flag(help: "List the formats.")
  var list = false

  @Flag(help: "List the formats as JSON.")
  var json = false

  func run(on console: Console) throws(Failure) -> ExitStatus {
    if list { return try FormatList.write(asJSON: json, on: console) }
    guard let file else {
      throw Failure(.usage, "name a session file, or ask for --list")
    }
    guard let format = Formats.all.exporter(to) else {
      throw FormatList.unknown(to, among: Formats.all.list.filter(\.isWritten).map(\.name))
    }
    let session = try LoadedSession(file, on: console)
    let request = ExportRequest(session.board, naming: naming.naming, typePrefix: typePrefix)
    let report: ExportReport?
    if let output, !output.isStandard {
      try refuseSession(output, session)
      let out = try FileOutput(output.path)
      report = try format.export(request) { bytes throws(Failure) in try out.write(bytes) }
      try out.commit()
    } else {
      report = try format.export(request) { bytes throws(Failure) in
        try console.results.raw(bytes)
      }
      try console.results.flush()
    }
    for line in report?.leftOut(of: session.board) ?? [] { console.say(SafeText(line)) }
    return session.status
  }

  /// An export must not take the place of the session that it was made from.
  private func refuseSession(_ output: FileArgument, _ session: LoadedSession) throws(Failure) {
    guard let paths = session.paths else { return }
    let disk = RealFileSystem()
    guard let target = (try? disk.status(of: output.path))?.identity else { return }
    let isOwn = [paths.session, paths.journal].contains { path in
      (try? disk.status(of: path))?.identity == target
    }
    if isOwn {
      throw Failure(
        .cannotCreate, "\(output.path.quoted) is the session itself; name another file")
    }
  }
}

/// How the names of types are made, as one types it.
enum NamingArgument: String, ExpressibleByArgument, CaseIterable {
  case pascal, snake, kebab, dotted, verbatim

  /// The naming.
  var naming: Naming { Naming(rawValue: rawValue) ?? .pascal }
}
