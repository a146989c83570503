import Glibc
import SquallModel
import SquallSessions
import SquallUI

/// A session that was read to be worked on at a terminal; no file of it is touched yet.
struct OpenedSession {
  /// What was read, ready for edits where there may be any.
  var reading: SessionReading
  var document: Document
  /// The sequence of the latest entry in its journal.
  let known: Int
  /// What the person should know, in sentences.
  var news: [String]

  /// Reads a session.
  ///
  /// - Parameters:
  ///   - use: which board counts where the file was changed outside of squall.
  ///   - console: asks the person where that was not said; nil where nobody can be asked, and the
  ///     board is only looked at.
  init(
    _ path: Path, author: String, readOnly: Bool, use: BoardChoice?, asking console: Console?,
    _ world: inout World
  ) throws(Failure) {
    let disk = RealFileSystem()
    do throws(SessionError) {
      reading = try SessionReading(path, on: disk)
    } catch {
      throw error.failure
    }
    known = reading.workshop.sequence
    let recordedID = reading.workshop.latestEditID
    news = reading.findings.map { [paths = reading.paths] in $0.sentence(about: paths) }
    var isReadOnly = readOnly || !reading.isWritable
    if let outside = reading.outside {
      let choice: BoardChoice? =
        if let use { use } else { try OpenedSession.ask(reading, outside, on: console) }
      switch choice {
      case .file: reading.useOutside(editID: world.ids.next(), at: world.now())
      case .log: reading.useLog()
      case nil: isReadOnly = true
      }
    }
    var writer: String?
    if !isReadOnly, let finding = reading.paths.writer(on: disk) {
      writer = finding.who
      news.append(
        finding.sentence(about: reading.paths) + "; it can be changed here once that ends")
      if let call = HostHere.call(for: reading.workshop.board.id) {
        news.append("it is a live workshop: '\(call)' takes part in it")
      }
    }
    if !isReadOnly, writer == nil {
      reading.prepareForEdits(editID: world.ids.next(), at: world.now())
    }
    let workshop = reading.workshop
    document = Document(
      workshop: workshop, me: workshop.participant(named: author, ids: &world.ids),
      isReadOnly: isReadOnly, recordedID: recordedID, writer: writer)
  }

  /// A session that is made here.
  init(new board: Board, at path: Path, author: String, _ world: inout World) throws(Failure) {
    do throws(SessionError) {
      try NewSession.write(board, at: path, now: world.now(), &world)
    } catch {
      throw error.failure
    }
    try self.init(path, author: author, readOnly: false, use: nil, asking: nil, &world)
  }

  /// The name of the session, as it is said at the end: that of its file without the ending.
  var name: String { String(decoding: reading.paths.base.name, as: UTF8.self) }

  /// Asks which board counts; nil where nobody is asked.
  static func ask(
    _ reading: SessionReading, _ outside: SessionReading.OutsideBoard, on console: Console?
  ) throws(Failure) -> BoardChoice? {
    guard let console else { return nil }
    for finding in reading.findings {
      console.say(SafeText(finding.sentence(about: reading.paths)))
    }
    let difference = BoardDifference(from: reading.workshop.board, to: outside.board)
    console.say(SafeText("compared with the log's board: \(difference.summary)"))
    console.tell(lines: difference.lines.prefix(20).map { SafeText("  " + $0) })
    console.say("which board counts? f: the file's, l: the log's, anything else: leave")
    switch readLine() {
    case "f": return .file
    case "l": return .log
    default: throw .silent(.found)
    }
  }
}
