internal import CNcurses
internal import Glibc
public import SquallUI

/// The terminal while squall runs on it: raw keys, the alternate screen, frames, the way back.
///
/// Owned by one thread, and there is one at a time; not `Sendable`, so the compiler keeps it
/// there. Whatever ends the program gives the terminal back: ``restore()``, the end of this
/// object's life, `exit()`, a signal, a crash.
public final class Terminal {
  /// The longest text that ``copy(_:)`` takes, in bytes: what common terminals accept.
  public static let maximumCopy = 74_994

  /// The longest title, in columns.
  public static let maximumTitle = 200

  /// Which characters the furniture may use.
  public let charset: Charset

  /// How many colours there are.
  public let depth: ColourDepth

  /// The size now, in cells; never larger than a ``Grid`` can be.
  public private(set) var rows = 0
  public private(set) var columns = 0

  /// Whether the mouse reports to the program.
  public private(set) var usesMouse: Bool

  private let hasDirectColour: Bool
  private let attributes: termios
  private let screen: OpaquePointer
  private var modes: ModeSequences
  private var painter: Painter
  private var title: SafeText?
  private var caret: Grid.Caret?
  private var isOpen = false

  private static let input = STDIN_FILENO
  private static let output = STDOUT_FILENO

  /// Takes the terminal on standard input and output.
  ///
  /// - Throws: why it cannot be used; nothing has been written to it then.
  public init(_ options: TerminalOptions = TerminalOptions()) throws(TerminalError) {
    guard isatty(Terminal.input) == 1, isatty(Terminal.output) == 1 else { throw .notATerminal }
    let known = try Terminal.lookup()
    // Before ncurses sees the terminal: afterwards they are raw already.
    var attributes = termios()
    guard tcgetattr(Terminal.input, &attributes) == 0 else {
      throw .system(call: "tcgetattr", number: errno)
    }
    self.attributes = attributes
    let localeCharset = Environment.setCharset()
    charset = options.charset ?? localeCharset
    let depth =
      options.depth
      ?? Environment.depth(colours: known.colours, noColour: Environment.value(of: "NO_COLOR"))
    guard let screen = sq_newterm() else {
      throw .unknownTerminal(Environment.value(of: "TERM") ?? "")
    }
    self.screen = screen
    let hasColours = depth != .none && has_colors() && start_color() == OK
    self.depth = hasColours ? min(depth, ColourDepth(colours: Int(known.colours))) : .none
    if hasColours { use_default_colors() }
    hasDirectColour = known.has_direct_colour != 0
    modes = ModeSequences(isXtermLike: known.is_xterm_like != 0, usesMouse: options.usesMouse)
    usesMouse = options.usesMouse
    painter = Painter(
      palette: Palette(
        theme: options.theme, depth: self.depth, hasDirectColour: known.has_direct_colour != 0),
      asciiOnly: localeCharset == .ascii)
    title = options.title?.prefix(columns: Terminal.maximumTitle)
    configure()
    measure()
    enter()
  }

  deinit {
    restore()
    delscreen(screen)
  }

  /// What is known of the terminal that TERM names.
  private static func lookup() throws(TerminalError) -> sq_capabilities {
    guard let name = Environment.value(of: "TERM") else { throw .noTerminalType }
    let known = sq_lookup(output)
    guard known.found >= 0 else { throw .noTerminalDatabase }
    guard known.found > 0 else { throw .unknownTerminal(name) }
    guard known.has_cursor_addressing != 0 else { throw .noCursorAddressing(name) }
    return known
  }

  private func configure() {
    raw()
    noecho()
    nonl()
    curs_set(0)
    idlok(sq_screen(), true)
    leaveok(sq_screen(), false)
    scrollok(sq_screen(), false)
  }

  // MARK: Frames

  /// Shows a grid; only what changed since the last one is written.
  public func draw(_ grid: borrowing Grid) {
    guard isOpen else { return }
    let changed = painter.paint(grid)
    let moved = grid.caret != caret
    guard changed || moved else { return }
    if moved { show(grid.caret) }
    if let caret {
      wmove(sq_screen(), Int32(caret.row), Int32(caret.column))
    }
    wnoutrefresh(sq_screen())
    doupdate()
  }

  /// Shows, hides or reshapes the real cursor.
  private func show(_ wanted: Grid.Caret?) {
    let inside = wanted.flatMap {
      $0.row >= 0 && $0.row < rows && $0.column >= 0 && $0.column < columns ? $0 : nil
    }
    if (inside == nil) != (caret == nil) { curs_set(inside == nil ? 0 : 1) }
    if let inside, inside.shape != caret?.shape, modes.isXtermLike {
      write(modes.shape(inside.shape))
    }
    caret = inside
  }

  /// Takes other colours from the next frame on.
  public func use(_ theme: Theme) {
    painter.palette = Palette(theme: theme, depth: depth, hasDirectColour: hasDirectColour)
    painter.forget()
  }

  /// Draws the next frame in full, whatever the terminal shows now.
  public func redraw() {
    painter.forget()
    clearok(sq_screen(), true)
  }

  /// Asks the system for the size and takes it; whether it changed.
  @discardableResult
  public func resize() -> Bool {
    redraw()
    var size = winsize()
    guard ioctl(Terminal.output, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0
    else { return false }
    let before = (rows, columns)
    resizeterm(
      Int32(min(Int(size.ws_row), Grid.maximumSide)),
      Int32(min(Int(size.ws_col), Grid.maximumSide)))
    measure()
    if isOpen { arm() }
    return before != (rows, columns)
  }

  private func measure() {
    rows = min(Int(getmaxy(sq_screen())), Grid.maximumSide)
    columns = min(Int(getmaxx(sq_screen())), Grid.maximumSide)
  }

  // MARK: What is not a frame

  /// Gives the window a title; the old one comes back with ``restore()``. Nothing happens on
  /// terminals that are not known to have titles.
  public func setTitle(_ text: SafeText) {
    title = text.prefix(columns: Terminal.maximumTitle)
    if isOpen { writeTitle() }
  }

  private func writeTitle() {
    guard modes.isXtermLike, let title else { return }
    write(modes.title(title, isFirst: !modes.hasTitle))
    modes.hasTitle = true
    arm()
  }

  /// Takes the mouse, or gives it back to the terminal.
  public func setMouse(_ isOn: Bool) {
    usesMouse = isOn
    modes.usesMouse = isOn
    if isOpen { write(modes.mouse(isOn)) }
  }

  /// Sends text to the clipboard of the person's own machine, also over ssh.
  ///
  /// - Returns: false where nothing was sent: the text is too long, or the terminal is not known
  ///   to have a clipboard. Whether the terminal took it cannot be known.
  public func copy(_ lines: [SafeText]) -> Bool {
    let bytes = Array(lines.map(\.description).joined(separator: "\n").utf8)
    guard isOpen, modes.isXtermLike, bytes.count <= Terminal.maximumCopy else { return false }
    write(modes.copy(bytes))
    return true
  }

  /// Rings the bell.
  public func ring() {
    if isOpen { write("\u{7}") }
  }

  /// What a crash says once the terminal is given back: version, where the work is kept.
  public func setCrashNote(_ text: [SafeText]) {
    var note = text.map(\.description).joined(separator: "\n") + "\n"
    note.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { sq_guard_note($0.baseAddress, $0.count) }
    }
  }

  // MARK: The way out, and back

  /// Gives the terminal back as it was; also after it was given back already.
  ///
  /// What was written to standard error meanwhile is printed now. Not by `endwin`: when ncurses
  /// comes back from that it resets the terminal's palette, which may be the person's own.
  public func restore() {
    guard isOpen else { return }
    isOpen = false
    write(leaveBytes)
    modes.hasTitle = false
    var attributes = attributes
    // Late reports of the mouse are not typed into the shell.
    tcsetattr(Terminal.input, modes.usesMouse ? TCSAFLUSH : TCSADRAIN, &attributes)
    _ = sq_guard_disarm()
    sq_guard_release()
  }

  /// Takes the terminal again after ``restore()``; the next frame is drawn in full.
  public func reopen() {
    guard !isOpen else { return }
    write(terminfo(sq_enter_sequence))
    enter()
    takeScreen()
  }

  /// Sets everything again after somebody else stopped the program and let it go on.
  public func resume() {
    guard isOpen else { return reopen() }
    write(Array(modes.enter.utf8))
    takeScreen()
  }

  private func takeScreen() {
    reset_prog_mode()
    // The next frame shows the cursor again where it belongs.
    curs_set(1)
    curs_set(0)
    caret = nil
    resize()
  }

  /// Gives the terminal back and stops, as Ctrl-Z does; returns when the program goes on.
  public func suspend() {
    restore()
    sq_stop_self()
    reopen()
  }

  private func enter() {
    isOpen = true
    if isatty(STDERR_FILENO) == 1 {
      let file = sq_memfd("squall-stderr")
      if file >= 0 { _ = sq_guard_capture(file) }
    }
    arm()
    write(modes.enter)
    writeTitle()
  }

  /// Tells the guard what would give the terminal back now.
  private func arm() {
    let bytes = leaveBytes.map { CChar(bitPattern: $0) }
    var attributes = attributes
    sq_guard_arm(Terminal.input, Terminal.output, &attributes, bytes, bytes.count)
  }

  /// What gives the terminal back, but for its attributes.
  private var leaveBytes: [UInt8] {
    let rows = Int32(max(1, rows))
    return Array(modes.leave.utf8) + terminfo { sq_leave_sequence($0, $1, rows) }
  }

  /// What the terminal database says.
  private func terminfo(
    _ copy: (UnsafeMutablePointer<CChar>?, Int32) -> Int32
  ) -> [UInt8] {
    var bytes = [CChar](repeating: 0, count: 256)
    let count = copy(&bytes, Int32(bytes.count))
    return bytes.prefix(Int(count)).map { UInt8(bitPattern: $0) }
  }

  private func write(_ text: String) { write(Array(text.utf8)) }

  /// Writes past ncurses: only sequences that move no cursor and touch no cell while it draws.
  private func write(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes
      while let start = rest.baseAddress, !rest.isEmpty {
        let count = Glibc.write(Terminal.output, start, rest.count)
        if count < 0, errno == EINTR { continue }
        if count < 0, errno == EAGAIN {
          var ready = pollfd(fd: Terminal.output, events: Int16(POLLOUT), revents: 0)
          if poll(&ready, 1, -1) < 0, errno != EINTR { return }
          continue
        }
        if count <= 0 { return }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      }
    }
  }
}
