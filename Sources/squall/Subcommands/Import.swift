import ArgumentParser
import SquallExchange
import SquallModel
import SquallSessions
import SquallUI

/// `squall import`: a board from another format.
struct Import: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Read a board, or recorded events, from another format.",
    discussion: "All of the document is taken in, or nothing of it.")

  static let examples = [
    "squall import events.json --from store -o order.json    a new session",
    "squall import ideas.txt --from text --into order.json   onto a board, behind what it has",
    "squall export --list                                    the formats there are",
  ]

  @Argument(help: ArgumentHelp("The document; '-' is standard input.", valueName: "input"))
  var input: FileArgument

  @Option(help: ArgumentHelp("The format; 'squall export --list' names all.", valueName: "format"))
  var from: String

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: ArgumentHelp("The session to make.", valueName: "file"))
  var output: FileArgument?

  @Option(help: ArgumentHelp("The session to add to.", valueName: "file"))
  var into: FileArgument?

  @Option(name: .customLong("as"), help: "Whose stickies they are; else the user's.")
  var author: String?

  @Option(help: "Which board counts where the file was changed outside of squall: file or log.")
  var use: BoardChoice?

  func run(on console: Console) throws(Failure) -> ExitStatus {
    guard let file = output ?? into, output == nil || into == nil, !file.isStandard else {
      throw Failure(
        .usage, "say where to: '-o FILE' makes a session, '--into FILE' adds to one")
    }
    guard let format = Formats.all.importer(from) else {
      throw FormatList.unknown(from, among: Formats.all.list.filter(\.isRead).map(\.name))
    }
    let found = try read(format)
    var session = try ApplyingSession(
      file,
      .init(
        isCreating: output != nil, mustBeNew: output != nil, title: found.title, use: use,
        author: author ?? World.userName),
      on: console)
    do throws(Failure) {
      try session.apply { board, world in found.edits(for: board, ids: &world.ids) }
    } catch {
      // Nothing was written; what the files hold stays as it is.
      if output == nil { try session.close() }
      throw error
    }
    try session.close()
    let count = found.stickies.count
    console.say("\(count) \(count == 1 ? "sticky" : "stickies") from \(name.description)")
    return .done
  }

  private var name: SafeText {
    input.isStandard ? "standard input" : SafeText(input.path.quoted)
  }

  private func read(_ format: any ImportFormat) throws(Failure) -> ImportedBoard {
    let document: [UInt8]
    if input.isStandard {
      document = try StandardInput.all(limit: SessionFormat.limits.bytes)
    } else {
      do throws(FileError) {
        document = try RealFileSystem().read(input.path, limit: SessionFormat.limits.bytes)
      } catch {
        throw Failure(error.status, error.sentence)
      }
    }
    do throws(ImportError) {
      return try format.read(document)
    } catch {
      throw Failure(.damagedData, "\(name.description), \(error.words)")
    }
  }
}
