public import SquallModel
internal import SquallSessions

/// An edit of this guest's own that is not in the confirmed log yet.
public struct WaitingEdit: Equatable, Sendable {
  public var id: ID
  public var edit: Edit
  /// When it was made.
  public var at: Instant

  public init(id: ID, edit: Edit, at: Instant) {
    self.id = id
    self.edit = edit
    self.at = at
  }

  /// The line that keeps it on disk: the edit, with its instant.
  public var bytes: [UInt8] {
    wireBytes { writer in
      writer.beginObject()
      writer.key("made")
      writer.instant(at)
      writer.key("edit")
      EditFormat.write(edit, editID: id, to: &writer)
      writer.endObject()
    }
  }

  /// Reads a line; nil where it is none, as after a crash in the middle of writing it.
  public init?(reading bytes: [UInt8]) {
    var at: Instant?
    var line: EditLine?
    do throws(JSONError) {
      try JSONReader.read(bytes, limits: EditPost.limits) { (reader) throws(JSONFault) in
        try reader.beginObject()
        while let key = try reader.nextKey() {
          if key == "made" {
            at = Instant(try reader.text())
          } else if key == "edit" {
            line = EditFormat.read(try reader.rawValue())
          } else {
            try reader.skipValue()
          }
        }
      }
    } catch {
      return nil
    }
    guard let at, let line, let id = line.editID, case .success(let edit) = line.edit else {
      return nil
    }
    self.init(id: id, edit: edit, at: at)
  }
}

/// An edit of this guest's own that was refused, kept until the person has seen it (G6).
public struct RefusedEdit: Equatable, Sendable {
  /// Who refused it, and why.
  public enum Cause: Equatable, Sendable {
    case host(Report)
    /// It cannot be, as far as this guest knows; it was not sent.
    case here(Complaint)
    /// There is no board yet to make an edit upon.
    case noBoard
    /// ``GuestMachine/maximumWaiting`` edits wait: no more are taken.
    case tooManyWaiting
  }

  public var id: ID
  public var edit: Edit
  public var cause: Cause

  public init(id: ID, edit: Edit, cause: Cause) {
    self.id = id
    self.edit = edit
    self.cause = cause
  }

  /// The line that keeps it on disk: the edit, and why it was refused. One that nobody could read
  /// is kept as a text.
  ///
  /// - Parameter sentence: the reason, as people read it.
  public func bytes(_ sentence: String) -> [UInt8] {
    let line = bytes(sentence, isText: false)
    return RefusedEdit(reading: line) == nil ? bytes(sentence, isText: true) : line
  }

  private func bytes(_ sentence: String, isText: Bool) -> [UInt8] {
    wireBytes { writer in
      writer.beginObject()
      writer.key("refused")
      writer.beginObject()
      writer.member("reason", cause.word)
      writer.member("error", sentence)
      writer.endObject()
      if isText {
        writer.member("id", id)
        writer.member("text", String(decoding: EditFormat.bytes(of: edit), as: UTF8.self))
      } else {
        writer.key("edit")
        EditFormat.write(edit, editID: id, to: &writer)
      }
      writer.endObject()
    }
  }

  /// What a line may ask of the reader: more than a post may, as that may be why it was refused.
  private static let limits = JSONLimits(
    bytes: 64 << 20, depth: EditPost.limits.depth, string: 64 << 20)

  /// Reads a line; nil where it is none.
  public init?(reading bytes: [UInt8]) {
    var line: EditLine?
    var report: Report?
    var (id, text): (ID?, String?)
    do throws(JSONError) {
      try JSONReader.read(bytes, limits: RefusedEdit.limits) { (reader) throws(JSONFault) in
        try reader.beginObject()
        while let key = try reader.nextKey() {
          if key == "refused" {
            report = try? Report(reading: Array(try reader.rawValue()))
          } else if key == "edit" {
            line = EditFormat.read(try reader.rawValue())
          } else if key == "id" {
            id = ID(try reader.text().string)
          } else if key == "text" {
            text = try reader.text().string
          } else {
            try reader.skipValue()
          }
        }
      }
    } catch {
      return nil
    }
    guard let report else { return nil }
    if let id, let text {
      let note = NewSticky(id: id, kind: .note, text: text, target: .inbox)
      self.init(id: id, edit: .addSticky(note), cause: .host(report))
      return
    }
    guard let line, let id = line.editID, case .success(let edit) = line.edit else { return nil }
    self.init(id: id, edit: edit, cause: .host(report))
  }
}

extension RefusedEdit.Cause {
  /// The word that programs tell it by.
  fileprivate var word: String {
    switch self {
    case .host(let report): report.word
    case .here(let complaint): complaint.word
    case .noBoard, .tooManyWaiting: String(describing: self)
    }
  }
}
