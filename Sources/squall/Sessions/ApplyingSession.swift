import SquallCollaboration
import SquallModel
import SquallSessions
import SquallUI

/// A session that edits are applied to: no file is touched before the first that is accepted, and
/// nothing is acknowledged before it is on disk.
struct ApplyingSession {
  /// How often files that others change meanwhile are read again.
  private static let attempts = 8

  /// Whether an edit was refused.
  private(set) var hasRefused = false

  private let file: FileArgument
  private let options: Options
  private let console: Console
  private let disk = RealFileSystem()
  private var world: World
  private var reading: SessionReading
  /// Whether the session is made here, or a decision about its board is to be kept, whatever
  /// becomes of the edits.
  private var isNew: Bool
  private var workshop: Workshop
  private var store: SessionStore?
  private var answers = Acknowledgements()

  /// What was asked for beside the file.
  struct Options {
    var isCreating = false
    /// Whether a session that is there already is refused.
    var mustBeNew = false
    /// What a session that is made is called; else made of the file's name.
    var title: String?
    var use: BoardChoice?
    var author: String
  }

  /// Reads the session.
  init(_ file: FileArgument, _ options: Options, on console: Console) throws(Failure) {
    self.file = file
    self.options = options
    self.console = console
    var world = try World()
    (reading, isNew) = try ApplyingSession.read(file, options, disk, &world)
    workshop = reading.workshop
    self.world = world
    for finding in reading.findings {
      console.say(SafeText(finding.sentence(about: reading.paths)))
    }
  }

  /// Applies lines that came together: they share one flush, and then each is answered.
  mutating func apply(_ lines: [LineInput.Line]) throws(Failure) {
    for attempt in 1... {
      answers.removeAll()
      var entries: [Entry] = []
      for line in lines { answer(line, &entries) }
      do throws(SessionError) {
        try record(entries)
        break
      } catch {
        guard case .movedOn = error, store == nil, attempt < ApplyingSession.attempts else {
          throw ApplyingSession.failure(error, lines)
        }
        (reading, isNew) = try ApplyingSession.read(file, options, disk, &world)
        workshop = reading.workshop
      }
    }
    hasRefused = hasRefused || answers.hasRefused
    try console.results.raw(answers.bytes)
    try console.results.flush()
  }

  /// Applies edits that are all accepted, or nothing is done; they are one person's.
  ///
  /// - Throws: ``Failure`` with the reason of the first that is refused.
  mutating func apply(_ make: (Board, inout World) -> [Edit]) throws(Failure) {
    var entries: [Entry] = []
    let author = workshop.participant(named: options.author, ids: &world.ids)
    for edit in make(workshop.board, &world) {
      do throws(Refusal) {
        entries += try workshop.submit(
          edit, editID: world.ids.next(), by: author, at: world.now(), ids: &world.ids
        ).entries
      } catch {
        throw Failure(.found, error.sentence)
      }
    }
    do throws(SessionError) {
      try record(entries)
    } catch {
      throw error.failure
    }
  }

  /// Writes the session file and gives the lock back.
  mutating func close() throws(Failure) {
    var failure: SessionError?
    do throws(SessionError) {
      if isNew { try record([]) }
      if let store { try store.save(workshop.board, at: store.latest) }
    } catch {
      failure = error
    }
    do throws(SessionError) {
      try store?.close()
    } catch {
      failure = failure ?? error
    }
    store = nil
    if let failure { throw failure.failure }
  }

  /// Puts entries on disk; the first take the lock and get the journal ready.
  private mutating func record(_ entries: [Entry]) throws(SessionError) {
    guard store != nil || !entries.isEmpty || isNew else { return }
    let store = try begun()
    try store.flush(try store.append(entries))
  }

  private mutating func begun() throws(SessionError) -> SessionStore {
    if let store { return store }
    let begun = try SessionStore(reading, holder: .own(since: world.now()), on: disk)
    for finding in begun.findings { console.say(SafeText(finding.sentence(about: begun.paths))) }
    store = begun
    return begun
  }

  // MARK: - One line

  private mutating func answer(_ line: LineInput.Line, _ entries: inout [Entry]) {
    guard let bytes = line.bytes else {
      return answers.refuse(
        line.number, editID: nil,
        "the line is longer than \(Limit.grouped(LineInput.longestLine)) bytes")
    }
    if bytes.allSatisfy({ $0 == UInt8(ascii: " ") || $0 == 9 || $0 == 13 }) { return }
    let asked = EditFormat.read(bytes)
    if let id = asked.editID, let first = workshop.answer(to: id) {
      return answers.repeatAnswer(line.number, editID: id, first)
    }
    switch asked.edit {
    case .failure(let error): answers.refuse(line.number, editID: asked.editID, error.wordsInLine)
    case .success(let edit): submit(edit, asked, line.number, &entries)
    }
  }

  private mutating func submit(
    _ edit: Edit, _ asked: EditLine, _ number: Int, _ entries: inout [Entry]
  ) {
    let name = asked.author ?? options.author
    let author = workshop.participant(named: name, ids: &world.ids)
    let editID = asked.editID ?? world.ids.next()
    do throws(Refusal) {
      let acceptance = try workshop.submit(
        edit, editID: editID, by: author, at: world.now(), ids: &world.ids)
      entries += acceptance.entries
      answers.accept(number, acceptance)
    } catch {
      answers.refuse(number, editID: asked.editID, error.sentence, present: error.present)
    }
  }

  // MARK: - Reading

  private static func read(
    _ file: FileArgument, _ options: Options, _ disk: RealFileSystem, _ world: inout World
  ) throws(Failure) -> (SessionReading, isNew: Bool) {
    do throws(SessionError) {
      var (reading, isNew) = try open(file, options, disk, &world)
      if reading.outside != nil {
        guard let use = options.use else { throw .undecided(reading.paths.session) }
        switch use {
        case .file: reading.useOutside(editID: world.ids.next(), at: world.now())
        case .log: reading.useLog()
        }
      }
      guard reading.isWritable else { throw .readOnly(reading.paths.session) }
      reading.prepareForEdits(editID: world.ids.next(), at: world.now())
      return (reading, isNew || reading.isDecided)
    } catch {
      throw error.failure
    }
  }

  private static func open(
    _ file: FileArgument, _ options: Options, _ disk: RealFileSystem, _ world: inout World
  ) throws(SessionError) -> (SessionReading, isNew: Bool) {
    if !options.mustBeNew {
      do throws(SessionError) {
        return (try SessionReading(file.path, on: disk), false)
      } catch {
        guard case .notFound = error, options.isCreating else { throw error }
      }
    }
    let board = Board(
      id: world.ids.next(), title: options.title ?? NewSession.title(of: file),
      createdAt: world.now())
    return (try SessionReading(new: board, at: file.path, on: disk), true)
  }

  private static func failure(_ error: SessionError, _ lines: [LineInput.Line]) -> Failure {
    guard let first = lines.first else { return error.failure }
    return Failure(
      error.status,
      "\(error.sentence); nothing from line \(first.number) on is on disk")
  }
}
