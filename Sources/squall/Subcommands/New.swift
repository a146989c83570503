import ArgumentParser
import SquallModel
import SquallSessions
import SquallUI

/// `squall new`: a new session.
struct New: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Make a new session.")

  static let examples = [
    "squall new Sessions/order-process.json                      an empty board",
    "squall new order.json --title \"Order process\" --level process",
    "squall new next.json --from order.json                      the same board, a new history",
  ]

  @Argument(help: ArgumentHelp("The session file to make; '-' prints it.", valueName: "file"))
  var file: FileArgument

  @Option(help: "What the workshop is called; else made of the file's name.")
  var title: String?

  @Option(help: "How deep the workshop goes: bigPicture, process or design.")
  var level: LevelArgument?

  @Option(
    help: ArgumentHelp(
      "Begin with the board of another session; '-' reads it from standard input.",
      valueName: "template"))
  var from: FileArgument?

  func run(on console: Console) throws(Failure) -> ExitStatus {
    var world = try World()
    let now = world.now()
    let board = try self.board(at: now, &world, on: console)
    if file.isStandard {
      try console.results.raw(SessionFormat.bytes(of: SessionSnapshot(board: board)))
      return .done
    }
    do throws(SessionError) {
      try NewSession.write(board, at: file.path, now: now, &world)
    } catch .exists(let path) {
      throw Failure(.cannotCreate, "there is a session at \(path.quoted) already; nothing was made")
    } catch .file(let error) {
      throw Failure(.cannotCreate, error.sentence)
    } catch {
      throw error.failure
    }
    return .done
  }

  private func board(
    at now: Instant, _ world: inout World, on console: Console
  ) throws(Failure) -> Board {
    let template = try from.map { file throws(Failure) in
      try LoadedSession(file, on: console).board
    }
    var board = Board(
      id: world.ids.next(), title: title ?? NewSession.title(of: file), createdAt: now)
    if let template { board = board.filled(from: template) }
    if let title { board.title = title }
    guard board.title.utf8.count <= Limit.nameBytes.maximum else {
      throw Failure(.usage, "the title is too long: \(Words.sentence(.nameBytes))")
    }
    if let level = level?.level, level != board.level {
      board.level = level
      board.phase = level.phases[0]
    }
    return board
  }
}

/// A level as one types it.
enum LevelArgument: String, ExpressibleByArgument, CaseIterable {
  case bigPicture, process, design

  /// The level.
  var level: Level {
    switch self {
    case .bigPicture: .bigPicture
    case .process: .process
    case .design: .design
    }
  }
}

/// Makes the files of a session.
enum NewSession {
  /// Writes a session that has no history yet; the board is the first entry of its log.
  static func write(
    _ board: Board, at path: Path, now: Instant, _ world: inout World
  ) throws(SessionError) {
    let disk = RealFileSystem()
    var reading = try SessionReading(new: board, at: path, on: disk)
    reading.prepareForEdits(editID: world.ids.next(), at: now)
    let holder = LockHolder.own(since: now)
    let store = try SessionStore(reading, holder: holder, on: disk)
    try store.save(reading.workshop.board, at: store.latest)
    try store.close()
  }

  /// The title that a file's name makes: `order-process.json` is "Order process".
  static func title(of file: FileArgument) -> String {
    let name = file.path.removing(suffix: ".json")?.name ?? file.path.name
    let text = String(decoding: name, as: UTF8.self)
    let words = text.split { $0 == "-" || $0 == "_" || $0.isWhitespace }.joined(separator: " ")
    guard !file.isStandard, let first = words.first else { return "Workshop" }
    return first.uppercased() + words.dropFirst()
  }
}

extension LockHolder {
  /// This process.
  static func own(since now: Instant) -> LockHolder {
    LockHolder(
      name: World.userName, host: World.hostName, process: World.processID, since: now)
  }
}

extension Board {
  /// This board with everything that stands on another one, but nothing of who did what there.
  fileprivate func filled(from template: Board) -> Board {
    var board = Board(
      id: id, title: template.title, level: template.level, phase: template.phase,
      createdAt: createdAt, lanes: template.lanes, links: template.links,
      contexts: template.contexts, terms: template.terms, emptyColumns: template.emptyColumns,
      unknownMembers: template.unknownMembers)
    template.forEachInFileOrder { sticky in
      var sticky = sticky
      sticky.author = nil
      sticky.votes = []
      sticky.createdAt = createdAt
      sticky.changedAt = nil
      board.insert(sticky)
    }
    board.settle()
    return board
  }
}
