/// What somebody may do in a workshop; decided by whoever owns the log, at one gate.
public enum Role: UInt8, CaseIterable, Hashable, Sendable {
  case facilitator
  case participant
  case observer

  /// The name in files and messages.
  public var name: String {
    switch self {
    case .facilitator: "facilitator"
    case .participant: "participant"
    case .observer: "observer"
    }
  }

  /// Why a role may not make an edit.
  public enum Objection: Equatable, Sendable {
    case observersOnlyRead
    case facilitatorsOnly
  }

  /// Why this role may not make that edit; nil where it may.
  public func objection(to edit: Edit) -> Objection? {
    switch (self, edit) {
    case (.facilitator, _): nil
    case (.observer, _): .observersOnlyRead
    case (.participant, .batch(let edits)):
      edits.lazy.compactMap { objection(to: $0) }.first
    case (.participant, .setTitle), (.participant, .setLevel), (.participant, .setPhase),
      (.participant, .removeLane):
      .facilitatorsOnly
    case (.participant, _): nil
    }
  }
}
