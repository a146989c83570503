import ArgumentParser
import SquallSessions

/// `squall schema`: what the files are made of, for other programs.
struct PrintSchema: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Print the JSON Schema of one of squall's formats.")

  static let examples = [
    "squall schema session      the session file",
    "squall schema store        what 'squall export --to store' writes",
    "squall schema edits        a line that 'squall apply' reads",
    "squall schema log          a line that 'squall log --json' writes",
  ]

  @Argument(help: "session, store, edits or log.")
  var name: SchemaArgument

  func run(on console: Console) throws(Failure) -> ExitStatus {
    try console.results.raw(name.schema.bytes)
    return .done
  }
}

/// A schema as one types it.
enum SchemaArgument: String, ExpressibleByArgument, CaseIterable {
  case session, store, edits, log

  /// The schema.
  var schema: Schema {
    switch self {
    case .session: .session
    case .store: .store
    case .edits: .edits
    case .log: .log
    }
  }
}
