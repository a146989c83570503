internal import SquallCollaboration
internal import SquallModel

/// The connections that a host has, and who makes room where there are too many (N5).
///
/// Whoever has shown no token counts by address, and the oldest of them makes room: nobody is kept
/// out by connections that only wait. Whoever has shown one counts by person.
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
  /// By whose token they showed last, the oldest first.
  private var ofPerson: [ID: [Int]] = [:]

  var isEmpty: Bool { connections.isEmpty }
  var count: Int { connections.count }
  var all: [HostSocket] { Array(connections.values) }

  subscript(number: Int) -> HostSocket? { connections[number] }

  /// The connections on which somebody has shown their token last.
  func connections(of person: ID) -> [HostSocket] {
    (ofPerson[person] ?? []).compactMap { connections[$0] }
  }

  mutating func add(
    _ connection: HostSocket, atMost most: Int, ofAddress mostOfAddress: Int
  ) -> Outcome {
    let origin = connection.origin
    var oldest: HostSocket?
    if origin != .loopback, strangersOfAddress[origin, default: 0] >= mostOfAddress {
      oldest = oldestWithoutToken(from: origin)
    } else if connections.count >= most {
      oldest = oldestWithoutToken() ?? oldestIdleOfMany()
    }
    if let oldest {
      remove(oldest)
    } else if connections.count >= most {
      return .full
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
      if let connection = connections[key], connection.person == nil { return connection }
      strangers.removeFirst()
    }
    return nil
  }

  /// The one of an address: a whole room may share it.
  private func oldestWithoutToken(from origin: Origin) -> HostSocket? {
    let key = strangers.first { key in
      connections[key].map { $0.person == nil && $0.origin == origin } ?? false
    }
    return key.flatMap { connections[$0] }
  }

  /// The oldest connection without anything to do of the person who has most of such.
  private func oldestIdleOfMany() -> HostSocket? {
    let idle = ofPerson.values.map { keys in
      keys.compactMap { connections[$0] }.filter(\.isIdle)
    }
    return idle.max { $0.count < $1.count }?.first
  }

  /// A connection has shown a token, for the first time or again; another one of theirs makes room
  /// where they have too many.
  mutating func noteJoined(
    _ connection: HostSocket, as person: ID, atMost most: Int
  ) -> HostSocket? {
    if connection.person == nil { countDown(connection.origin) }
    guard connection.person != person else { return nil }
    forget(connection, of: connection.person)
    ofPerson[person, default: []].append(connection.number)
    guard ofPerson[person, default: []].count > most else { return nil }
    let others = connections(of: person).filter { $0 !== connection }
    let oldest = others.first(where: \.isIdle) ?? others.first { !$0.isStream }
    if let oldest { remove(oldest) }
    return oldest
  }

  mutating func remove(_ connection: HostSocket) {
    guard connections.removeValue(forKey: connection.number) != nil else { return }
    if connection.person == nil { countDown(connection.origin) }
    forget(connection, of: connection.person)
    // Those that have gone are dropped from the front now and then.
    if strangers.count > 64, strangers.count > 2 * connections.count {
      strangers = ArraySlice(strangers.filter { connections[$0].map { $0.person == nil } ?? false })
    }
  }

  private mutating func forget(_ connection: HostSocket, of person: ID?) {
    guard let person else { return }
    ofPerson[person]?.removeAll { $0 == connection.number }
    if ofPerson[person]?.isEmpty == true { ofPerson[person] = nil }
  }

  private mutating func countDown(_ origin: Origin) {
    guard let count = strangersOfAddress[origin] else { return }
    strangersOfAddress[origin] = count > 1 ? count - 1 : nil
  }
}
