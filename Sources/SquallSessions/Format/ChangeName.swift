internal import SquallModel

/// The names of the changes, as entries of the log have them.
///
/// Those that a workshop has most of come first.
enum ChangeName: UInt8, CaseIterable {
  case stickyAdded, stickyMoved, stickyReworded, voteCast, stickyRemoved, fieldSet, undone, batch
  case fieldRemoved, kindChanged, noteSet, pivotalSet, tentativeSet, hotspotAddressed
  case hotspotReopened, copyOfSet
  case laneAdded, laneRenamed, laneMoved, laneRemoved
  case linkAdded, linkRemoved, contextAdded, contextChanged, contextRemoved, termSet, termRemoved
  case titleSet, levelSet, roomMade, gapClosed, participantJoined, adopted

  /// The name as it stands in documents.
  var name: StaticString {
    switch self {
    case .stickyAdded: "stickyAdded"
    case .stickyMoved: "stickyMoved"
    case .stickyReworded: "stickyReworded"
    case .voteCast: "voteCast"
    case .stickyRemoved: "stickyRemoved"
    case .fieldSet: "fieldSet"
    case .undone: "undone"
    case .batch: "batch"
    case .fieldRemoved: "fieldRemoved"
    case .kindChanged: "kindChanged"
    case .noteSet: "noteSet"
    case .pivotalSet: "pivotalSet"
    case .tentativeSet: "tentativeSet"
    case .hotspotAddressed: "hotspotAddressed"
    case .hotspotReopened: "hotspotReopened"
    case .copyOfSet: "copyOfSet"
    case .laneAdded: "laneAdded"
    case .laneRenamed: "laneRenamed"
    case .laneMoved: "laneMoved"
    case .laneRemoved: "laneRemoved"
    case .linkAdded: "linkAdded"
    case .linkRemoved: "linkRemoved"
    case .contextAdded: "contextAdded"
    case .contextChanged: "contextChanged"
    case .contextRemoved: "contextRemoved"
    case .termSet: "termSet"
    case .termRemoved: "termRemoved"
    case .titleSet: "titleSet"
    case .levelSet: "levelSet"
    case .roomMade: "roomMade"
    case .gapClosed: "gapClosed"
    case .participantJoined: "participantJoined"
    case .adopted: "adopted"
    }
  }

  init?(_ text: JSONText) {
    for name in ChangeName.allCases where text == name.name {
      self = name
      return
    }
    return nil
  }

  /// What the change says.
  var shape: Shape {
    switch self {
    case .stickyAdded: Shape(required: [.id, .kind], optional: Member.ofAddedSticky)
    case .stickyMoved:
      Shape(
        required: [.id], optional: [.at, .row],
        choices: [Shape.Choice(members: [.lane, .on, .inbox], isRequired: true)])
    case .stickyReworded: Shape(required: [.id, .text])
    case .voteCast: Shape(required: [.id, .participant, .count])
    case .stickyRemoved, .hotspotAddressed, .hotspotReopened, .laneRemoved, .linkRemoved,
      .contextRemoved:
      Shape(required: [.id])
    case .fieldSet: Shape(required: [.id, .name, .value], optional: [.index])
    case .undone: Shape(required: [.of, .changes])
    case .batch: Shape(required: [.changes])
    case .fieldRemoved: Shape(required: [.id, .name])
    case .kindChanged: Shape(required: [.id, .kind])
    case .noteSet: Shape(required: [.id], optional: [.note])
    case .pivotalSet: Shape(required: [.id, .pivotal])
    case .tentativeSet: Shape(required: [.id, .tentative])
    case .copyOfSet: Shape(required: [.id], optional: [.copyOf])
    case .laneAdded: Shape(required: [.id, .name, .index], optional: [.more])
    case .laneRenamed: Shape(required: [.id, .name])
    case .laneMoved: Shape(required: [.id, .index])
    case .linkAdded: Shape(required: [.id, .from, .to], optional: [.label, .more])
    case .contextAdded: Shape(required: [.id, .name, .stickies], optional: [.more])
    case .contextChanged: Shape(required: [.id, .name, .stickies])
    case .termSet: Shape(required: [.name, .meaning], optional: [.more])
    case .termRemoved: Shape(required: [.name])
    case .titleSet: Shape(required: [.title])
    case .levelSet: Shape(required: [.level, .phase])
    case .roomMade, .gapClosed: Shape(required: [.positions])
    case .participantJoined: Shape(required: [.id, .name], optional: [.more])
    case .adopted: Shape(required: [.board])
    }
  }

  /// The shapes by ``rawValue``, made once.
  static let shapes: [Shape] = allCases.map(\.shape)
}
