public import SquallModel

/// One line that asks for an edit.
public struct EditLine: Equatable, Sendable {
  /// The edit's id where the line has a readable one: also where the edit itself is none, since an
  /// edit that was accepted before gets its first answer again whatever it contains.
  public var editID: ID?
  /// The name of whoever wants it; nil where the line does not say.
  public var author: String?
  /// What is wanted, or why the line is no edit.
  public var edit: Result<Edit, FormatError>

  public init(editID: ID? = nil, author: String? = nil, edit: Result<Edit, FormatError>) {
    self.editID = editID
    self.author = author
    self.edit = edit
  }
}

/// Edits as other programs write them: one JSON object a line.
///
/// Members that mean nothing are refused, with what was probably meant: a misspelt `after` must
/// not become a sticky at the end.
///
/// Source: design.md section 6.
public enum EditFormat {
  /// What one edit may ask of the reader: a paste of all that a batch may hold.
  public static let limits = JSONLimits(bytes: 64 << 20, depth: 64, values: 40_000)

  /// Reads a line.
  public static func read(_ line: UnsafeRawBufferPointer) -> EditLine {
    var editID: ID?
    var author: String?
    do throws(FormatError) {
      let edit = try FormatDecoder.read(line, limits: limits) { (decoder) throws(JSONFault) in
        (editID, author) = try decoder.sender()
        return try decoder.edit(isWhole: true)
      }
      return EditLine(editID: editID, author: author, edit: .success(edit))
    } catch {
      return EditLine(editID: editID, author: author, edit: .failure(error))
    }
  }

  /// Reads a line.
  public static func read(_ line: [UInt8]) -> EditLine {
    line.withUnsafeBytes { read($0) }
  }

  /// The bytes of a line, without a line break.
  public static func bytes(of edit: Edit, editID: ID? = nil, author: String? = nil) -> [UInt8] {
    var writer = JSONWriter()
    writer.edit(edit, editID: editID, author: author)
    return writer.bytes
  }

  /// Writes a line, without a line break.
  public static func write(
    _ edit: Edit, editID: ID? = nil, author: String? = nil, to writer: inout JSONWriter
  ) {
    writer.edit(edit, editID: editID, author: author)
  }
}
