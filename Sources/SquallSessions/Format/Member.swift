internal import SquallModel

/// The names of all members that squall's formats know, in whatever object they stand.
enum Member: UInt8, CaseIterable {
  // Of a sticky.
  case id, kind, text, lane, at, row, on, inbox, copyOf, fields, note, pivotal, tentative, state
  case votes, createdAt, changedAt, by
  // Of a session and its lists.
  case format, version, title, level, phase, revision, checksum, participants, lanes, stickies
  case links, contexts, glossary, emptyColumns, name, from, to, label, meaning
  // Of an entry of the log and a change.
  case sequence, editID, change, index, value, participant, positions, of, changes, board, more
  case count
  // Of an edit.
  case edit, was, after, before, with, columns, adding, removing, edits

  /// The name as it stands in documents.
  var name: String { self == .editID ? "edit_id" : String(describing: self) }

  /// The member of that name, compared by bytes.
  @inline(__always)
  init?(_ key: JSONText) {
    guard !key.isEscaped else {
      guard let member = Member.allCases.first(where: { $0.name == key.string }) else {
        return nil
      }
      self = member
      return
    }
    guard let member = Member.find(key) else { return nil }
    self = member
  }

  private static func find(_ key: JSONText) -> Member? {
    switch key.count {
    case 2: findTwo(key)
    case 3: key == "row" ? .row : key == "was" ? .was : nil
    case 4: findFour(key)
    case 5: findFive(key)
    case 6: findSix(key)
    case 7: findSeven(key)
    case 8: findEight(key)
    case 9: findNine(key)
    case 11: key == "participant" ? .participant : nil
    case 12:
      key == "participants" ? .participants : key == "emptyColumns" ? .emptyColumns : nil
    default: nil
    }
  }

  private static func findTwo(_ key: JSONText) -> Member? {
    if key == "id" { return .id }
    if key == "at" { return .at }
    if key == "by" { return .by }
    if key == "on" { return .on }
    if key == "of" { return .of }
    if key == "to" { return .to }
    return nil
  }

  private static func findFour(_ key: JSONText) -> Member? {
    if key == "kind" { return .kind }
    if key == "text" { return .text }
    if key == "lane" { return .lane }
    if key == "name" { return .name }
    if key == "note" { return .note }
    if key == "edit" { return .edit }
    if key == "from" { return .from }
    if key == "with" { return .with }
    if key == "more" { return .more }
    return nil
  }

  private static func findFive(_ key: JSONText) -> Member? {
    if key == "value" { return .value }
    if key == "votes" { return .votes }
    if key == "state" { return .state }
    if key == "after" { return .after }
    if key == "count" { return .count }
    if key == "index" { return .index }
    if key == "inbox" { return .inbox }
    if key == "label" { return .label }
    if key == "title" { return .title }
    if key == "level" { return .level }
    if key == "phase" { return .phase }
    if key == "lanes" { return .lanes }
    if key == "links" { return .links }
    if key == "board" { return .board }
    if key == "edits" { return .edits }
    return nil
  }

  private static func findSix(_ key: JSONText) -> Member? {
    if key == "fields" { return .fields }
    if key == "change" { return .change }
    if key == "copyOf" { return .copyOf }
    if key == "before" { return .before }
    if key == "adding" { return .adding }
    if key == "format" { return .format }
    return nil
  }

  private static func findSeven(_ key: JSONText) -> Member? {
    if key == "pivotal" { return .pivotal }
    if key == "edit_id" { return .editID }
    if key == "changes" { return .changes }
    if key == "version" { return .version }
    if key == "meaning" { return .meaning }
    if key == "columns" { return .columns }
    return nil
  }

  private static func findEight(_ key: JSONText) -> Member? {
    if key == "sequence" { return .sequence }
    if key == "stickies" { return .stickies }
    if key == "contexts" { return .contexts }
    if key == "glossary" { return .glossary }
    if key == "revision" { return .revision }
    if key == "checksum" { return .checksum }
    if key == "removing" { return .removing }
    return nil
  }

  private static func findNine(_ key: JSONText) -> Member? {
    if key == "createdAt" { return .createdAt }
    if key == "changedAt" { return .changedAt }
    if key == "tentative" { return .tentative }
    if key == "positions" { return .positions }
    return nil
  }
}

/// A set of members.
struct MemberSet: Equatable, ExpressibleByArrayLiteral {
  private(set) var bits: UInt64 = 0

  init(arrayLiteral members: Member...) {
    for member in members { insert(member) }
  }

  func contains(_ member: Member) -> Bool { bits & 1 &<< UInt64(member.rawValue) != 0 }

  mutating func insert(_ member: Member) { bits |= 1 &<< UInt64(member.rawValue) }

  func union(_ other: MemberSet) -> MemberSet {
    var union = self
    union.bits |= other.bits
    return union
  }

  /// The first member, in the order of ``Member``, that another set has not.
  func first(besides other: MemberSet) -> Member? {
    let rest = bits & ~other.bits
    return rest == 0 ? nil : Member(rawValue: UInt8(rest.trailingZeroBitCount))
  }

  /// The members in the order of ``Member``.
  var members: [Member] { Member.allCases.filter { contains($0) } }
}
