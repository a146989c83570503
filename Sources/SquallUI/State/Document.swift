public import SquallModel

/// What is saved, shared and undone: the workshop, who works on it here, and what is on disk.
public struct Document: Sendable {
  public internal(set) var workshop: Workshop {
    didSet { version &+= 1 }
  }
  /// Changes whenever the workshop does, also where a log was read again that is as long.
  private(set) var version = 0
  /// The author of everything that is done at this terminal.
  public var me: Participant
  /// What this person may do, as decided by whoever owns the log.
  public var role: SquallModel.Role
  /// Whether the session was opened to be read only.
  public var isReadOnly: Bool
  public internal(set) var saving: Saving
  /// Who writes the session elsewhere, so that it cannot be written to here; nil where nobody does.
  public internal(set) var writer: String?
  /// How the board in the files differs from this one, while nobody has said which one counts.
  public internal(set) var undecided: Undecided?
  /// What was done here and is not known to be on disk, in order.
  var waiting: [Waiting] = []
  /// The edit of the latest entry that is known to be on disk; nil where no log is known.
  var recordedID: ID?

  /// - Parameters:
  ///   - workshop: everything in it is on disk.
  ///   - role: the one who works alone is the facilitator.
  ///   - recordedID: of the latest entry on disk, where a log is there.
  ///   - writer: who writes the session elsewhere.
  public init(
    workshop: Workshop, me: Participant, role: SquallModel.Role = .facilitator,
    isReadOnly: Bool = false, recordedID: ID? = nil, writer: String? = nil
  ) {
    self.recordedID = recordedID
    self.writer = writer
    self.workshop = workshop
    self.me = me
    self.role = role
    self.isReadOnly = isReadOnly
    saving = Saving(recorded: workshop.sequence)
  }

  /// Shows what whoever owns the log has made of it.
  mutating func replace(by workshop: Workshop, confirmed: Int) {
    self.workshop = workshop
    saving.recorded = confirmed
  }

  /// What others have changed since, where nothing of one's own can be taken back; nil where
  /// something can.
  mutating func obstaclesToUndo() -> [Leftover]? {
    let me = me.id
    return ask { $0.obstaclesToUndo(by: me) }
  }

  /// What an undo would pass by.
  mutating func passedByNextUndo() -> [Leftover] {
    let me = me.id
    return ask { $0.passedByNextUndo(of: me) }
  }

  /// Asks the workshop something: it may order its history for that, which changes nothing that is
  /// shown.
  private mutating func ask<Answer>(_ question: (inout Workshop) -> Answer) -> Answer {
    let before = version
    defer { version = before }
    return question(&workshop)
  }

  /// Whether what is not on disk will not get there by itself.
  var isUnrecordable: Bool { saving.failure != nil || writer != nil || undecided != nil }

  /// How many entries are handed out and not acknowledged.
  public var unrecorded: Int { max(0, workshop.sequence - saving.recorded) }
}

/// Two boards, of which one is to count.
public struct Undecided: Equatable, Sendable {
  /// How they differ, in sentences.
  public var lines: [String]
  /// Whether the person was asked; what is changed before that waits.
  var isAsked = false
}
