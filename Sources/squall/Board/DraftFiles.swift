import SquallModel
import SquallSessions
import SquallUI
import Synchronization

/// Keeps the texts that are being written in the state directory, one for each session, so that
/// they outlive a program that is killed.
///
/// Files are written on a thread of their own; the latest text counts.
final class DraftFiles: Sendable {
  /// The most bytes of such a file.
  private static let maximumLength = 8 << 20

  private struct Work {
    var session: ID
    var draft: Draft?
  }

  private let waiting = Mutex<Work?>(nil)
  private let writing = Mutex<Void>(())
  private let folder = StateFolder.path.map { Path($0 + "/drafts") }

  /// Keeps a text, or lets it go; returns at once.
  func keep(_ draft: Draft?, of session: ID) {
    waiting.withLock { $0 = Work(session: session, draft: draft) }
    Background.run { self.finish() }
  }

  /// Waits until everything is written.
  func finish() {
    writing.withLock { _ in
      let work = waiting.withLock { waiting -> Work? in
        defer { waiting = nil }
        return waiting
      }
      // A draft that cannot be kept is no reason to disturb whoever writes it.
      if let work { try? write(work) }
    }
  }

  /// What is kept for a session.
  func read(of session: ID) -> Draft? {
    guard let path = path(of: session),
      let bytes = try? RealFileSystem().read(path, limit: DraftFiles.maximumLength)
    else { return nil }
    return Draft(reading: bytes)
  }

  private func path(of session: ID) -> Path? { folder?.child(Array("\(session.text).json".utf8)) }

  private func write(_ work: Work) throws(FileError) {
    guard let path = path(of: work.session) else { return }
    let disk = RealFileSystem()
    guard let draft = work.draft else {
      if try disk.status(of: path) != nil { try disk.remove(path) }
      return
    }
    guard (try? StateFolder.make("drafts")) != nil else { return }
    let unfinished = path.appending(".squall-new")
    if try disk.status(of: unfinished) != nil { try disk.remove(unfinished) }
    try disk.write(draft.bytes, toNew: unfinished)
    try disk.rename(unfinished, to: path)
  }
}

extension Draft {
  /// The text as it is kept: one JSON object.
  var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.beginObject()
    writer.key("format")
    writer.string("squall-draft")
    switch subject {
    case .addition(let kind):
      writer.key("kind")
      writer.string(kind.name)
    case .text(let id): Draft.write("text", of: id, to: &writer)
    case .note(let id): Draft.write("note", of: id, to: &writer)
    case .fields(let id): Draft.write("fields", of: id, to: &writer)
    }
    writer.key("text")
    writer.string(text)
    writer.endObject()
    writer.endLine()
    return writer.bytes
  }

  private static func write(_ part: String, of id: ID, to writer: inout JSONWriter) {
    writer.key("part")
    writer.string(part)
    writer.key("sticky")
    writer.string(id.text)
  }

  /// What was kept; nil where that is no draft.
  init?(reading bytes: [UInt8]) {
    var members: [String: String] = [:]
    do throws(JSONError) {
      try JSONReader.read(bytes, limits: JSONLimits(bytes: bytes.count)) {
        (reader) throws(JSONFault) in
        try reader.beginObject()
        while let key = try reader.nextKey() {
          let name = key.string
          members[name] = try reader.string()
        }
      }
    } catch {
      return nil
    }
    guard members["format"] == "squall-draft", let text = members["text"] else { return nil }
    if let kind = members["kind"].flatMap({ Kind(name: $0) }) {
      self.init(.addition(kind), text)
      return
    }
    guard let id = members["sticky"].flatMap({ ID($0) }) else { return nil }
    switch members["part"] {
    case "text": self.init(.text(id), text)
    case "note": self.init(.note(id), text)
    case "fields": self.init(.fields(id), text)
    default: return nil
    }
  }
}
