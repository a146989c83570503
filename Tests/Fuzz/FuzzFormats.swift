import SquallModel
import SquallSessions

/// A session that is read is a sound board, and is written as bytes that say the same again.
func fuzzSession(_ bytes: UnsafeRawBufferPointer) {
  do {
    let snapshot = try SessionFormat.read(bytes)
    hold(snapshot.board.checkInvariants() == [], "\(snapshot.board.checkInvariants())")
    holdSessionComesBack(snapshot)
  } catch {
    hold(error.place.offset <= bytes.count, "a fault outside the document")
  }
}

private func holdSessionComesBack(_ snapshot: SessionSnapshot) {
  let written = SessionFormat.bytes(of: snapshot)
  guard let again = try? SessionFormat.read(written) else {
    stop("a written session is not read: \(String(decoding: written, as: UTF8.self))")
  }
  hold(again == snapshot, "a session did not come back as it was written")
  hold(SessionFormat.bytes(of: again) == written, "the same session, other bytes")
}

/// An entry that is read is written as one that is read alike, and can be applied to any board.
func fuzzEntry(_ bytes: UnsafeRawBufferPointer) {
  guard let entry = try? EntryFormat.read(bytes) else { return }
  let written = EntryFormat.bytes(of: entry)
  hold(!written.contains(UInt8(ascii: "\n")), "an entry of several lines")
  hold((try? EntryFormat.read(written)) == entry, "an entry did not come back")
  var workshop = Workshop(board: sample)
  workshop.apply(entry)
  workshop.apply(entry)
  workshop.settle()
}

/// Edits are refused or keep the board sound; the log replays to the same board, and the board
/// comes back from its file.
func fuzzEdits(_ bytes: UnsafeRawBufferPointer) {
  var workshop = Workshop(board: sample)
  var log: [Entry] = []
  var ids = CountedIDs()
  for (number, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
    let read = EditFormat.read(UnsafeRawBufferPointer(rebasing: line))
    guard case .success(let edit) = read.edit else { continue }
    let written = EditFormat.bytes(of: edit, editID: read.editID, author: read.author)
    hold(EditFormat.read(written) == read, "an edit did not come back: \(edit)")
    let author = workshop.participant(named: read.author ?? "Ana", ids: &ids)
    let acceptance = try? workshop.submit(
      edit, editID: read.editID ?? ids.next(), by: author,
      at: Instant(clamping: Int64(number) * 1_000), ids: &ids)
    log += acceptance?.entries ?? []
  }
  let broken = workshop.board.checkInvariants()
  hold(broken == [], "edits broke the board: \(broken)")
  var replayed = Workshop(board: sample)
  for entry in log {
    guard let read = try? EntryFormat.read(EntryFormat.bytes(of: entry)) else {
      stop("a written entry is not read: \(entry)")
    }
    replayed.apply(read)
  }
  replayed.settle()
  hold(replayed.board == workshop.board, "the log does not come to the board")
  holdSessionComesBack(SessionSnapshot(board: workshop.board, revision: workshop.sequence))
}

/// A small board with one of everything.
let sample: Board = {
  let text = #"""
    {"format": "squall-session", "version": 1, "id": "w", "title": "W", "level": "process",
     "participants": [{"id": "p1", "name": "Ana"}, {"id": "p2", "name": "Bo"}],
     "lanes": [{"id": "l1", "name": "Sales"}, {"id": "l2", "name": "Depot"}],
     "stickies": [
      {"id": "s1", "kind": "command", "text": "Place order", "lane": "l1", "at": "a1"},
      {"id": "s2", "kind": "domainEvent", "text": "Order placed", "lane": "l1", "at": "a3",
       "fields": {"id": 1}, "votes": {"p1": 1}},
      {"id": "s3", "kind": "hotspot", "text": "Paid twice?", "on": "s2"},
      {"id": "s4", "kind": "policy", "text": "Whenever", "lane": "l2", "at": "a5"},
      {"id": "s5", "copyOf": "s2", "lane": "l2", "at": "a7"},
      {"id": "s6", "kind": "note", "text": "Later", "inbox": true}],
     "links": [{"id": "k1", "from": "s1", "to": "s2"}],
     "contexts": [{"id": "c1", "name": "Orders", "stickies": ["s1", "s2"]}],
     "glossary": [{"name": "Order", "meaning": "A request"}], "emptyColumns": ["a4"]}
    """#
  guard let snapshot = try? SessionFormat.read(Array(text.utf8)) else {
    stop("the sample is no session")
  }
  return snapshot.board
}()
