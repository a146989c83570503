import Glibc
import SquallTerminal
import SquallUI

/// How a board's terminal is to be used, and by whom.
struct TerminalChoices {
  /// Who the person says they are.
  var author: String?
  var noMouse = false
  var ascii = false
  var noColor = false

  /// Who the person is.
  var authorName: String { author ?? World.userName }

  /// How the terminal is to be used.
  var options: TerminalOptions {
    TerminalOptions(
      charset: ascii ? .ascii : nil, depth: noColor ? ColourDepth.none : nil, usesMouse: !noMouse)
  }

  /// Refuses where there is no terminal, before anything is read.
  ///
  /// - Parameter call: what does the work without one.
  func refuseWithoutTerminal(instead call: String) throws(Failure) {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw Failure(.unavailable, "the board needs a terminal; without one, call '\(call)'")
    }
  }
}

extension TerminalError {
  /// Why the terminal cannot be used, and what can be.
  var failure: Failure {
    let sentence =
      switch self {
      case .notATerminal: "the board needs a terminal"
      case .noTerminalType: "TERM is not set, so nothing is known about this terminal"
      case .unknownTerminal(let name): "nothing is known about the terminal '\(name)' (TERM)"
      case .noTerminalDatabase: "there is no terminal database here; install ncurses-base"
      case .noCursorAddressing(let name): "the terminal '\(name)' (TERM) cannot place the cursor"
      case .system(let call, let number):
        "the terminal cannot be used: \(call): \(SystemMessage.text(number))"
      }
    return Failure(.unavailable, sentence + "; 'squall show FILE' prints a board without one")
  }
}
