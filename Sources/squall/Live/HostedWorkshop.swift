import Glibc
import SquallCollaboration
import SquallModel
import SquallNetwork
import SquallSessions
import SquallUI
import Synchronization

/// A session that is served: its host, and the sockets that lead to it.
final class HostedWorkshop {
  /// Where and how it is served.
  struct Options {
    var listen = HostListening.loopback
    /// nil: the one it had before, else the usual one; 0: the one it had before, else any.
    var port: Int?
    var publicAddress: WorkshopAddress?
    var use: BoardChoice?

    /// Who can come to the door, to be said before it opens; nil where only this machine can.
    var whoCanReach: String? {
      let who: String
      switch HostListening(address: listen, port: 0).reach {
      case .machine: return nil
      case .address: who = "everybody who can reach \(listen)"
      case .all: who = "everybody who can reach any address of this machine"
      }
      return "\(who) can come to the door and needs a code to enter; what goes over the network is "
        + "plain HTTP, which others on it can read along, the board and the codes too"
    }
  }

  let paths: SessionPaths
  /// The session as it was when the host began.
  let session: HostedSession
  let edge: HostEdge
  let server: HostServer

  /// Reads a session, takes its lock and serves it.
  ///
  /// - Parameters:
  ///   - canAsk: whether somebody can be asked which board counts.
  ///   - telling: makes what is told on the host's thread, and must return at once.
  init(
    _ file: FileArgument, _ options: Options, canAsk: Bool, on console: Console,
    _ world: inout World, telling: (SessionPaths) -> @Sendable (HostEvent) -> Void
  ) throws(Failure) {
    HostedWorkshop.allowManyConnections()
    let reading = try HostedWorkshop.read(file, options.use, canAsk: canAsk, on: console, &world)
    paths = reading.paths
    let disk = RealFileSystem()
    let access = StateFolder.path.map { folder in
      AccessFile(of: reading.workshop.board.id, in: Path("\(folder)/hosts"), on: disk)
    }
    let surroundings = HostEdge.Surroundings(
      disk: disk, access: access, holder: .own(since: world.now()),
      moment: HostedWorkshop.clock(world), ids: world.ids, sentences: { $0.sentence },
      tell: telling(reading.paths))
    do {
      session = try HostedSession(reading, on: disk)
      edge = try HostEdge(session, in: surroundings)
    } catch let error as SessionError {
      throw error.failure
    } catch let error as FileError {
      throw Failure(error.status, error.sentence)
    } catch {
      throw .silent(.diskError)
    }
    do throws(HostServer.Fault) {
      server = try HostedWorkshop.listen(edge, options)
    } catch {
      try? edge.end()
      throw error.failure
    }
  }

  /// The address that is best to show.
  var address: WorkshopAddress {
    server.addresses.first ?? WorkshopAddress(host: HostListening.loopback, port: server.port)
  }

  /// Ends the workshop: everything that was acknowledged is on disk and in the session file.
  func end() throws(Failure) {
    do throws(SessionError) {
      try server.end()
    } catch {
      throw error.failure
    }
  }

  // MARK: - Beginning

  private static func listen(
    _ edge: HostEdge, _ options: Options
  ) throws(HostServer.Fault) -> HostServer {
    let sentences: @Sendable (RequestFault) -> String = { $0.sentence }
    var listening = HostListening(
      address: options.listen, port: options.port ?? WorkshopAddress.defaultPort,
      publicAddress: options.publicAddress)
    if let known = edge.knownPort, options.port ?? 0 == 0 {
      listening.port = known
      guard options.port == 0 else {
        return try HostServer(edge, on: listening, sentences: sentences)
      }
      // Whoever was here looks for the host there; if it is taken, any other will do.
      if let server = try? HostServer(edge, on: listening, sentences: sentences) { return server }
      listening.port = 0
    }
    return try HostServer(edge, on: listening, sentences: sentences)
  }

  private static func read(
    _ file: FileArgument, _ use: BoardChoice?, canAsk: Bool, on console: Console,
    _ world: inout World
  ) throws(Failure) -> SessionReading {
    var reading: SessionReading
    do throws(SessionError) { reading = try SessionReading(file.path, on: RealFileSystem()) } catch
    {
      throw error.failure
    }
    if let outside = reading.outside {
      var choice = use
      if choice == nil, canAsk { choice = try OpenedSession.ask(reading, outside, on: console) }
      switch choice {
      case .file: reading.useOutside(editID: world.ids.next(), at: world.now())
      case .log: reading.useLog()
      case nil: throw SessionError.undecided(reading.paths.session).failure
      }
    } else {
      for finding in reading.findings {
        console.say(SafeText(finding.sentence(about: reading.paths)))
      }
    }
    guard reading.isWritable else { throw SessionError.readOnly(reading.paths.session).failure }
    reading.prepareForEdits(editID: world.ids.next(), at: world.now())
    return reading
  }

  private static func clock(_ world: World) -> @Sendable () -> Moment {
    let world = Mutex(world)
    return {
      var time = timespec()
      clock_gettime(CLOCK_BOOTTIME, &time)
      return Moment(
        instant: world.withLock { $0.now() },
        uptime: Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000)
    }
  }

  /// As many descriptors as this process may have: each guest takes one or two.
  private static func allowManyConnections() {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
