internal import SquallModel

extension JSONWriter {
  /// Writes an edit as one line of a script has it.
  mutating func edit(_ edit: Edit, editID: ID? = nil, author: String? = nil) {
    beginObject()
    key("edit")
    string(edit.name.name)
    switch edit {
    case .addSticky, .rewordSticky, .moveSticky, .removeSticky, .changeKind, .attach, .detach,
      .addCopy:
      editOfSticky(edit)
    case .setField, .removeField, .setNote, .setPivotal, .setTentative, .addressHotspot,
      .reopenHotspot, .vote:
      editOfData(edit)
    case .addLane, .renameLane, .moveLane, .removeLane: editOfLane(edit)
    case .addLink, .removeLink, .addContext, .changeContext, .removeContext, .setTerm,
      .removeTerm:
      editOfFurniture(edit)
    case .setTitle, .setLevel, .setPhase, .makeRoom, .closeGap, .batch, .undo, .redo:
      editOfWorkshop(edit)
    }
    optional("by", author)
    optional("edit_id", editID?.text)
    endObject()
  }

  private mutating func member(_ name: StaticString, _ text: String) {
    key(name)
    string(text)
  }

  private mutating func optional(_ name: StaticString, _ text: String?) {
    if let text { member(name, text) }
  }

  private mutating func list(_ name: StaticString, _ ids: [ID]) {
    guard !ids.isEmpty else { return }
    key(name)
    self.ids(ids)
  }

  private mutating func flag(_ name: StaticString, _ value: Bool, unless usual: Bool) {
    guard value != usual else { return }
    key(name)
    bool(value)
  }

  private mutating func target(_ target: Target, usual: Target) {
    guard target != usual else { return }
    switch target {
    case .after(let id): member("after", id.text)
    case .before(let id): member("before", id.text)
    case .with(let id): member("with", id.text)
    case .at(let key): member("at", key.text)
    case .start: member("to", "start")
    case .end: member("to", "end")
    case .inbox: member("to", "inbox")
    case .on(let id): member("on", id.text)
    case .samePosition: break
    }
  }

  private mutating func laneTarget(_ target: LaneTarget) {
    switch target {
    case .after(let lane): member("after", lane)
    case .before(let lane): member("before", lane)
    case .start: member("to", "start")
    case .end: member("to", "end")
    }
  }

  private mutating func editOfSticky(_ edit: Edit) {
    switch edit {
    case .addSticky(let new): newSticky(new)
    case .rewordSticky(let id, let text, let was):
      member("id", id.text)
      member("text", text)
      optional("was", was)
    case .moveSticky(let id, let lane, let target):
      member("id", id.text)
      optional("lane", lane)
      self.target(target, usual: .samePosition)
    case .changeKind(let id, let kind):
      member("id", id.text)
      member("kind", kind.name)
    case .attach(let id, let host):
      member("id", id.text)
      member("on", host.text)
    case .addCopy(let id, let original, let lane, let target):
      optional("id", id?.text)
      member("of", original.text)
      optional("lane", lane)
      self.target(target, usual: .end)
    case .removeSticky(let id), .detach(let id): member("id", id.text)
    default: break
    }
  }

  private mutating func newSticky(_ new: NewSticky) {
    optional("id", new.id?.text)
    member("kind", new.kind.name)
    if !new.text.isEmpty { member("text", new.text) }
    optional("lane", new.lane)
    target(new.target, usual: .end)
    if !new.fields.isEmpty {
      key("fields")
      fields(new.fields)
    }
    optional("note", new.note)
    flag("pivotal", new.isPivotal, unless: false)
    flag("tentative", new.isTentative, unless: false)
  }

  private mutating func editOfData(_ edit: Edit) {
    switch edit {
    case .setField(let id, let name, let value, let was):
      member("id", id.text)
      member("name", name)
      key("value")
      self.value(value)
      guard let was else { return }
      key("was")
      self.value(was)
    case .removeField(let id, let name):
      member("id", id.text)
      member("name", name)
    case .setNote(let id, let note, let was):
      member("id", id.text)
      member("note", note)
      optional("was", was)
    case .setPivotal(let id, let isPivotal):
      member("id", id.text)
      flag("pivotal", isPivotal, unless: true)
    case .setTentative(let id, let isTentative):
      member("id", id.text)
      flag("tentative", isTentative, unless: true)
    case .vote(let id, let count):
      member("id", id.text)
      guard let count else { return }
      key("count")
      integer(count)
    case .addressHotspot(let id), .reopenHotspot(let id): member("id", id.text)
    default: break
    }
  }

  private mutating func editOfLane(_ edit: Edit) {
    switch edit {
    case .addLane(let id, let name, let target):
      optional("id", id?.text)
      member("name", name)
      if target != .end { laneTarget(target) }
    case .renameLane(let lane, let name, let was):
      member("lane", lane)
      member("name", name)
      optional("was", was)
    case .moveLane(let lane, let target):
      member("lane", lane)
      laneTarget(target)
    case .removeLane(let lane): member("lane", lane)
    default: break
    }
  }

  private mutating func editOfFurniture(_ edit: Edit) {
    switch edit {
    case .addLink(let id, let from, let to, let label):
      optional("id", id?.text)
      member("from", from.text)
      member("to", to.text)
      optional("label", label)
    case .addContext(let id, let name, let stickies):
      optional("id", id?.text)
      member("name", name)
      list("stickies", stickies)
    case .changeContext(let id, let name, let adding, let removing):
      member("id", id.text)
      optional("name", name)
      list("adding", adding)
      list("removing", removing)
    case .setTerm(let name, let meaning):
      member("name", name)
      member("meaning", meaning)
    case .removeTerm(let name): member("name", name)
    case .removeLink(let id), .removeContext(let id): member("id", id.text)
    default: break
    }
  }

  private mutating func editOfWorkshop(_ edit: Edit) {
    switch edit {
    case .setTitle(let title, let was):
      member("title", title)
      optional("was", was)
    case .setLevel(let level): member("level", level.name)
    case .setPhase(let phase): member("phase", phase.name)
    case .makeRoom(let after, let columns):
      optional("after", after?.text)
      guard columns != 1 else { return }
      key("columns")
      integer(columns)
    case .closeGap(let after): optional("after", after?.text)
    case .undo(let target), .redo(let target): optional("of", target?.text)
    case .batch(let edits):
      key("edits")
      beginArray()
      for edit in edits { self.edit(edit) }
      endArray()
    default: break
    }
  }
}

extension Edit {
  /// The edit's name in documents.
  var name: EditName {
    switch self {
    case .addSticky: .addSticky
    case .rewordSticky: .rewordSticky
    case .moveSticky: .moveSticky
    case .removeSticky: .removeSticky
    case .changeKind: .changeKind
    case .setField: .setField
    case .removeField: .removeField
    case .setNote: .setNote
    case .setPivotal: .setPivotal
    case .setTentative: .setTentative
    case .addressHotspot: .addressHotspot
    case .reopenHotspot: .reopenHotspot
    case .attach: .attach
    case .detach: .detach
    case .addCopy: .addCopy
    case .vote: .vote
    case .addLane: .addLane
    case .renameLane: .renameLane
    case .moveLane: .moveLane
    case .removeLane: .removeLane
    case .addLink: .addLink
    case .removeLink: .removeLink
    case .addContext: .addContext
    case .changeContext: .changeContext
    case .removeContext: .removeContext
    case .setTerm: .setTerm
    case .removeTerm: .removeTerm
    case .setTitle: .setTitle
    case .setLevel: .setLevel
    case .setPhase: .setPhase
    case .makeRoom: .makeRoom
    case .closeGap: .closeGap
    case .batch: .batch
    case .undo: .undo
    case .redo: .redo
    }
  }
}
