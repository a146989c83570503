/// The members of a JSON object, in the order of the document, each key once by its bytes.
public struct JSONObject: Sendable {
  /// One key and its value.
  public struct Member: Sendable {
    /// The name of the member.
    public let key: String
    /// What stands under that name.
    public var value: JSONValue

    /// A member of that name and value.
    public init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The members in their order.
  public private(set) var members: [Member]

  /// An object without members.
  public init() {
    members = []
  }

  /// An object of those members, or nil where a key is there twice.
  /// - Complexity: O(n log n).
  public init?(members: [Member]) {
    let keys = members.map(\.key).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    guard zip(keys, keys.dropFirst()).allSatisfy({ !$0.hasSameBytes(as: $1) }) else { return nil }
    self.members = members
  }

  /// An object of members whose keys the reader has checked.
  init(checked members: [Member]) {
    self.members = members
  }

  /// The number of members.
  public var count: Int { members.count }

  /// Whether there are no members.
  public var isEmpty: Bool { members.isEmpty }

  /// The value under a key; setting keeps the place of a member, adds at the end, and removes
  /// for nil.
  /// - Complexity: O(n).
  public subscript(key: String) -> JSONValue? {
    get {
      index(of: key).map { members[$0].value }
    }
    set {
      switch (index(of: key), newValue) {
      case (let index?, let value?): members[index].value = value
      case (let index?, nil): members.remove(at: index)
      case (nil, let value?): members.append(Member(key: key, value: value))
      case (nil, nil): break
      }
    }
  }

  /// The place of the member with a key, or nil where there is none.
  /// - Complexity: O(n).
  public func index(of key: String) -> Int? {
    members.firstIndex { $0.key.hasSameBytes(as: key) }
  }
}

extension JSONObject: Hashable {}

extension JSONObject.Member: Hashable {
  public static func == (left: JSONObject.Member, right: JSONObject.Member) -> Bool {
    left.key.hasSameBytes(as: right.key) && left.value == right.value
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(key)
    hasher.combine(value)
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// An object of a literal; the last of two equal keys counts.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self.init()
    for (key, value) in elements { self[key] = value }
  }
}
