internal import SquallModel

// Reading what is no sticky: links, contexts, the glossary.

extension FormatDecoder {
  mutating func links(_ draft: inout BoardDraft) throws(JSONFault) {
    var nameless: [Int] = []
    var ids: Set<ID> = []
    try json.beginArray()
    while try json.nextElement() {
      let offset = json.nextOffset()
      guard draft.links.count < Limit.links.maximum else {
        throw refuse(.limit(.links), at: offset)
      }
      var link = Link(id: ID(checked: ""), from: ID(checked: ""), to: ID(checked: ""))
      var object = KeptObject(known: [.id, .from, .to, .label])
      try json.beginObject()
      while let member = try next(&object) {
        let place = json.nextOffset()
        switch member {
        case .id:
          link.id = try id()
          guard ids.insert(link.id).inserted else {
            throw refuse(.duplicateID(link.id), at: place)
          }
        case .from: link.from = try id()
        case .to: link.to = try id()
        default:
          let label = try string(.nameBytes)
          link.label = label.isEmpty ? nil : label
        }
      }
      for member in [Member.from, .to] where !object.has(member) {
        throw refuse(.missingMember(member.name), at: offset)
      }
      if !object.has(.id) { nameless.append(draft.links.count) }
      link.unknownMembers = object.unknown
      draft.links.append((link: link, offset: offset))
    }
    for index in nameless {
      draft.links[index].link.id = ID.made("link", index, apartFrom: &ids)
    }
  }

  mutating func contexts(_ draft: inout BoardDraft) throws(JSONFault) {
    var nameless: [Int] = []
    var ids: Set<ID> = []
    try json.beginArray()
    while try json.nextElement() {
      let offset = json.nextOffset()
      guard draft.contexts.count < Limit.contexts.maximum else {
        throw refuse(.limit(.contexts), at: offset)
      }
      var context = Context(id: ID(checked: ""), name: "", stickies: [])
      var object = KeptObject(known: [.id, .name, .stickies])
      try json.beginObject()
      while let member = try next(&object) {
        let place = json.nextOffset()
        switch member {
        case .id:
          context.id = try id()
          guard ids.insert(context.id).inserted else {
            throw refuse(.duplicateID(context.id), at: place)
          }
        case .name: context.name = try string(.nameBytes)
        default: context.stickies = try distinctIDs()
        }
      }
      guard object.has(.name) else { throw refuse(.missingMember("name"), at: offset) }
      if !object.has(.id) { nameless.append(draft.contexts.count) }
      context.unknownMembers = object.unknown
      draft.contexts.append((context: context, offset: offset))
    }
    for index in nameless {
      draft.contexts[index].context.id = ID.made("context", index, apartFrom: &ids)
    }
  }

  /// A list of ids, none of them twice.
  private mutating func distinctIDs() throws(JSONFault) -> [ID] {
    var ids: [ID] = []
    var seen: Set<ID> = []
    try json.beginArray()
    while try json.nextElement() {
      let offset = json.nextOffset()
      let id = try id()
      guard seen.insert(id).inserted else { throw refuse(.duplicateID(id), at: offset) }
      ids.append(id)
    }
    return ids
  }

  mutating func glossary(_ draft: inout BoardDraft) throws(JSONFault) {
    var names: Set<[UInt8]> = []
    try json.beginArray()
    while try json.nextElement() {
      let offset = json.nextOffset()
      guard draft.terms.count < Limit.terms.maximum else {
        throw refuse(.limit(.terms), at: offset)
      }
      var term = Term(name: "", meaning: "")
      var object = KeptObject(known: [.name, .meaning])
      try json.beginObject()
      while let member = try next(&object) {
        switch member {
        case .name: term.name = try string(.nameBytes)
        default: term.meaning = try string(.noteBytes)
        }
      }
      guard object.has(.name) else { throw refuse(.missingMember("name"), at: offset) }
      guard names.insert(Array(term.name.utf8)).inserted else {
        throw refuse(.duplicateTerm(term.name), at: offset)
      }
      term.unknownMembers = object.unknown
      draft.terms.append(term)
    }
  }
}
