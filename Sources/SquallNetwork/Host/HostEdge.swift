public import NIOCore
internal import NIOPosix
public import SquallCollaboration
public import SquallModel
public import SquallSessions

/// A live workshop's host with its journal: what comes from sockets or from this very process goes
/// in, and what the ``HostMachine`` wants done is done.
///
/// The machine has one thread, the event loop's; whatever came in while that was busy is one turn:
/// one write to the journal, one write to each guest. A disk that is slow has threads of its own.
///
/// Sendable although it has state: everything private is touched on the event loop only.
public final class HostEdge: @unchecked Sendable {
  /// What a host has from outside.
  public struct Surroundings: Sendable {
    public var limits: HostLimits
    public var disk: any FileSystem
    /// Where it is kept who may come back; nil: nowhere.
    public var access: AccessFile?
    public var holder: LockHolder
    public var moment: @Sendable () -> Moment
    public var ids: any IDSource & Sendable
    public var random: any RandomNumberGenerator & Sendable
    /// Makes the sentences of complaints.
    public var sentences: Sentences
    /// Told on the host's thread; must return at once.
    public var tell: @Sendable (HostEvent) -> Void

    public init(
      limits: HostLimits = HostLimits(), disk: any FileSystem, access: AccessFile?,
      holder: LockHolder, moment: @escaping @Sendable () -> Moment,
      ids: any IDSource & Sendable,
      random: any RandomNumberGenerator & Sendable = SystemRandomNumberGenerator(),
      sentences: @escaping Sentences, tell: @escaping @Sendable (HostEvent) -> Void
    ) {
      self.limits = limits
      self.disk = disk
      self.access = access
      self.holder = holder
      self.moment = moment
      self.ids = ids
      self.random = random
      self.sentences = sentences
      self.tell = tell
    }
  }

  /// The one thread that the host has.
  public let loop: any EventLoop
  let surroundings: Surroundings
  let recorder: SessionRecorder
  let paths: SessionPaths
  private let group: MultiThreadedEventLoopGroup

  // On the event loop only.
  var machine: HostMachine
  var port: Int?
  var inbox: [HostInput] = []
  var isTurnDue = false
  var timer: (due: Int64, task: Scheduled<Void>)?
  /// What is to be done, in order; it stands still while the access file is written.
  var actions: ArraySlice<HostAction> = []
  var isPersisting = false
  /// Who waits for the access file that is being written.
  var awaitingAccess: [EventLoopPromise<Void>] = []
  var answers: [RequestID: @Sendable (HostAnswer) -> Void] = [:]
  var streams: [StreamID: any HostStream] = [:]
  var numbers: [ObjectIdentifier: StreamID] = [:]
  private var lastNumber = 0
  var schedule: SaveSchedule
  /// The sequence of the last entry that the recorder has.
  var handedIn: Int
  private var lastBody = 0
  lazy var snapshots = SharedAnswer(on: loop) { [unowned self] in nextBody() }
  lazy var logs = SharedAnswer(on: loop) { [unowned self] in nextBody() }
  /// Ends the connections of somebody who was sent out.
  var letGo: (ID) -> Void = { _ in }
  var ending: EventLoopPromise<Void>?

  /// Takes the session's lock and starts the host; nobody can reach it yet.
  ///
  /// - Throws: ``SessionError`` where the session cannot be written to.
  public init(
    _ session: HostedSession, in surroundings: Surroundings
  ) throws(SessionError) {
    self.surroundings = surroundings
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let loop = group.next()
    self.loop = loop
    paths = session.reading.paths
    let relay = Relay()
    let begun = loop.makePromise(of: Result<Void, SessionError>.self)
    recorder = SessionRecorder(
      session.reading, holder: surroundings.holder, on: surroundings.disk
    ) { news in
      switch news {
      case .begun: begun.succeed(.success(()))
      case .failed(let error): begun.succeed(.failure(error))
      default: break
      }
      loop.execute { relay.edge?.take(news) }
    }
    var access: AccessRecord?
    do throws(FileError) { access = try surroundings.access?.read() } catch {
      surroundings.tell(.accessFailed(error))
    }
    machine = HostMachine(
      workshop: session.workshop, at: session.point, recent: session.recent, access: access,
      limits: surroundings.limits, digest: { SHA256.digest($0) }, ids: surroundings.ids,
      random: surroundings.random, now: surroundings.moment())
    port = access?.port
    schedule = SaveSchedule(saved: session.point.sequence)
    handedIn = session.point.sequence
    relay.edge = self
    recorder.record([])
    do {
      try begun.futureResult.wait().get()
    } catch {
      try? group.syncShutdownGracefully()
      throw error as? SessionError ?? .closed(session.reading.paths.session)
    }
    loop.execute { self.arm() }
  }

  /// What the recorder's news reach, once there is an edge. Set before the recorder has a thread.
  private final class Relay: @unchecked Sendable {
    weak var edge: HostEdge?
  }

  func nextBody() -> Int {
    lastBody += 1
    return lastBody
  }

  // MARK: - From any thread

  /// Asks something; answered on the host's thread.
  public func ask(_ request: HostRequest, then answer: @escaping @Sendable (HostAnswer) -> Void) {
    onLoop {
      self.lastNumber += 1
      let id = self.lastNumber
      self.answers[id] = answer
      switch request {
      case .join(let wanted, let origin): self.take(.join(id, wanted, from: origin))
      case .edits(let token, let edits): self.take(.edits(id, token: token, edits))
      case .presence(let token, let at): self.take(.presence(id, token: token, at))
      case .control(let token, let control): self.take(.control(id, token: token, control))
      case .snapshot(let token): self.take(.snapshot(id, token: token))
      case .log(let token): self.take(.log(id, token: token))
      }
    }
  }

  /// Opens a stream of what follows a point.
  ///
  /// - Parameters:
  ///   - version: the version of the protocol that its reader speaks.
  ///   - point: nil: the reader has nothing yet, and is told to fetch a snapshot.
  public func open(
    _ stream: any HostStream, token: Secret, version: Int = ProtocolVersion.current,
    after point: LogPoint?
  ) {
    onLoop {
      self.lastNumber += 1
      self.streams[self.lastNumber] = stream
      self.numbers[ObjectIdentifier(stream)] = self.lastNumber
      self.take(.openStream(self.lastNumber, token: token, version: version, after: point))
    }
  }

  /// The reader of a stream has gone; nothing more is sent to it.
  public func close(_ stream: any HostStream) {
    onLoop {
      guard let number = self.numbers.removeValue(forKey: ObjectIdentifier(stream)) else { return }
      self.streams[number] = nil
      self.take(.streamClosed(number))
    }
  }

  /// Lets in the person at the host itself; their token ends with the host.
  ///
  /// Waits for the host: not to be called on its own thread.
  ///
  /// - Parameter id: who they were before, where they carry a workshop on as its host.
  /// - Returns: nil where the workshop is full.
  public func admitLocally(
    named name: String, as role: Role = .facilitator, id: ID? = nil
  ) -> JoinAnswer? {
    let answer = waiting { edge in
      let answer = edge.machine.admitLocally(
        named: name, as: role, id: id, at: edge.surroundings.moment())
      edge.turnSoon()
      return answer
    }
    return answer ?? nil
  }

  /// What is shown at the door now; nil once the host has ended.
  ///
  /// Waits for the host: not to be called on its own thread.
  public var doorSign: DoorSign? { waiting { $0.machine.doorSign } }

  /// The port that the host listened on before it was started anew, where that is known.
  public var knownPort: Int? { waiting { $0.port } ?? nil }

  /// What a person reads of a complaint, as a guest elsewhere would get it.
  public func report(of complaint: Complaint) -> Report {
    let read = try? Report(reading: complaint.body(surroundings.sentences))
    return read ?? Report(word: complaint.word, sentence: "")
  }

  /// Ends the workshop: streams are told, what was accepted is recorded, the session is saved.
  ///
  /// Waits for all of it: not to be called on the host's own thread.
  ///
  /// - Parameter readers: waits until those who have been told have read it.
  /// - Throws: ``SessionError``: why something is not on disk.
  public func end(waitingFor readers: () -> Void = {}) throws(SessionError) {
    let settled = loop.makePromise(of: Void.self)
    loop.execute {
      self.ending = settled
      self.take(.end)
    }
    try? settled.futureResult.wait()
    readers()
    let board = waiting { $0.machine.workshop.board }
    defer { try? group.syncShutdownGracefully() }
    try recorder.close(saving: board)
  }

  private func onLoop(_ work: @escaping @Sendable () -> Void) {
    if loop.inEventLoop { work() } else { loop.execute(work) }
  }

  /// nil once the host has ended.
  private func waiting<Result: Sendable>(
    _ body: @escaping @Sendable (HostEdge) -> Result
  ) -> Result? {
    try? loop.submit { body(self) }.wait()
  }
}
