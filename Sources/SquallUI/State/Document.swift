public import SquallModel

/// What is saved, shared and undone: the workshop, who works on it here, and what is on disk.
public struct Document: Sendable {
  public internal(set) var workshop: Workshop
  /// The author of everything that is done at this terminal.
  public var me: Participant
  /// What this person may do, as decided by whoever owns the log.
  public var role: SquallModel.Role
  /// Whether the session was opened to be read only.
  public var isReadOnly: Bool
  public internal(set) var saving: Saving

  /// - Parameters:
  ///   - workshop: everything in it is on disk.
  ///   - role: the one who works alone is the facilitator.
  public init(
    workshop: Workshop, me: Participant, role: SquallModel.Role = .facilitator,
    isReadOnly: Bool = false
  ) {
    self.workshop = workshop
    self.me = me
    self.role = role
    self.isReadOnly = isReadOnly
    saving = Saving(recorded: workshop.sequence)
  }

  /// Counts the workshops that this one has been replaced by: sequences begin anew with each.
  private(set) var generation = 0

  /// Shows what whoever owns the log has made of it.
  mutating func replace(by workshop: Workshop, confirmed: Int) {
    self.workshop = workshop
    generation += 1
    saving.recorded = confirmed
  }

  /// How many entries are handed out and not acknowledged.
  public var unrecorded: Int { max(0, workshop.sequence - saving.recorded) }
}
