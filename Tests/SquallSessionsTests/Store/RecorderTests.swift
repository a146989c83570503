import SquallModel
import Testing

@testable import SquallSessions

/// Recording on threads of its own.
@Suite struct RecorderTests {
  /// The news of a recorder, and a way to wait for one.
  private final class NewsDesk: Sendable {
    private let monitor = Monitor<[SessionRecorder.News]>([])

    func tell(_ news: SessionRecorder.News) {
      monitor.change { $0.append(news) }
    }

    /// Waits for the first news that the body has an answer to.
    func wait<Result>(for body: (SessionRecorder.News) -> Result?) -> Result {
      monitor.wait { news in news.lazy.compactMap(body).first }
    }

    var acknowledged: [Int] {
      monitor.withLock { news in
        news.compactMap { if case .acknowledged(let sequence) = $0 { sequence } else { nil } }
      }
    }
  }

  private let disk: FaultyFileSystem
  private let desk = NewsDesk()

  init() throws {
    disk = FaultyFileSystem(try memory())
  }

  private func recorder(_ rig: inout Rig) -> SessionRecorder {
    rig.reading.prepareForEdits(editID: rig.ids.next(), at: rig.now())
    rig.workshop = rig.reading.workshop
    return SessionRecorder(rig.reading, holder: Rig.holder, on: disk) { [desk] in desk.tell($0) }
  }

  private func entries(_ rig: inout Rig, _ text: String) throws -> [Entry] {
    let (editID, at) = (rig.ids.next(), rig.now())
    return try rig.workshop.submit(
      .addSticky(NewSticky(kind: .domainEvent, text: text)), editID: editID, by: Rig.ana, at: at,
      ids: &rig.ids
    ).entries
  }

  @Test func `what is handed in is on disk when the news says so`() throws {
    var rig = try Rig.new(disk)
    let recorder = recorder(&rig)

    for number in 0..<200 { recorder.record(try entries(&rig, "Event \(number)")) }
    let last = rig.workshop.sequence
    desk.wait { if case .acknowledged(last) = $0 { () } else { nil } }

    #expect(try SessionReading(Rig.path, on: disk).workshop.board == rig.workshop.board)
    recorder.save(rig.workshop.board)
    desk.wait { if case .saved(last) = $0 { () } else { nil } }
    #expect(try SessionFormat.read(disk.read(Rig.path)).board == rig.workshop.board)
    try recorder.close(saving: rig.workshop.board)
    #expect(desk.acknowledged == desk.acknowledged.sorted())
    #expect(try SessionReading(Rig.path, on: disk).findings == [])
  }

  /// A recorder whose thread has recorded one entry and rests.
  private func begun(_ rig: inout Rig) throws -> SessionRecorder {
    let recorder = recorder(&rig)
    recorder.record(try entries(&rig, "Workshop begun"))
    let first = rig.workshop.sequence
    desk.wait { if case .acknowledged(first) = $0 { () } else { nil } }
    // The thread that said so may still be about to rest.
    while recorder.record(try entries(&rig, "Order placed"), within: .seconds(60)) == nil {}
    return recorder
  }

  @Test func `D1 what a quick disk records at once is on disk at once, without news`() throws {
    var rig = try Rig.new(disk)
    let recorder = try begun(&rig)
    let told = desk.acknowledged.count

    for number in 0..<20 {
      let added = try entries(&rig, "Event \(number)")
      #expect(recorder.record(added, within: .seconds(60)) == rig.workshop.sequence)
      #expect(try SessionReading(Rig.path, on: disk).workshop.board == rig.workshop.board)
    }

    #expect(desk.acknowledged.count == told)
    try recorder.close(saving: rig.workshop.board)
    #expect(try SessionReading(Rig.path, on: disk).findings == [])
  }

  @Test func `a disk that is slow, or was not asked yet, is left to the thread`() throws {
    var rig = try Rig.new(disk)
    let recorder = recorder(&rig)

    #expect(recorder.record(try entries(&rig, "Order placed"), within: .seconds(60)) == nil)
    let first = rig.workshop.sequence
    desk.wait { if case .acknowledged(first) = $0 { () } else { nil } }
    #expect(recorder.record(try entries(&rig, "Order paid"), within: .zero) == nil)

    let second = rig.workshop.sequence
    desk.wait { if case .acknowledged(second) = $0 { () } else { nil } }
    try recorder.close(saving: nil)
  }

  @Test(arguments: 0..<10 as Range<UInt64>)
  func `entries keep their order whoever writes them`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var rig = try Rig.new(disk)
    let recorder = try begun(&rig)

    for number in 0..<150 {
      let added = try entries(&rig, "Event \(number)")
      switch Int.random(in: 0..<8, using: &random) {
      case 0: recorder.save(rig.workshop.board)
      case 1...2:
        recorder.record(added)
        continue
      default: break
      }
      _ = recorder.record(added, within: Bool.random(using: &random) ? .seconds(60) : .zero)
    }
    try recorder.close(saving: rig.workshop.board)

    #expect(desk.acknowledged == desk.acknowledged.sorted())
    let reading = try SessionReading(Rig.path, on: disk)
    #expect(reading.findings == [])
    #expect(reading.workshop.board == rig.workshop.board)
    #expect(try SessionFormat.read(disk.read(Rig.path)).board == rig.workshop.board)
  }

  @Test func `D7 a failure on the caller's thread is told as news, and is the last`() throws {
    var rig = try Rig.new(disk)
    let recorder = try begun(&rig)
    disk.startCounting(only: [.fdatasync])
    disk.fail(at: 1, with: .failure(code: ErrorCode.inputOutput))

    #expect(recorder.record(try entries(&rig, "Order paid"), within: .seconds(60)) == nil)
    let failure = desk.wait { if case .failed(let error) = $0 { error } else { nil } }
    #expect(recorder.record(try entries(&rig, "Order shipped"), within: .seconds(60)) == nil)

    #expect(throws: failure) { try recorder.close(saving: rig.workshop.board) }
    #expect(disk.callCount == 1)
  }

  @Test func `a board is saved as it was when it was handed in, whatever came after`() throws {
    var rig = try Rig.new(disk)
    let recorder = recorder(&rig)

    recorder.record(try entries(&rig, "Order placed"))
    let (board, revision) = (rig.workshop.board, rig.workshop.sequence)
    recorder.save(board)
    for number in 0..<50 { recorder.record(try entries(&rig, "Event \(number)")) }
    desk.wait { if case .saved(revision) = $0 { () } else { nil } }

    let snapshot = try SessionFormat.read(disk.read(Rig.path))
    #expect(snapshot.board == board)
    #expect(snapshot.revision == revision)
    try recorder.close(saving: nil)
    #expect(try SessionReading(Rig.path, on: disk).workshop.board == rig.workshop.board)
    #expect(try SessionReading(Rig.path, on: disk).findings == [])
  }

  @Test func `a close waits for everything that was handed in`() throws {
    var rig = try Rig.new(disk)
    let recorder = recorder(&rig)

    for number in 0..<50 { recorder.record(try entries(&rig, "Event \(number)")) }
    try recorder.close(saving: rig.workshop.board)

    #expect(try SessionFormat.read(disk.read(Rig.path)).board == rig.workshop.board)
    #expect(desk.acknowledged.last == rig.workshop.sequence)
  }

  @Test func `a recorder that was given nothing touches nothing`() throws {
    var rig = try Rig.new(disk)
    let recorder = recorder(&rig)

    try recorder.close(saving: rig.workshop.board)

    #expect(try disk.names == [])
  }

  @Test(arguments: [true, false])
  func `O6 a decision about the board is kept without any edit`(_ isForFile: Bool) throws {
    var rig = try Rig.new(disk)
    try rig.add("Order placed")
    try rig.close()
    try disk.put(disk.text("order.json").replacing("placed", with: "received"), "order.json")
    rig = try Rig.open(disk)
    if isForFile {
      rig.reading.useOutside(editID: rig.ids.next(), at: rig.now())
      rig.workshop = rig.reading.workshop
    } else {
      rig.reading.useLog()
    }

    try recorder(&rig).close(saving: rig.workshop.board)

    let reading = try SessionReading(Rig.path, on: disk)
    #expect(reading.findings == [])
    #expect(reading.workshop.board.texts == [isForFile ? "Order received" : "Order placed"])
    #expect(try SessionFormat.read(disk.read(Rig.path)).board == reading.workshop.board)
    #expect(try disk.names.contains("order.damaged-1") == !isForFile)
  }

  @Test func `D7 a recorder that has failed says so once and acknowledges nothing more`() throws {
    var rig = try Rig.new(disk)
    let recorder = recorder(&rig)
    recorder.record(try entries(&rig, "Order placed"))
    let first = rig.workshop.sequence
    desk.wait { if case .acknowledged(first) = $0 { () } else { nil } }
    disk.startCounting(only: [.fdatasync])
    disk.fail(at: 1, with: .failure(code: ErrorCode.inputOutput))

    recorder.record(try entries(&rig, "Order paid"))
    let failure = desk.wait { if case .failed(let error) = $0 { error } else { nil } }
    recorder.record(try entries(&rig, "Order shipped"))

    #expect(throws: failure) { try recorder.close(saving: rig.workshop.board) }
    #expect(
      failure
        == .poisoned(
          .failed(.fdatasync, code: ErrorCode.inputOutput, path: Path("/s/order.journal"))))
    #expect(desk.acknowledged.last == first)
    #expect(disk.callCount == 1)
  }

  @Test func `O5 a session that another holds is told, and nothing is acknowledged`() throws {
    var holder = try Rig.new(disk)
    try holder.add("Order placed")
    var rig = try Rig.open(disk)
    let recorder = recorder(&rig)

    recorder.record(try entries(&rig, "Order paid"))

    let failure = desk.wait { if case .failed(let error) = $0 { error } else { nil } }
    #expect(failure == .locked(Path("/s/order.lock"), Rig.holder))
    #expect(throws: failure) { try recorder.close(saving: nil) }
    #expect(desk.acknowledged == [])
  }

  @Test func `O6 a save over somebody else's change is told, and recording goes on`() throws {
    var rig = try Rig.new(disk)
    let recorder = recorder(&rig)
    recorder.record(try entries(&rig, "Order placed"))
    recorder.save(rig.workshop.board)
    desk.wait { if case .saved = $0 { () } else { nil } }
    try disk.put("theirs", "order.json")

    recorder.record(try entries(&rig, "Order paid"))
    recorder.save(rig.workshop.board)

    let failure = desk.wait { if case .saveFailed(let error) = $0 { error } else { nil } }
    #expect(failure == .changedOutside(Rig.path))
    let change = try #require(try OutsideChange(rig.reading.paths, on: disk))
    recorder.accept(change, keepingAside: true)
    try recorder.close(saving: rig.workshop.board)
    #expect(try disk.text("order.damaged-1") == "theirs")
    #expect(try SessionFormat.read(disk.read(Rig.path)).board == rig.workshop.board)
  }

  @Test func `O6 a recorder does not end as if all were well when the last save was refused`()
    throws
  {
    var rig = try Rig.new(disk)
    let recorder = recorder(&rig)
    recorder.record(try entries(&rig, "Order placed"))
    recorder.save(rig.workshop.board)
    desk.wait { if case .saved = $0 { () } else { nil } }
    recorder.record(try entries(&rig, "Order paid"))
    try disk.put("theirs", "order.json")

    #expect(throws: SessionError.changedOutside(Rig.path)) {
      try recorder.close(saving: rig.workshop.board)
    }

    #expect(try disk.text("order.json") == "theirs")
    #expect(desk.acknowledged.last == rig.workshop.sequence)
  }

  @Test func `D2 many threads that record at once share flushes, and each entry is there once`()
    throws
  {
    var rig = try Rig.new(disk)
    try rig.begin()
    let store = try #require(rig.store)
    disk.startCounting(only: [.fdatasync])
    // The order of the log is given by one owner; the waiting is shared.
    let shared = Monitor(rig.workshop)
    let threads = try (0..<8).map { author in
      try Thread {
        for number in 0..<25 {
          var ids = RunIDs(prefix: "t\(author).\(number).")
          let receipt = shared.withLock { workshop in
            let accepted = try? workshop.submit(
              .addSticky(NewSticky(kind: .domainEvent, text: "Event \(author) \(number)")),
              editID: ids.next(), by: Rig.ana, at: .earliest, ids: &ids)
            return accepted.flatMap { try? store.append($0.entries) }
          }
          if let receipt { try? store.flush(receipt) }
        }
      }
    }
    for thread in threads { thread.join() }

    #expect(disk.callCount <= 200)
    try store.close()
    let reading = try SessionReading(Rig.path, on: disk)
    #expect(reading.workshop.board.texts.count == 200)
    #expect(Set(reading.workshop.board.texts).count == 200)
    #expect(reading.workshop.board == shared.withLock(\.board))
  }
}

@Suite struct SaveScheduleTests {
  @Test func `the file is due five seconds after the first entry it lacks`() {
    var schedule = SaveSchedule(saved: 10)
    #expect(schedule.wait(at: .seconds(100)) == nil)

    schedule.recorded(11, at: .seconds(100))
    schedule.recorded(12, at: .seconds(103))

    #expect(schedule.wait(at: .seconds(104)) == .seconds(1))
    #expect(schedule.wait(at: .seconds(109)) == .zero)
    schedule.saving(11, at: .seconds(109))
    #expect(schedule.wait(at: .seconds(110)) == .seconds(4))
    schedule.saving(12, at: .seconds(111))
    #expect(schedule.wait(at: .seconds(200)) == nil)
  }

  @Test func `the file is due at once when it lacks a thousand entries`() {
    var schedule = SaveSchedule(saved: 0)

    schedule.recorded(999, at: .zero)
    #expect(schedule.wait(at: .zero) == .seconds(5))
    schedule.recorded(1000, at: .zero)

    #expect(schedule.wait(at: .zero) == .zero)
  }
}

@Suite struct SHA256Tests {
  /// Source: FIPS 180-4's examples, and the lengths around a block's end.
  @Test func `the digests are those of the standard`() {
    func digest(_ text: String) -> String {
      SHA256.digest(Array(text.utf8)).map { byte in
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }.joined()
    }

    #expect(
      digest("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      digest(String(repeating: "a", count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    #expect(
      digest(String(repeating: "x", count: 64))
        == "7ce100971f64e7001e8fe5a51973ecdfe1ced42befe7ee8d5fd6219506b5393c")
  }
}
