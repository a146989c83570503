import SquallExchange
import SquallModel
import SquallUI

/// The formats that squall knows, for people and for programs.
enum FormatList {
  /// Writes the list.
  static func write(asJSON: Bool, on console: Console) throws(Failure) -> ExitStatus {
    let list = Formats.all.list
    if asJSON {
      try console.results.raw(json(list))
    } else {
      let width = list.map(\.name.count).max() ?? 0
      for format in list {
        let name = SafeText(format.name).padded(columns: width)
        let ways =
          switch (format.isWritten, format.isRead) {
          case (true, true): "export, import"
          case (true, false): "export        "
          default: "import        "
          }
        try console.results.line(name + SafeText("  \(ways)  \(format.summary)"))
      }
    }
    return .done
  }

  /// A format that there is not.
  static func unknown(_ name: String, among names: [String]) -> Failure {
    let meant = Nearest.word(to: name, among: names).map { "; did you mean '\($0)'?" }
    let all = "; there are " + names.joined(separator: ", ")
    return Failure(.usage, "there is no format '\(name)'" + (meant ?? all))
  }

  private static func json(_ list: [Formats.Listing]) -> [UInt8] {
    var writer = JSONWriter()
    writer.beginArray()
    for format in list {
      writer.beginObject()
      writer.key("name")
      writer.string(format.name)
      writer.key("export")
      writer.bool(format.isWritten)
      writer.key("import")
      writer.bool(format.isRead)
      writer.key("summary")
      writer.string(format.summary)
      writer.endObject()
    }
    writer.endArray()
    writer.endLine()
    return writer.bytes
  }
}

extension Formats {
  /// The formats of this program, with the hand that draws.
  static let all = Formats(picture: { board in
    let title = SafeText("\(board.title): a board of event storming")
    return Array(Screen.renderWhole(board).svg(theme: .light, title: title).utf8)
  })
}
