import SquallExchange
import SquallModel

/// What an import reads can be put on a board: none of its edits is refused but for a limit, and
/// the board stays sound. The first byte says which format it is.
func fuzzImport(_ bytes: UnsafeRawBufferPointer) {
  guard let first = bytes.first else { return }
  let formats = Formats(picture: { _ in [] }).all.compactMap { $0 as? any ImportFormat }
  let format = formats[Int(first) % formats.count]
  let document = UnsafeRawBufferPointer(rebasing: bytes.dropFirst())
  guard let imported = try? format.read(document) else { return }

  var ids = CountedIDs()
  var workshop = Workshop(board: Board(id: ID(checked: "w"), title: "W"))
  let author = Participant(id: ID(checked: "p"), name: "Ana")
  for edit in imported.edits(for: workshop.board, ids: &ids) {
    do throws(Refusal) {
      _ = try workshop.submit(
        edit, editID: ids.next(), by: author, at: Instant(clamping: 0), ids: &ids)
    } catch .inBatch(_, .limit) {
      return
    } catch .emptyBatch {
      return
    } catch {
      stop("\(format.name) makes an edit that is refused: \(error)")
    }
  }
  let broken = workshop.board.checkInvariants()
  hold(broken == [], "\(format.name) broke the board: \(broken)")
}
