/// What somebody wants; it may be refused, with a reason a person understands.
public indirect enum Edit: Equatable, Sendable {
  case addSticky(NewSticky)
  /// `was` refuses the edit where the text has changed meanwhile.
  case rewordSticky(ID, text: String, was: String?)
  case moveSticky(ID, lane: String?, to: Target)
  case removeSticky(ID)
  case changeKind(ID, to: Kind)
  case setField(ID, name: String, value: JSONValue, was: JSONValue?)
  case removeField(ID, name: String)
  /// An empty note takes the note away.
  case setNote(ID, note: String, was: String?)
  case setPivotal(ID, Bool)
  case setTentative(ID, Bool)
  case addressHotspot(ID)
  case reopenHotspot(ID)
  case attach(ID, to: ID)
  case detach(ID)
  /// Another appearance of a sticky elsewhere on the timeline.
  case addCopy(id: ID?, of: ID, lane: String?, to: Target)
  /// How many votes the author now gives the sticky; nil gives one more, 0 takes all back.
  case vote(ID, count: Int?)

  case addLane(id: ID?, name: String, to: LaneTarget)
  case renameLane(String, name: String, was: String?)
  case moveLane(String, to: LaneTarget)
  case removeLane(String)

  case addLink(id: ID?, from: ID, to: ID, label: String?)
  case removeLink(ID)
  case addContext(id: ID?, name: String, stickies: [ID])
  case changeContext(ID, name: String?, adding: [ID], removing: [ID])
  case removeContext(ID)
  case setTerm(name: String, meaning: String)
  case removeTerm(name: String)

  case setTitle(String, was: String?)
  case setLevel(Level)
  case setPhase(Phase)
  /// Empty columns behind a sticky, or before everything where `after` is nil.
  case makeRoom(after: ID?, columns: Int)
  case closeGap(after: ID?)

  case batch([Edit])
  /// Takes back an entry of one's own; nil: the latest of one's own that still stands.
  case undo(of: ID?)
  /// Takes back an undo of one's own; nil: the latest.
  case redo(of: ID?)
}

/// A sticky that somebody wants on the board.
public struct NewSticky: Equatable, Sendable {
  /// Left out: made, and told in the acknowledgement.
  public var id: ID?
  public var kind: Kind
  public var text: String
  /// A lane's id or its exact name.
  public var lane: String?
  public var target: Target
  public var fields: [Field]
  public var note: String?
  public var isPivotal: Bool
  public var isTentative: Bool

  public init(
    id: ID? = nil, kind: Kind, text: String, lane: String? = nil, target: Target = .end,
    fields: [Field] = [], note: String? = nil, isPivotal: Bool = false, isTentative: Bool = false
  ) {
    self.id = id
    self.kind = kind
    self.text = text
    self.lane = lane
    self.target = target
    self.fields = fields
    self.note = note
    self.isPivotal = isPivotal
    self.isTentative = isTentative
  }
}

/// Where on the timeline a sticky shall go, said by its neighbours.
public enum Target: Equatable, Sendable {
  /// Between that sticky and the next position used anywhere on the board.
  case after(ID)
  /// Between the previous position used anywhere on the board and that sticky.
  case before(ID)
  /// At the same time as that sticky, as the last row.
  case with(ID)
  /// At exactly that position: an empty column, say.
  case at(PositionKey)
  case start
  case end
  case inbox
  /// Attached to that sticky.
  case on(ID)
  /// Where it stands, in another lane.
  case samePosition
}

/// Where among the lanes a lane shall go; lanes are meant by id or exact name.
public enum LaneTarget: Equatable, Sendable {
  case after(String)
  case before(String)
  case start
  case end
}
