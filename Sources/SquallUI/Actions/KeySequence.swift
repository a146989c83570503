/// Keys that are pressed one after another: `g g`, `Ctrl-R`, `a e`.
public struct KeySequence: Hashable, Sendable {
  public let keys: [Key]

  public init(_ keys: [Key]) { self.keys = keys }

  /// The sequence of a name, its keys apart by spaces; nil where one is no key.
  public init?(_ name: String) {
    var keys: [Key] = []
    for word in name.split(separator: " ") {
      guard let key = Key(word) else { return nil }
      keys.append(key)
    }
    guard !keys.isEmpty else { return nil }
    self.keys = keys
  }

  /// Whether the sequence goes on behind those keys.
  func continues(_ prefix: [Key]) -> Bool {
    keys.count > prefix.count && keys.starts(with: prefix)
  }
}

extension KeySequence: CustomStringConvertible {
  /// The name, short: letters stand together (`gg`, `ae`), other keys apart.
  public var description: String {
    let names = keys.map(\.description)
    return names.joined(separator: names.allSatisfy { $0.count == 1 } ? "" : " ")
  }
}
