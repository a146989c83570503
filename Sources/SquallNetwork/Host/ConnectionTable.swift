internal import SquallCollaboration

/// The connections that a host has, and who makes room where there are too many (N4).
///
/// Whoever has shown no token counts by address, and the oldest of them makes room: nobody is kept
/// out by connections that only wait.
struct ConnectionTable {
  enum Outcome {
    case taken
    case replaces(HostSocket)
    case full
  }

  private var connections: [Int: HostSocket] = [:]
  /// Connections that had shown no token when they were put here, the oldest first.
  private var strangers: ArraySlice<Int> = []
  private var strangersOfAddress: [Origin: Int] = [:]

  var isEmpty: Bool { connections.isEmpty }
  var count: Int { connections.count }
  var all: [HostSocket] { Array(connections.values) }

  mutating func add(
    _ connection: HostSocket, atMost most: Int, ofAddress mostOfAddress: Int
  ) -> Outcome {
    let origin = connection.origin
    if origin != .loopback, strangersOfAddress[origin, default: 0] >= mostOfAddress {
      return .full
    }
    var oldest: HostSocket?
    if connections.count >= most {
      oldest = oldestWithoutToken()
      guard let oldest else { return .full }
      remove(oldest)
    }
    let key = connection.number
    connections[key] = connection
    strangers.append(key)
    strangersOfAddress[origin, default: 0] += 1
    return oldest.map { .replaces($0) } ?? .taken
  }

  /// The connection that has been there for longest without a token.
  mutating func oldestWithoutToken() -> HostSocket? {
    while let key = strangers.first {
      if let connection = connections[key], !connection.isJoined { return connection }
      strangers.removeFirst()
    }
    return nil
  }

  /// A connection has shown a token, for the first time or again.
  mutating func noteJoined(_ connection: HostSocket) {
    if !connection.isJoined { countDown(connection.origin) }
  }

  mutating func remove(_ connection: HostSocket) {
    guard connections.removeValue(forKey: connection.number) != nil else { return }
    if !connection.isJoined { countDown(connection.origin) }
    // Those that have gone are dropped from the front now and then.
    if strangers.count > 64, strangers.count > 2 * connections.count {
      strangers = ArraySlice(strangers.filter { connections[$0]?.isJoined == false })
    }
  }

  private mutating func countDown(_ origin: Origin) {
    guard let count = strangersOfAddress[origin] else { return }
    strangersOfAddress[origin] = count > 1 ? count - 1 : nil
  }
}
