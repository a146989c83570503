internal import SquallModel
internal import SquallSessions

extension HostAnswer {
  /// The body of the HTTP answer; nothing for a log, which is read where it is recorded.
  public func body(_ sentences: Sentences) -> [UInt8] {
    switch self {
    case .joined(let answer): answer.bytes
    case .door(let sign): sign.bytes
    case .done: Array(#"{"ok": true}"#.utf8)
    case .complaint(let complaint): complaint.body(sentences)
    case .log: []
    case .snapshot(let point, let board):
      SessionFormat.bytes(
        of: SessionSnapshot(board: board, revision: point.sequence, checksum: point.checksum))
    case .edits(let answers):
      wireBytes { writer in
        writer.beginObject()
        writer.key("answers")
        writer.beginArray()
        for answer in answers { answer.write(to: &writer, sentences) }
        writer.endArray()
        writer.endObject()
      }
    }
  }
}
