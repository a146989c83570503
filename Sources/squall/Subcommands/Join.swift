import ArgumentParser
import SquallCollaboration
import SquallModel
import SquallNetwork
import SquallUI

/// `squall join`: take part in a live workshop from this terminal.
struct Join: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "join", abstract: "Take part in a live workshop from this terminal.",
    discussion: """
      By an invitation's address, or by the code that is said aloud; only a name is asked, and \
      that is yours unless --as says another. Without HOST the workshop is on this machine, as it \
      is for somebody who came through ssh.
      """)

  static let examples = [
    "squall join http://10.0.0.5:7855/#…            by an invitation",
    "squall join 10.0.0.5 7-orange-harbour          by the code at the door",
    "squall join 7-orange-harbour --as Ana          a workshop on this machine",
  ]

  @Argument(
    help: ArgumentHelp(
      "An invitation's address; or HOST[:PORT] and a code, or a code alone.",
      valueName: "url|[host] code"))
  var words: [String] = []

  @OptionGroup(title: "The terminal")
  var terminal: TerminalArguments

  func run(on console: Console) throws(Failure) -> ExitStatus {
    let (address, ticket) = try JoinWords(words).meant()
    let world = try World()
    let terminal = terminal.choices
    try terminal.refuseWithoutTerminal(instead: "squall show \(address)")
    if terminal.author == nil { try LiveOpening.refuseUnlessHosted(address, ticket) }
    let opening = try LiveOpening(
      joining: address, with: ticket, as: terminal.author ?? askName(at: address, on: console),
      world)
    var program = try BoardProgram(console, terminal, world, .live(opening))
    return try program.run()
  }

  /// Asks the only thing that is asked; who only presses Enter is who they were there before, else
  /// anywhere, else the user.
  private func askName(at address: WorkshopAddress, on console: Console) -> String {
    let seats = GuestSeats()
    let known = seats.latestName(at: address) ?? seats.latestName() ?? World.userName
    console.tell(lines: [SafeText("your name, as the others see it (Enter: \(known)):")])
    let typed = readLine()?.split(whereSeparator: \.isWhitespace).joined(separator: " ") ?? ""
    return typed.isEmpty ? known : typed
  }
}

/// What stands behind `squall join`.
struct JoinWords {
  var words: [String]

  init(_ words: [String]) { self.words = words }

  /// Where to go, and what to show there.
  func meant() throws(Failure) -> (WorkshopAddress, Ticket?) {
    guard let first = words.first else {
      throw Failure(
        .usage, "say which workshop: its invitation's address, or the code that is said aloud")
    }
    if first.contains("://") {
      let address = try WorkshopAddress.of(first)
      if words.count == 1 {
        return (address, address.invitation.map { Ticket.invitation($0) })
      }
      return (address, .code(try code(words.dropFirst())))
    }
    // A code may be typed with spaces; whatever stands before it is the host.
    if words.count != 2, case .success(let code) = JoinCode.read(words.joined(separator: " ")) {
      return (WorkshopAddress(host: "localhost"), .code(code))
    }
    if words.count == 1 {
      if looksLikeHost(first) { return (try host(first), nil) }
      return (WorkshopAddress(host: "localhost"), .code(try code(words[...])))
    }
    return (try host(first), .code(try code(words.dropFirst())))
  }

  /// A host alone: somebody comes back who has joined before.
  private func looksLikeHost(_ word: String) -> Bool {
    word.contains(".") || word.contains(":") || word == "localhost"
  }

  private func host(_ text: String) throws(Failure) -> WorkshopAddress {
    switch WorkshopAddress.read(host: text) {
    case .success(let address): return address
    case .failure(let fault): throw Failure(.usage, fault.sentence(about: text))
    }
  }

  private func code(_ words: ArraySlice<String>) throws(Failure) -> JoinCode {
    let text = words.joined(separator: " ")
    switch JoinCode.read(text) {
    case .success(let code): return code
    case .failure(.unknownWord(let word, let nearest)):
      let meant = nearest.map { text.replacingWord(word, by: $0) }
      throw Failure(
        .usage,
        "no code has the word '\(word)'" + (meant.map { "; did you mean '\($0)'?" } ?? ""))
    case .failure(.notACode):
      throw Failure(
        .usage,
        "'\(text)' is no code: a code is a number and two words, such as 7-orange-harbour")
    }
  }
}

extension String {
  /// The text with a word of it replaced, in lower case.
  fileprivate func replacingWord(_ word: String, by other: String) -> String {
    let parts = lowercased().split { !$0.isLetter && !$0.isNumber }.map { String($0) }
    return parts.map { $0 == word ? other : $0 }.joined(separator: "-")
  }
}
