public import SquallModel
public import SquallSessions

/// One edit of a post: what is wanted, or why the text is none.
public struct PostedEdit: Equatable, Sendable {
  public var id: ID?
  public var edit: Result<Edit, FormatError>

  public init(id: ID?, edit: Result<Edit, FormatError>) {
    self.id = id
    self.edit = edit
  }
}

/// The body of a post of edits: `{"edits": […]}`, each as in `squall apply` with its `edit_id`.
public enum EditPost {
  /// The most edits of one post.
  public static let maximumEdits = 1_000

  /// What a post may ask of the reader: each edit stands two levels deep in it.
  static let limits = JSONLimits(bytes: 4 << 20, depth: EditFormat.limits.depth + 2)

  /// Reads a posted body.
  public static func read(_ bytes: [UInt8]) throws(WireError) -> [PostedEdit] {
    var edits: [PostedEdit] = []
    var isTooLong = false
    var isThere = false
    do throws(JSONError) {
      try JSONReader.read(bytes, limits: limits) { (reader) throws(JSONFault) in
        var keys = JSONKeySet()
        try reader.beginObject()
        while let key = try reader.nextKey() {
          try keys.insert(key, in: reader)
          guard key == "edits" else {
            try reader.skipValue()
            continue
          }
          isThere = true
          try reader.beginArray()
          while try reader.nextElement() {
            isTooLong = edits.count >= maximumEdits
            if isTooLong { throw JSONFault(.refused, at: reader.offset) }
            let line = EditFormat.read(try reader.rawValue())
            edits.append(PostedEdit(id: line.editID, edit: line.edit))
          }
        }
      }
    } catch {
      throw isTooLong ? .bad("edits") : .json(error)
    }
    guard isThere else { throw .missing("edits") }
    return edits
  }

  /// The body of a post.
  public static func bytes(of edits: [(id: ID, edit: Edit)]) -> [UInt8] {
    wireBytes { writer in
      writer.beginObject()
      writer.key("edits")
      writer.beginArray()
      for (id, edit) in edits { EditFormat.write(edit, editID: id, to: &writer) }
      writer.endArray()
      writer.endObject()
    }
  }
}

/// What a host says to one edit.
public enum EditAnswer: Equatable, Sendable {
  /// It is in the log, recorded (H4).
  case accepted(Accepted)
  case refused(id: ID?, Complaint)

  public struct Accepted: Equatable, Sendable {
    public var id: ID
    /// The sequence of its entry.
    public var sequence: Int
    /// The id of what it added.
    public var createdID: ID?
    /// Whether it had been accepted before.
    public var isRepeated: Bool
    /// What an undo left as it is.
    public var leftovers: [Leftover]

    public init(
      id: ID, sequence: Int, createdID: ID? = nil, isRepeated: Bool = false,
      leftovers: [Leftover] = []
    ) {
      self.id = id
      self.sequence = sequence
      self.createdID = createdID
      self.isRepeated = isRepeated
      self.leftovers = leftovers
    }
  }
}

/// What a guest reads of an answer to one edit.
public enum EditReceipt: Equatable, Sendable {
  case accepted(EditAnswer.Accepted)
  case refused(id: ID?, Report)
}

// MARK: - Coding

extension EditAnswer {
  func write(to writer: inout JSONWriter, _ sentences: Sentences) {
    writer.beginObject()
    writer.key("ok")
    switch self {
    case .accepted(let accepted):
      writer.bool(true)
      writer.member("edit_id", accepted.id)
      writer.member("sequence", accepted.sequence)
      writer.optional("id", accepted.createdID)
      writer.flag("repeated", accepted.isRepeated)
      if !accepted.leftovers.isEmpty {
        writer.key("left")
        writer.beginArray()
        for leftover in accepted.leftovers { leftover.write(to: &writer) }
        writer.endArray()
      }
    case .refused(let id, let complaint):
      writer.bool(false)
      writer.key("edit_id")
      id.map { writer.string($0.text) } ?? writer.null()
      complaint.writeMembers(to: &writer, sentences)
    }
    writer.endObject()
  }
}

extension EditReceipt {
  init(_ object: WireObject) throws(WireError) {
    guard try object.flag("ok") else {
      self = .refused(id: try object.optionalID("edit_id"), try Report(object))
      return
    }
    var leftovers: [Leftover] = []
    for leftover in try object.objects("left") { leftovers.append(try Leftover(leftover)) }
    self = .accepted(
      EditAnswer.Accepted(
        id: try object.id("edit_id"), sequence: try object.integer("sequence"),
        createdID: try object.optionalID("id"), isRepeated: try object.flag("repeated"),
        leftovers: leftovers))
  }

  /// Reads the answer to a post.
  public static func list(reading bytes: [UInt8]) throws(WireError) -> [EditReceipt] {
    var receipts: [EditReceipt] = []
    for object in try WireObject(bytes).objects("answers") {
      receipts.append(try EditReceipt(object))
    }
    return receipts
  }
}

extension Leftover {
  func write(to writer: inout JSONWriter) {
    writer.beginObject()
    switch subject {
    case .sticky(let id): writer.member("sticky", id)
    case .lane(let id): writer.member("lane", id)
    case .other: break
    }
    writer.optional("by", by)
    writer.endObject()
  }

  init(_ object: WireObject) throws(WireError) {
    let subject: Subject
    if let id = try object.optionalID("sticky") {
      subject = .sticky(id)
    } else if let id = try object.optionalID("lane") {
      subject = .lane(id)
    } else {
      subject = .other
    }
    self.init(subject: subject, by: try object.optionalID("by"))
  }
}
