/// Which keys mean which action; every action may have several.
public struct Keymap: Equatable, Sendable {
  /// The keys of an action, the one to be shown first.
  public private(set) var keys: [String: [KeySequence]]
  private var actions: [KeySequence: String]

  /// A keymap of action ids and their keys.
  ///
  /// Where two actions want the same keys, the one whose id comes first has them.
  public init(_ keys: [String: [KeySequence]]) {
    self.keys = keys
    actions = [:]
    for (id, sequences) in keys.sorted(by: { $0.key < $1.key }) {
      for sequence in sequences where actions[sequence] == nil { actions[sequence] = id }
    }
  }

  /// The keys of the action table.
  public static let standard = Keymap(
    Dictionary(uniqueKeysWithValues: Action.all.map { ($0.id, $0.keys) }))

  /// The keymap with other keys for one action; none unbinds it.
  public func binding(_ id: String, to sequences: [KeySequence]) -> Keymap {
    var keys = self.keys
    keys[id] = sequences
    return Keymap(keys)
  }

  /// The action of a whole sequence.
  func action(of keys: [Key]) -> Action? {
    actions[KeySequence(keys)].flatMap { Action.named($0) }
  }

  /// The sequences that go on behind those keys, with their actions, in the table's order.
  func continuations(of prefix: [Key]) -> [(keys: KeySequence, action: Action)] {
    Action.all.flatMap { action in
      (keys[action.id] ?? []).filter { $0.continues(prefix) }.map { ($0, action) }
    }
  }

  /// Whether more keys may follow.
  func isPrefix(_ keys: [Key]) -> Bool { actions.keys.contains { $0.continues(keys) } }

  /// The first keys of an action, as they are shown.
  func shown(_ id: String) -> String? { keys[id]?.first?.description }
}
