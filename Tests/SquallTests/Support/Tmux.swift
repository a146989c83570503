import Foundation
import Testing

/// A program in a window of tmux: a real terminal, with a real shell around it.
final class Tmux {
  /// How long anything may take before a test fails.
  private static let patience = Duration.seconds(60)

  private let folder: Folder
  private let socket: String
  private static let program = "/usr/bin/tmux"

  /// Starts a shell in a window.
  init(columns: Int, rows: Int, in directory: String) throws {
    folder = try Folder()
    socket = folder.file("socket")
    try folder.write("set -g default-terminal tmux-256color\nset -g status off\n", to: "conf")
    let run = try Program.run(
      [
        "-S", socket, "-f", folder.file("conf"), "-u", "new-session", "-d", "-x", "\(columns)",
        "-y", "\(rows)", "-c", directory, "PS1='shell> ' exec /bin/sh",
      ], program: Tmux.program,
      environment: ["LC_ALL": "C.UTF-8", "PS1": "shell> ", "TMPDIR": folder.path])
    try #require(run.status == 0, "\(run.errors)")
    try wait(for: "shell>")
  }

  deinit { _ = try? call("kill-server") }

  @discardableResult
  private func call(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["-S", socket] + arguments, program: Tmux.program)
  }

  /// Presses keys by tmux's names, or types a text.
  func press(_ keys: String...) throws {
    for key in keys { try call("send-keys", key) }
  }

  /// Types a text as it is.
  func type(_ text: String) throws { try call("send-keys", "-l", text) }

  /// Pastes a text, in marks where the program asks for them.
  func paste(_ text: String) throws {
    let file = try folder.write(text, to: "paste")
    try call("load-buffer", file)
    try call("paste-buffer", "-p")
  }

  func resize(columns: Int, rows: Int) throws {
    try call("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }

  /// What is on the screen.
  func screen() throws -> String { try call("capture-pane", "-p").text }

  /// Waits until a text is on the screen.
  func wait(for text: String) throws {
    let start = ContinuousClock.now
    var last = ""
    while ContinuousClock.now - start < Tmux.patience {
      last = try screen()
      if last.contains(text) { return }
    }
    Issue.record("gave up waiting for \"\(text)\"; on the screen:\n\(last)")
  }
}
