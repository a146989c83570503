import Glibc
import SquallUI

/// The streams that a subcommand was started with.
struct Console {
  /// What was asked for.
  let results = Output(descriptor: STDOUT_FILENO)
  private let errors = Output(descriptor: STDERR_FILENO)

  /// Says a sentence to the person; who does not listen is not told again.
  func say(_ sentence: SafeText) {
    try? errors.line(SafeText("squall: ") + sentence)
    try? errors.flush()
  }

  /// Writes lines that somebody else composed to where the words go.
  func tell(lines: [SafeText]) {
    for line in lines { try? errors.line(line) }
    try? errors.flush()
  }
}
