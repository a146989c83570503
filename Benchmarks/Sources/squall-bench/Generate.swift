import SquallModel
import SquallSessions

/// Made workshops: `generate session` and `generate log`.
enum Generate {
  static func run(_ words: Words) throws {
    let seed = UInt64(words.number("--seed", or: 1))
    let output = try words.output()
    switch try words.position(0) {
    case "session":
      var storm = Storm(seed: seed)
      let count = words.number("--stickies", or: 10_000)
      let deep = words.number("--deep", or: 1)
      while storm.workshop.board.stickyCount < count { storm.addWithVotes(deep: deep) }
      let snapshot = SessionSnapshot(board: storm.workshop.board)
      try RealFileSystem().write(SessionFormat.bytes(of: snapshot), to: output)
      report(["stickies": count])
    case "log":
      try log(seed: seed, operations: words.number("--operations", or: 10_000), to: output)
    default:
      throw Complaint("generate session or log")
    }
  }

  /// A journal alone: recorded through the store, in a session whose file is then taken away.
  private static func log(seed: UInt64, operations: Int, to output: String) throws {
    guard output.hasSuffix(".journal") else { throw Complaint("-o NAME.journal") }
    let name = output.dropLast(".journal".count)
    let disk = RealFileSystem()
    var storm = Storm(seed: seed)
    var reading = try SessionReading(new: storm.workshop.board, at: Path("\(name).json"), on: disk)
    reading.prepareForEdits(editID: ID(checked: "begin"), at: .earliest)
    storm.restart(reading.workshop)
    let store = try SessionStore(reading, holder: .bench, on: disk)
    var receipt = store.latest
    for _ in 0..<operations { receipt = try store.append(storm.operation()) }
    try store.flush(receipt)
    try store.close()
    for ending in ["json", "lock"] {
      let path = Path("\(name).\(ending)")
      if try disk.status(of: path) != nil { try disk.remove(path) }
    }
    report(["operations": operations, "stickies": storm.workshop.board.stickyCount])
  }
}

extension LockHolder {
  static let bench = LockHolder(name: "squall-bench", host: "here", process: 0, since: .earliest)
}

extension RealFileSystem {
  func write(_ bytes: [UInt8], to path: String) throws {
    let file = try open(Path(path), .updateOrCreate)
    try file.truncate(to: 0)
    var written = 0
    try bytes.withUnsafeBytes { bytes in
      while written < bytes.count {
        written += try file.write(UnsafeRawBufferPointer(rebasing: bytes[written...]), at: written)
      }
    }
    try file.close()
  }

  func read(_ path: String) throws -> [UInt8] {
    let file = try open(Path(path), .read)
    let size = try file.status().size
    let bytes = try [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let rest = UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(buffer)[count..<size])
        let taken = try file.read(into: rest, at: count)
        if taken == 0 { break }
        count += taken
      }
    }
    try file.close()
    return bytes
  }
}
