import SquallModel
import SquallSessions
import SquallUI

/// Where sessions are looked for and made: `Sessions` here, and the data directory.
enum SessionFolders {
  /// The most sessions that are listed.
  private static let listed = 1_000
  /// How many names are tried for a new session.
  private static let attempts = 1_000

  /// The sessions that are there, the one changed last first.
  static func list(at now: Instant) -> [SessionListing] {
    let disk = RealFileSystem()
    var found: [(path: Path, modified: Int64)] = []
    for folder in World.sessionFolders.map({ Path($0) }) {
      for name in (try? disk.names(in: folder)) ?? [] {
        let path = folder.child(name)
        guard path.removing(suffix: ".json") != nil, let status = try? disk.status(of: path),
          status.kind == .file
        else { continue }
        found.append((path, status.modified))
      }
    }
    found.sort { $0.modified > $1.modified }
    return found.prefix(listed).map { listing(of: $0.path, modified: $0.modified, now, disk) }
  }

  private static func listing(
    of path: Path, modified: Int64, _ now: Instant, _ disk: RealFileSystem
  ) -> SessionListing {
    let text = String(decoding: path.bytes, as: UTF8.self)
    let changed = age(milliseconds: now.milliseconds - modified / 1_000_000)
    guard let reading = try? SessionReading(path, on: disk) else {
      return SessionListing(path: text, title: text, stickies: nil, changed: changed)
    }
    let board = reading.workshop.board
    return SessionListing(
      path: text, title: board.title, stickies: board.stickyCount, changed: changed,
      place: place(of: text), writer: writer(of: reading.paths, disk))
  }

  /// The path as a person would say it.
  private static func place(of path: String) -> String {
    guard let home = World.variable("HOME"), home.hasPrefix("/"), path.hasPrefix(home + "/") else {
      return path
    }
    return "~" + path.dropFirst(home.count)
  }

  private static func writer(
    of paths: SessionPaths, _ disk: RealFileSystem
  ) -> SessionListing.Writer? {
    guard case .locked(let holder)? = paths.writer(on: disk) else { return nil }
    let isOwn = holder.map { $0.process == World.processID && $0.host == World.hostName }
    return isOwn == true ? .here : .elsewhere(holder?.name)
  }

  /// How long ago, in words.
  static func age(milliseconds: Int64) -> String {
    let minutes = milliseconds / 60_000
    let (count, unit) =
      switch minutes {
      case ..<1: (Int64(0), "")
      case ..<60: (minutes, "minute")
      case ..<(60 * 24): (minutes / 60, "hour")
      default: (minutes / 60 / 24, "day")
      }
    if count == 0 { return "just now" }
    return "\(count) \(unit)\(count == 1 ? "" : "s") ago"
  }

  /// A path that is free, for a session of that title.
  static func newPath(for title: String) throws(Failure) -> Path {
    let disk = RealFileSystem()
    let folder = try newFolder(disk)
    let stem = fileName(of: title)
    for number in 1...attempts {
      let name = number == 1 ? stem : "\(stem)-\(number)"
      let path = folder.child(Array("\(name).json".utf8))
      let journal = folder.child(Array("\(name).journal".utf8))
      if (try? disk.status(of: path)) == .some(nil), (try? disk.status(of: journal)) == .some(nil) {
        return path
      }
    }
    throw Failure(.cannotCreate, "there are too many sessions called '\(title)' already")
  }

  /// The folder for new sessions: `Sessions` where there is one here, else the data directory.
  private static func newFolder(_ disk: RealFileSystem) throws(Failure) -> Path {
    if (try? disk.status(of: Path("Sessions")))??.kind == .folder { return Path("Sessions") }
    guard let data = World.dataFolder else {
      throw Failure(.cannotCreate, "neither HOME nor XDG_DATA_HOME says where sessions may live")
    }
    return try Folders.make(data)
  }

  /// The name of a file for a title: `City bike rental` is `city-bike-rental`.
  static func fileName(of title: String) -> String {
    var name = ""
    for scalar in title.lowercased().unicodeScalars.prefix(60) {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        name.unicodeScalars.append(scalar)
      } else if !name.isEmpty, !name.hasSuffix("-") {
        name += "-"
      }
    }
    while name.hasSuffix("-") { name.removeLast() }
    return name.isEmpty ? "workshop" : name
  }
}
