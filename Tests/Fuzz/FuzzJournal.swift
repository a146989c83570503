import SquallModel

@testable import SquallSessions

/// Any journal and session file are refused with an error or opened with a sound board; nothing
/// that is wrong with the bytes ends the program.
///
/// Checksums cannot be met by chance, so the input is the payloads of the lines, which are framed
/// here. Its first four bytes say what damage is done to the frames afterwards, and a line that
/// begins with `!` is the session file.
func fuzzJournal(_ bytes: UnsafeRawBufferPointer) {
  guard bytes.count > 4 else { return }
  var journal = JournalHeader(session: ID(checked: "w")).payload
  var buffer: [UInt8] = []
  var checksum = XXH64.hash(journal)
  JournalFrame.append(journal, checksum: checksum, continues: false, to: &buffer)
  var session: [UInt8]?
  for line in bytes[4...].split(separator: UInt8(ascii: "\n")) {
    if line.first == UInt8(ascii: "!") {
      session = Array(line.dropFirst())
      continue
    }
    journal = Array(line)
    let isMark = journal.starts(with: #"{"mark": "#.utf8)
    let hash = XXH64.hash(journal, seed: checksum)
    JournalFrame.append(journal, checksum: hash, continues: journal.count % 3 == 0, to: &buffer)
    if !isMark { checksum = hash }
  }
  damage(&buffer, kind: bytes[0], place: Int(bytes[1]) << 8 | Int(bytes[2]), value: bytes[3])

  let disk = MemoryFileSystem()
  put(buffer, at: "w.journal", on: disk)
  if let session { put(session, at: "w.json", on: disk) }
  do throws(SessionError) {
    let reading = try SessionReader(Path("w.json"), on: disk).read()
    hold(reading.workshop.sequence >= 0, "a sequence below zero")
  } catch {
    _ = "\(error)"
  }
}

private func damage(_ bytes: inout [UInt8], kind: UInt8, place: Int, value: UInt8) {
  let place = place % bytes.count
  switch kind % 6 {
  case 0: break
  case 1: bytes[place] = value
  case 2: bytes.removeSubrange(place...)
  case 3: bytes.removeSubrange(place..<min(place + Int(value), bytes.count))
  case 4: bytes.insert(contentsOf: [UInt8](repeating: value, count: 16), at: place)
  default: bytes += [UInt8](repeating: 0, count: Int(value) * 16)
  }
}

private func put(_ bytes: [UInt8], at path: String, on disk: MemoryFileSystem) {
  do throws(FileError) {
    try disk.write(bytes, toNew: Path(path))
  } catch {
    stop("a file in memory cannot be written: \(error)")
  }
}
