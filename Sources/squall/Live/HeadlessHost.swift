import Glibc
import Logging
import SquallCollaboration
import SquallModel
import SquallNetwork
import SquallSessions
import SquallUI

/// A host without a board: for programs, services and tests.
struct HeadlessHost {
  private let console: Console
  private let workshop: HostedWorkshop
  private let interrupts: Interrupts
  private let logger = Logger.program

  init(
    _ file: FileArgument, _ options: HostedWorkshop.Options, on console: Console
  ) throws(Failure) {
    self.console = console
    interrupts = try Interrupts(and: [SIGUSR1])
    var world = try World()
    let logger = logger
    workshop = try HostedWorkshop(
      file, options, canAsk: false, on: console, &world,
      telling: { paths in
        let log = HostLog(logger, about: paths)
        return { log.tell($0) }
      })
  }

  /// Serves until a signal asks it to end.
  func run() throws(Failure) -> ExitStatus {
    let addresses = workshop.server.addresses.map { $0.description }.joined(separator: " ")
    logger.info("serving \(workshop.paths.session.quoted) at \(addresses)")
    try printDoor()
    while case let signal = interrupts.next(), signal == SIGUSR1 {
      do throws(Failure) { try printDoor() } catch {
        // Nobody reads any more; whoever takes part goes on.
        logger.warning("what opens the workshop cannot be printed")
      }
    }
    logger.info("ending")
    try workshop.end()
    logger.info("everything is saved")
    return .done
  }

  /// Prints what opens the workshop: one line for a program to read.
  private func printDoor() throws(Failure) {
    guard let sign = workshop.edge.doorSign else { return }
    try console.results.raw(workshop.readyLine(sign))
    try console.results.flush()
  }
}

extension HostedWorkshop {
  /// Where the workshop is and what opens it, as one line of JSON.
  func readyLine(_ sign: DoorSign) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("address")
    writer.string(address.description)
    writer.key("port")
    writer.integer(server.port)
    for role in [Role.facilitator, .participant, .observer] {
      guard let entrance = sign[role] else { continue }
      var url = address
      url.invitation = entrance.invitation
      writer.key(role.name)
      writer.beginObject()
      writer.key("code")
      writer.string(entrance.code.description)
      writer.key("url")
      writer.string(url.url)
      writer.endObject()
    }
    writer.endObject()
    return writer.bytes + [UInt8(ascii: "\n")]
  }
}
