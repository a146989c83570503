import SquallExchange
import SquallModel

/// Identifiers in the order in which they were asked for: `n1`, `n2`, …
struct CountedIDs: IDSource {
  private var count = 0

  mutating func next() -> ID {
    count += 1
    return ID(checked: "n\(count)")
  }
}

/// The board that an import makes of a new session, or of one that is there.
func board(
  _ imported: ImportedBoard, into board: Board = Board(id: "order-process", title: "Imported")
) throws -> Board {
  var workshop = Workshop(board: board)
  var ids = CountedIDs()
  let author = Participant(id: "importer", name: "Importer")
  for (number, edit) in imported.edits(for: board, ids: &ids).enumerated() {
    _ = try workshop.submit(
      edit, editID: ID(checked: "edit\(number)"), by: author, at: instant(60), ids: &ids)
  }
  return workshop.board
}

/// The error of reading a document, or nil where it is read.
func refusal(_ document: String, by format: some ImportFormat) -> ImportError? {
  do throws(ImportError) {
    _ = try format.read(Array(document.utf8))
    return nil
  } catch {
    return error
  }
}

/// What a reader that knows only event types and data records of a document in lines.
func typesAndData(of board: Board) throws -> [String] {
  var found: [String] = []
  RecordedEvents(of: board).read { event in
    var writer = JSONWriter()
    writer.string(event.type)
    writer.beginObject()
    for field in event.data {
      writer.key(field.name)
      writer.value(field.value)
    }
    writer.endObject()
    found.append(writer.withBytes { String(decoding: $0, as: UTF8.self) })
  }
  return found
}
