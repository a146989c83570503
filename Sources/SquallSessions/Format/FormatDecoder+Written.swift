internal import SquallModel

/// Entries exactly as squall writes them, which is all that a sound journal holds.
///
/// Members come in the order and with the spacing of ``JSONWriter``, so that a name is one
/// comparison instead of a search and every value is read once. Nothing is refused here: whatever
/// stands there otherwise is left to the general reading, which alone says what is wrong. What is
/// taken here, the general reading takes with the same meaning.
extension FormatDecoder {
  /// The entry that comes next; nil, and nothing is read, where it is not as squall writes it.
  mutating func writtenEntry() -> Entry? {
    let beginning = json
    do throws(JSONFault) {
      if let entry = try entryAsWritten() { return entry }
    } catch {
      // The general reading comes to this place too.
    }
    json = beginning
    return nil
  }

  private mutating func entryAsWritten() throws(JSONFault) -> Entry? {
    guard json.take(written: #"{"sequence": "#, deeper: 1) else { return nil }
    let sequence = try json.integer(in: 1...Limit.entries.maximum)
    guard json.take(written: #", "edit_id": "#) else { return nil }
    let editID = try id()
    guard json.take(written: #", "at": "#) else { return nil }
    let instant = try self.instant()
    let author = json.take(written: #", "by": "#) ? try id() : nil
    guard json.take(written: #", "change": "#), let change = try changeAsWritten(),
      json.take(written: "}", deeper: -1)
    else { return nil }
    return Entry(sequence: sequence, editID: editID, at: instant, by: author, change: change)
  }

  /// The changes that a workshop has most of; the others by the general reading.
  private mutating func changeAsWritten() throws(JSONFault) -> Change? {
    let change: Change
    if json.take(written: #"{"change": "stickyAdded", "id": "#, deeper: 1) {
      guard let sticky = try stickyAsWritten() else { return nil }
      change = .stickyAdded(sticky)
    } else if json.take(written: #"{"change": "stickyMoved", "id": "#, deeper: 1) {
      let id = try id()
      guard let place = try placeAsWritten() else { return nil }
      change = .stickyMoved(id, to: place)
    } else if json.take(written: #"{"change": "stickyReworded", "id": "#, deeper: 1) {
      let id = try id()
      guard json.take(written: #", "text": "#) else { return nil }
      change = .stickyReworded(id, text: try string(.textBytes))
    } else if json.take(written: #"{"change": "voteCast", "id": "#, deeper: 1) {
      let id = try id()
      guard json.take(written: #", "participant": "#) else { return nil }
      let voter = try self.id()
      guard json.take(written: #", "count": "#) else { return nil }
      change = .voteCast(id, by: voter, count: try voteCount(in: 0...Int.max))
    } else if json.take(written: #"{"change": "stickyRemoved", "id": "#, deeper: 1) {
      change = .stickyRemoved(try id())
    } else {
      return try self.change()
    }
    return json.take(written: "}", deeper: -1) ? change : nil
  }

  /// A sticky with what most have; it stands before its id.
  private mutating func stickyAsWritten() throws(JSONFault) -> Sticky? {
    let id = try id()
    guard json.take(written: #", "kind": "#) else { return nil }
    let kind = try kind()
    let text = json.take(written: #", "text": "#) ? try string(.textBytes) : ""
    guard let place = try placeAsWritten() else { return nil }
    let fields = json.take(written: #", "fields": "#) ? try fields() : []
    return Sticky(id: id, kind: kind, text: text, place: place, fields: fields)
  }

  private mutating func placeAsWritten() throws(JSONFault) -> Place? {
    if json.take(written: #", "lane": "#) {
      let lane = try id()
      guard json.take(written: #", "at": "#) else { return nil }
      let at = try position()
      guard json.take(written: #", "row": "#) else { return nil }
      return .spot(lane: lane, at: at, row: try position())
    }
    if json.take(written: #", "on": "#) { return .on(try id()) }
    return json.take(written: #", "inbox": true"#) ? .inbox : nil
  }
}
