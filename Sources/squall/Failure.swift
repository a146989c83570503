import SquallUI

/// Why a subcommand ends early: a sentence for people, and the status for programs.
struct Failure: Error {
  var status: ExitStatus
  /// What happened, to which thing, and what to do next; nil where nothing is left to say.
  var sentence: SafeText?

  init(_ status: ExitStatus, _ sentence: String?) {
    self.status = status
    self.sentence = sentence.map { SafeText($0) }
  }

  /// An end without a word: the reader of our output has gone, or all has been said.
  static func silent(_ status: ExitStatus) -> Failure { Failure(status, nil) }
}
