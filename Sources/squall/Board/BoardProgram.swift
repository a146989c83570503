import Glibc
import SquallModel
import SquallSessions
import SquallTerminal
import SquallUI

/// The program on a terminal: hears keys, clock and disk, has the state updated, does what that
/// asks for, and draws. One thread owns all of it.
struct BoardProgram {
  let console: Console
  let arguments: TerminalChoices
  let mailbox: Mailbox<Message>
  let loop: EventLoop<Message>
  let terminal: Terminal
  var world: World
  var state: State
  /// The live workshop that is shown; nil where one works alone.
  var live: LiveSession?
  /// The files of the open session.
  var files: BoardFiles?
  /// The name of the open session, to be said at the end.
  var sessionName: String?
  let drafts = DraftFiles()
  var isLeaving = false
  /// The signal that asks the program to end.
  var ending: Int32?
  /// What could not be written when a session was left.
  var failure: Failure?
  private var view = ProgramView()
  private var grid = Grid(rows: 0, columns: 0)
  private var theme: String

  /// What the program begins with.
  enum Beginning {
    case sessions
    case session(OpenedSession)
    case live(LiveOpening)

    /// Where others post already.
    fileprivate var mailbox: Mailbox<Message>? {
      if case .live(let opening) = self { opening.mailbox } else { nil }
    }
  }

  /// Takes the terminal.
  init(
    _ console: Console, _ arguments: TerminalChoices, _ world: World, _ beginning: Beginning
  ) throws(Failure) {
    self.console = console
    self.arguments = arguments
    self.world = world
    var settings = Settings()
    do throws(TerminalError) {
      mailbox = if let mailbox = beginning.mailbox { mailbox } else { try Mailbox() }
      loop = try EventLoop(mailbox: mailbox)
      terminal = try Terminal(arguments.options)
    } catch {
      throw error.failure
    }
    settings.charset = terminal.charset
    settings.isMouseOn = terminal.usesMouse
    theme = settings.theme
    let now = self.world.now()
    switch beginning {
    case .session(let opened):
      state = State(
        document: opened.document, path: opened.name, settings: settings, now: now,
        ids: world.ids)
      begin(opened, now: now)
    case .live(let opening):
      state = State(
        document: opening.document, path: opening.name, settings: settings, now: now,
        ids: world.ids, company: opening.company)
      begin(opening)
    case .sessions:
      let me = Participant(id: self.world.ids.next(), name: arguments.authorName)
      state = State(sessions: [], me: me, settings: settings, now: now, ids: world.ids)
      listSessions()
    }
  }

  /// Runs until the person leaves, or somebody ends the program.
  mutating func run() throws(Failure) -> ExitStatus {
    resize()
    draw()
    files?.reading.beginDigest()
    while !isLeaving {
      let wake = loop.wait(timeout: timeout)
      if let signal = wake.endingSignal ?? (wake.isHungUp ? SIGHUP : nil) {
        ending = signal
        take(.end)
      }
      if wake.wantsSuspend { suspendIfAllowed() }
      if wake.isContinued { terminal.resume() }
      if wake.isResized || wake.isContinued { resize() }
      let lastBoard = wake.messages.lastIndex { $0.hasBoard }
      for (index, message) in wake.messages.enumerated() {
        take(message, isBoardShown: index == lastBoard)
      }
      for input in wake.inputs where !isLeaving { take(.terminal(input)) }
      if let next = state.nextWake, next <= world.now() { take(.tick) }
      doWhatIsDue()
      if !isLeaving { draw() }
    }
    closeSession()
    drafts.finish()
    let ends = closeLive()
    terminal.restore()
    if let ending { Signal.die(by: ending) }
    if let failure { throw failure }
    console.tell(lines: ends)
    if let sessionName {
      console.tell(lines: [SafeText("saved: \(sessionName) (\(entryCount))")])
    }
    return .done
  }

  private var entryCount: String {
    let count = state.document.workshop.sequence
    return count == 1 ? "1 entry" : "\(Limit.grouped(count)) entries"
  }

  /// Milliseconds until the state or the session file wants to hear of the clock.
  private var timeout: Int? {
    var world = world
    let now = world.now()
    let wake = state.nextWake.map { Int($0.milliseconds - now.milliseconds) + 1 }
    return [wake, files?.wait].compactMap { $0 }.min().map { max(0, $0) }
  }

  // MARK: - Inputs and frames

  /// - Parameter isBoardShown: false where a later message of this wake-up has a newer board.
  mutating func take(_ message: Message, isBoardShown: Bool = true) {
    switch message {
    case .input(let input): take(input)
    case .turn(let turn, let number):
      // What one has left says no more.
      guard let live, live.number == number else { return }
      for input in live.inputs(of: turn, showingBoard: isBoardShown) { take(input) }
    case .door(let sign): if let input = live?.input(of: sign, now: world.now()) { take(input) }
    case .recording(let generation, let news): take(news, of: generation)
    case .look(let look): take(look)
    }
  }

  /// Has the state take an input, and does what it asks for.
  mutating func take(_ input: UIInput) {
    for effect in state.update(input, at: world.now()) { perform(effect) }
    if state.settings.theme != theme {
      theme = state.settings.theme
      if let theme = Theme.named(theme) { terminal.use(theme) }
    }
  }

  /// Takes the terminal's size as it is now.
  mutating func resize() {
    terminal.resize()
    grid = Grid(rows: terminal.rows, columns: terminal.columns)
    take(.resize(rows: terminal.rows, columns: terminal.columns))
  }

  private mutating func draw() {
    view.draw(state, into: &grid)
    terminal.draw(grid)
  }

  /// Stops as somebody outside asks, as far as Ctrl-Z may.
  private mutating func suspendIfAllowed() {
    if state.whyNotSuspend == nil { suspend() } else { take(.terminal(.key(Key("z", .control)))) }
  }

  mutating func suspend() {
    terminal.suspend()
    resize()
  }
}
