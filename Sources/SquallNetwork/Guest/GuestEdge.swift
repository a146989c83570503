public import NIOCore
public import SquallCollaboration
public import SquallModel
public import SquallSessions

/// A guest with a link and files: drives the state machine on one thread.
///
/// Everything that comes in while a turn runs belongs to the next one.
public final class GuestEdge: Sendable {
  /// Where a guest keeps what is theirs.
  public struct Files {
    public var waiting: WaitingFile?
    public var copy: GuestCopy?
    /// Why an edit was refused, as it is kept for the person to read.
    var reason: @Sendable (RefusedEdit.Cause) -> String

    public init(
      waiting: WaitingFile? = nil, copy: GuestCopy? = nil,
      reason: @escaping @Sendable (RefusedEdit.Cause) -> String
    ) {
      self.waiting = waiting
      self.copy = copy
      self.reason = reason
    }
  }

  /// What is heard of a guest, on its thread.
  public struct Listener: Sendable {
    var turn: @Sendable (GuestTurn) -> Void
    var files: @Sendable (GuestFileNews) -> Void

    public init(
      turn: @escaping @Sendable (GuestTurn) -> Void,
      files: @escaping @Sendable (GuestFileNews) -> Void
    ) {
      self.turn = turn
      self.files = files
    }
  }

  private let loop: any EventLoop
  private let connection: any HostConnection
  private let token: Secret
  private let core: NIOLoopBoundBox<GuestCore>

  /// A guest that has joined.
  ///
  /// - Parameters:
  ///   - beginning: the workshop and its place in the log, where it is known already.
  ///   - loop: the one thread that all of it runs on.
  ///   - files: nil files keep nothing.
  ///   - now: tells the time.
  public init(
    _ joined: JoinAnswer, from beginning: GuestBeginning? = nil,
    over connection: any HostConnection, on loop: any EventLoop, files: sending Files,
    ids: some IDSource & Sendable,
    random: some RandomNumberGenerator & Sendable, now: @escaping @Sendable () -> Moment,
    _ listener: Listener
  ) {
    self.loop = loop
    self.connection = connection
    token = joined.token
    let core = GuestCore(
      joined, beginning, connection, loop, files, ids: ids, random: random, now: now, listener)
    self.core = .makeBoxSendingValue(core, eventLoop: loop)
  }

  /// Begins.
  public func start() {
    loop.execute { self.core.value.start() }
  }

  /// Hands in what the person wants, or what has happened.
  public func take(_ input: GuestInput) {
    loop.execute { self.core.value.take(input) }
  }

  /// Asks the host for something beside the board.
  public func control(
    _ control: Control, _ answered: @escaping @Sendable (Result<[UInt8], LinkFault>) -> Void
  ) {
    connection.ask(.control(control), token: token, answered)
  }

  /// Waits until the host has every edit that was handed in, or the time is over. Must not be
  /// called on the guest's thread.
  ///
  /// - Parameter seconds: how long at most.
  /// - Returns: how many edits still wait.
  public func settle(within seconds: Int64) throws -> Int {
    try loop.flatSubmit { self.core.value.settle(within: .seconds(seconds)) }.wait()
  }

  /// Where the guest's copy of the workshop is; nil before there is one. Waits for the guest: must
  /// not be called on its thread.
  public var copyPath: Path? {
    try? loop.submit { self.core.value.copyPath }.wait()
  }

  /// Lets go of the guest's files, so that a host can be made of them; the guest goes on without.
  /// Must not be called on the guest's thread.
  ///
  /// - Returns: the path of the copy, where there is one.
  /// - Throws: what could not be written of the copy.
  public func lendFiles() throws -> Path? {
    try loop.submit { try self.core.value.lendFiles() }.wait()
  }

  /// Takes the guest's files again, where no host was made of them.
  ///
  /// - Parameter waiting: opened anew; nil keeps no edits that wait.
  public func takeFilesBack(waiting: WaitingFile?) {
    loop.execute { self.core.value.takeFilesBack(waiting: waiting) }
  }

  /// Leaves: what waits is kept, the copy is written. Must not be called on the guest's thread.
  ///
  /// - Returns: the path of the copy, where there is one.
  /// - Throws: what could not be written of the copy.
  public func close() throws -> Path? {
    defer { connection.close() }
    return try loop.submit { try self.core.value.close() }.wait()
  }
}
