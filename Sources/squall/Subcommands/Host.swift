import ArgumentParser
import SquallNetwork
import SquallTerminal
import SquallUI

/// `squall host`: serves a live workshop.
struct Host: Subcommand {
  static let configuration = CommandConfiguration(
    commandName: "host", abstract: "Serve a session as a live workshop.",
    discussion: """
      Others join with 'squall join' and a code, or with a browser. Without '--listen' only this \
      machine is served: others come through ssh, or through a proxy that has HTTPS \
      ('--public-url'). Who has joined comes back by themselves when the host is started anew.
      """)

  static let examples = [
    "squall host Sessions/order-process.json            the board, and a door for this machine",
    "squall host order.json --listen 0.0.0.0            a door for everybody on this network",
    "squall host order.json --public-url https://board.example.org/   behind a proxy with HTTPS",
    "squall host order.json --headless --port 0         for programs: prints one line of JSON",
  ]

  @Argument(help: ArgumentHelp("The session file.", valueName: "file"))
  var file: FileArgument

  @Flag(help: "Without a board: prints one line of JSON when ready; SIGUSR1 prints it again.")
  var headless = false

  @Option(
    help: ArgumentHelp(
      "The address to listen on; 0.0.0.0 is all that this machine has.", valueName: "address"))
  var listen = HostListening.loopback

  @Option(
    help: ArgumentHelp(
      "The port; else the one it had before, or 7855. With 0, any will do.", valueName: "number"))
  var port: UInt16?

  @Option(
    help: ArgumentHelp("Where a proxy in front of the host is found.", valueName: "url"))
  var publicUrl: String?

  @Option(help: "Which board counts where the file was changed outside of squall: file or log.")
  var use: BoardChoice?

  @OptionGroup(title: "The terminal")
  var terminal: TerminalArguments

  func run(on console: Console) throws(Failure) -> ExitStatus {
    guard !file.isStandard else {
      throw Failure(.usage, "a workshop needs a session file; standard input cannot be one")
    }
    let options = HostedWorkshop.Options(
      listen: listen, port: port.map { Int($0) }, publicAddress: try publicAddress, use: use)
    if let sentence = options.whoCanReach { console.say(SafeText(sentence)) }
    if headless { return try HeadlessHost(file, options, on: console).run() }
    let terminal = terminal.choices
    try terminal.refuseWithoutTerminal(instead: "squall host \(file.text) --headless")
    var world = try World()
    let mailbox: Mailbox<Message>
    do throws(TerminalError) { mailbox = try Mailbox() } catch { throw error.failure }
    var opening = try LiveOpening(
      hosting: file, options, as: terminal.authorName, postingTo: mailbox, on: console, &world)
    // The board covers what was said before it.
    if let sentence = options.whoCanReach { opening.news.append(sentence) }
    var program = try BoardProgram(console, terminal, world, .live(opening))
    return try program.run()
  }

  private var publicAddress: WorkshopAddress? {
    get throws(Failure) {
      guard let publicUrl else { return nil }
      switch WorkshopAddress.read(url: publicUrl) {
      case .success(let address):
        guard address.invitation == nil else {
          throw Failure(.usage, "--public-url is the address alone, without an invitation")
        }
        return address
      case .failure(let fault): throw Failure(.usage, fault.sentence(about: publicUrl))
      }
    }
  }
}
