import SquallCollaboration
import SquallModel

/// The answers to edits, one JSON object a line, in the order of the edits.
struct Acknowledgements {
  /// Whether one of them is a refusal.
  private(set) var hasRefused = false
  /// The answers so far.
  private(set) var bytes: [UInt8] = []

  /// Forgets the answers.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    hasRefused = false
  }

  /// The edit was accepted.
  mutating func accept(_ line: Int, _ acceptance: Workshop.Acceptance) {
    write(
      line, acceptance.editID, sequence: acceptance.sequence, createdID: acceptance.createdID,
      isRepeated: acceptance.isRepeated, acceptance.leftovers)
  }

  /// A host has accepted the edit.
  mutating func accept(_ line: Int, _ accepted: EditAnswer.Accepted) {
    write(
      line, accepted.id, sequence: accepted.sequence, createdID: accepted.createdID,
      isRepeated: accepted.isRepeated, accepted.leftovers)
  }

  /// The edit had been accepted before, and is not looked at again.
  mutating func repeatAnswer(_ line: Int, editID: ID, _ first: History.Answer) {
    write(
      line, editID, sequence: first.sequence, createdID: first.createdID, isRepeated: true, [])
  }

  private mutating func write(
    _ line: Int, _ editID: ID, sequence: Int, createdID: ID?, isRepeated: Bool,
    _ leftovers: [Leftover]
  ) {
    write { writer in
      writer.key("ok")
      writer.bool(true)
      writer.key("line")
      writer.integer(line)
      writer.key("sequence")
      writer.integer(sequence)
      if let id = createdID {
        writer.key("id")
        writer.string(id.text)
      }
      writer.key("edit_id")
      writer.string(editID.text)
      if isRepeated {
        writer.key("repeated")
        writer.bool(true)
      }
      if !leftovers.isEmpty {
        writer.key("left")
        writer.beginArray()
        for leftover in leftovers { writer.leftover(leftover) }
        writer.endArray()
      }
    }
  }

  /// The edit was refused, or the line is none.
  ///
  /// - Parameter present: the value that stands now, where the edit was made upon another one.
  mutating func refuse(
    _ line: Int, editID: ID?, _ reason: String, present: Refusal.Present? = nil
  ) {
    hasRefused = true
    write { writer in
      writer.key("ok")
      writer.bool(false)
      writer.key("line")
      writer.integer(line)
      writer.key("edit_id")
      if let editID { writer.string(editID.text) } else { writer.null() }
      writer.key("error")
      writer.string(reason)
      if let present {
        writer.key("present")
        writer.present(present)
      }
    }
  }

  private mutating func write(_ members: (inout JSONWriter) -> Void) {
    var writer = JSONWriter()
    writer.beginObject()
    members(&writer)
    writer.endObject()
    writer.endLine()
    writer.withBytes { bytes.append(contentsOf: $0) }
  }
}

extension JSONWriter {
  fileprivate mutating func present(_ present: Refusal.Present) {
    switch present {
    case .text(let text): string(text)
    case .value(let value?): self.value(value)
    case .value(nil): null()
    }
  }

  /// A part that an undo has left as it is: of what, and who has changed it since.
  fileprivate mutating func leftover(_ leftover: Leftover) {
    beginObject()
    switch leftover.subject {
    case .sticky(let id):
      key("sticky")
      string(id.text)
    case .lane(let id):
      key("lane")
      string(id.text)
    case .other: break
    }
    if let by = leftover.by {
      key("by")
      string(by.text)
    }
    endObject()
  }
}
