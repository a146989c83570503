import SquallUI

/// A first word that is no subcommand, and the one that was probably meant.
struct UnknownSubcommand {
  var word: String
  var nearest: String?

  /// Nil where the arguments begin with an option, a subcommand, or not at all.
  init?(in arguments: [String]) {
    guard let word = arguments.first, !word.hasPrefix("-"), word != "help" else { return nil }
    let names = Squall.subcommands.map { $0.name }
    guard !names.contains(word) else { return nil }
    self.word = word
    nearest = Nearest.word(to: word, among: names)
  }

  var failure: Failure {
    if word.contains("://") {
      return Failure(.usage, "to take part in a live workshop, call 'squall join' with its address")
    }
    var sentence = "there is no subcommand '\(word)'"
    if let nearest {
      sentence += "; did you mean 'squall \(nearest)'?"
    } else if word.contains(".") || word.contains("/") {
      sentence += "; to open a session, call 'squall open \(word)'"
    } else {
      sentence += "; 'squall --help' lists them"
    }
    return Failure(.usage, sentence)
  }
}
