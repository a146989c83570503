import Glibc
import SquallModel
import SquallSessions
import SquallTerminal
import SquallUI

/// What a state asks for, done.
extension BoardProgram {
  mutating func perform(_ effect: Effect) {
    switch effect {
    case .propose(let id, let edit): live?.propose(id, edit)
    case .company(let effect): perform(effect)
    case .record(let entries): record(entries)
    case .look(let isAsked): look(isAsked: isAsked)
    case .decide(let pick): decide(pick)
    case .showPast(let moment): showPast(moment)
    case .keepDraft(let draft): drafts.keep(draft, of: state.board.id)
    case .quit: isLeaving = true
    case .suspend: suspend()
    case .redraw: terminal.redraw()
    case .copy(let text): take(.copied(terminal.copy(SafeText.lines(of: text)) ? true : nil))
    case .saveCopy(let path): saveCopy(path)
    case .listSessions: listSessions()
    case .openSession(let path): openSession(path)
    case .newSession(let title): makeSession(title)
    case .setTitle(let title): terminal.setTitle(SafeText(title))
    case .setMouse(let isOn): terminal.setMouse(isOn)
    case .editText(let text): edit(text)
    }
  }

  /// Gets ready to record a session that the state shows already.
  mutating func begin(_ opened: OpenedSession, now: Instant) {
    sessionName = opened.name
    terminal.setTitle(SafeText("\(state.board.title) - squall"))
    terminal.setCrashNote([
      SafeText("squall \(Version.number) has crashed; please tell what you did last."),
      SafeText("Everything shown as saved is in \(opened.reading.paths.journal.quoted)."),
    ])
    var files = BoardFiles(opened.reading, known: opened.known)
    if opened.document.writer != nil {
      files.watch()
    } else if !opened.document.isReadOnly {
      files.recording = SessionRecording(
        opened.reading, generation: files.generation, since: now, to: mailbox)
    }
    self.files = files
    for sentence in opened.news { take(.news(sentence, .warning)) }
    if let draft = drafts.read(of: state.board.id) { take(.draft(draft)) }
  }

  private mutating func openSession(_ path: String) {
    do throws(Failure) {
      let opened = try OpenedSession(
        Path(path), author: arguments.authorName, readOnly: false, use: nil, asking: nil, &world)
      change(to: opened)
    } catch {
      take(.refusedSession(error.sentence?.description ?? path))
    }
  }

  private mutating func makeSession(_ title: String) {
    do throws(Failure) {
      let now = world.now()
      let board = Board(id: world.ids.next(), title: title, createdAt: now)
      let path = try SessionFolders.newPath(for: title)
      change(to: try OpenedSession(new: board, at: path, author: arguments.authorName, &world))
    } catch {
      take(.refusedSession(error.sentence?.description ?? title))
    }
  }

  /// Leaves one session for another, on the same terminal.
  private mutating func change(to opened: OpenedSession) {
    closeSession()
    if let failure, let sentence = failure.sentence {
      // What is shown is not all on disk: the person decides what becomes of it.
      self.failure = nil
      return take(.refusedSession(sentence.description))
    }
    let now = world.now()
    state = State(
      document: opened.document, path: opened.name, settings: state.settings, now: now,
      ids: world.ids)
    begin(opened, now: now)
    resize()
  }

  /// Writes the board into a session of its own.
  private mutating func saveCopy(_ path: String) {
    let board = state.board
    var failure: Saving.Failure?
    do throws(SessionError) {
      try NewSession.write(board, at: Path(path), now: world.now(), &world)
    } catch .exists {
      failure = Saving.Failure(call: "open", cause: "there is a session already")
    } catch {
      failure = error.savingFailure
    }
    take(.copySaved(path: path, failure: failure))
  }

  /// Looks for sessions on another thread: there may be many, on a slow disk.
  mutating func listSessions() {
    let now = world.now()
    let mailbox = mailbox
    Background.run { mailbox.post(.input(.sessions(SessionFolders.list(at: now)))) }
  }

  /// Opens a text in the person's editor.
  private mutating func edit(_ text: String) {
    terminal.restore()
    let edited = TextEditor.edit(text)
    terminal.reopen()
    resize()
    switch edited {
    case .success(let edited): take(.edited(edited))
    case .failure(let failure):
      take(.edited(nil))
      if let sentence = failure.sentence { take(.news(sentence.description, .problem)) }
    }
  }
}
