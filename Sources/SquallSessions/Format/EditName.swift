internal import SquallModel

/// The names of the edits, as `squall apply` reads them.
enum EditName: UInt8, CaseIterable {
  case addSticky, rewordSticky, moveSticky, removeSticky, changeKind, setField, removeField
  case setNote, setPivotal, setTentative, addressHotspot, reopenHotspot, attach, detach, addCopy
  case vote
  case addLane, renameLane, moveLane, removeLane
  case addLink, removeLink, addContext, changeContext, removeContext, setTerm, removeTerm
  case setTitle, setLevel, setPhase, makeRoom, closeGap
  case batch, undo, redo

  /// The name as it stands in documents.
  var name: String { String(describing: self) }

  init?(_ text: JSONText) {
    guard let name = EditName.byName[text.string] else { return nil }
    self = name
  }

  private static let byName = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.name, $0) })

  /// Where a sticky goes: said by one neighbour at most.
  static let target = Shape.Choice(
    members: [.after, .before, .with, .at, .to, .on], isRequired: false)

  /// Where a lane goes.
  private static let laneTarget = Shape.Choice(members: [.after, .before, .to], isRequired: false)

  /// The lane that is meant: by id or exact name under either member.
  private static let meantLane = Shape.Choice(members: [.lane, .id], isRequired: true)

  /// What the edit says.
  var shape: Shape {
    switch self {
    case .addSticky:
      Shape(
        required: [.kind],
        optional: [.id, .text, .lane, .fields, .note, .pivotal, .tentative],
        choices: [EditName.target])
    case .rewordSticky: Shape(required: [.id, .text], optional: [.was])
    case .moveSticky: Shape(required: [.id], optional: [.lane], choices: [EditName.target])
    case .removeSticky, .addressHotspot, .reopenHotspot, .detach, .removeLink, .removeContext:
      Shape(required: [.id])
    case .changeKind: Shape(required: [.id, .kind])
    case .setField: Shape(required: [.id, .name, .value], optional: [.was])
    case .removeField: Shape(required: [.id, .name])
    case .setNote: Shape(required: [.id, .note], optional: [.was])
    case .setPivotal: Shape(required: [.id], optional: [.pivotal])
    case .setTentative: Shape(required: [.id], optional: [.tentative])
    case .attach: Shape(required: [.id, .on])
    case .addCopy:
      Shape(required: [.of], optional: [.id, .lane], choices: [EditName.target])
    case .vote: Shape(required: [.id], optional: [.count])
    case .addLane: Shape(required: [.name], optional: [.id], choices: [EditName.laneTarget])
    case .renameLane:
      Shape(required: [.name], optional: [.was], choices: [EditName.meantLane])
    case .moveLane: Shape(choices: [EditName.meantLane, EditName.laneTarget.required])
    case .removeLane: Shape(choices: [EditName.meantLane])
    case .addLink: Shape(required: [.from, .to], optional: [.id, .label])
    case .addContext: Shape(required: [.name], optional: [.id, .stickies])
    case .changeContext: Shape(required: [.id], optional: [.name, .adding, .removing])
    case .setTerm: Shape(required: [.name, .meaning])
    case .removeTerm: Shape(required: [.name])
    case .setTitle: Shape(required: [.title], optional: [.was])
    case .setLevel: Shape(required: [.level])
    case .setPhase: Shape(required: [.phase])
    case .makeRoom: Shape(optional: [.after, .columns])
    case .closeGap: Shape(optional: [.after])
    case .batch: Shape(required: [.edits])
    case .undo, .redo: Shape(optional: [.of])
    }
  }
}

extension Shape.Choice {
  /// The same choice, one of which must be there.
  fileprivate var required: Shape.Choice { Shape.Choice(members: members, isRequired: true) }
}
