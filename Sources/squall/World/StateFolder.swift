import SquallSessions

/// Where things live that are this machine's own and no document: tokens, waiting edits.
enum StateFolder {
  /// The folder; only an absolute path counts.
  static var path: String? {
    if let state = World.variable("XDG_STATE_HOME"), state.hasPrefix("/") {
      return state + "/squall"
    }
    return World.variable("HOME").flatMap { $0.hasPrefix("/") ? $0 + "/.local/state/squall" : nil }
  }

  /// A folder in it that is there, for nobody else to enter.
  static func make(_ name: String) throws(Failure) -> Path {
    guard let path else {
      throw Failure(.cannotCreate, "neither HOME nor XDG_STATE_HOME says where to remember things")
    }
    return try Folders.make("\(path)/\(name)")
  }
}

/// Folders that are made where they are not there.
enum Folders {
  /// Makes a folder and those above it.
  static func make(_ path: String) throws(Failure) -> Path {
    let disk = RealFileSystem()
    var folder = ""
    for part in path.split(separator: "/") {
      folder += "/" + part
      do throws(FileError) {
        if try disk.status(of: Path(folder)) == nil { try disk.makeFolder(Path(folder)) }
      } catch {
        throw Failure(.cannotCreate, error.sentence)
      }
    }
    return Path(path)
  }
}
