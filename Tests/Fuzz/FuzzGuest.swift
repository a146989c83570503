import SquallModel
import SquallSessions

@testable import SquallCollaboration

/// What a guest reads of a host that means harm: a stream, in whatever pieces, and every answer.
func fuzzGuest(_ bytes: UnsafeRawBufferPointer) {
  let all = Array(bytes)
  fuzzStream(all)
  fuzzAnswers(all)
}

/// Whatever a stream says, the guest goes on with a sound board, and keeps what waits.
private func fuzzStream(_ bytes: [UInt8]) {
  let mine = ID(checked: "w1")
  let me = ID(checked: "me")
  let start = SessionSnapshot(board: sample, revision: 3, checksum: 42)
  let waiting = WaitingEdit(id: mine, edit: .setTitle("Mine", was: nil), at: .earliest)
  var guest = GuestMachine(
    Participant(id: me, name: "Me"), role: .participant, copy: start, waiting: [waiting],
    ids: CountedIDs(), random: SeededGenerator(seed: 1),
    now: Moment(instant: .earliest, uptime: 0))
  var uptime: Int64 = 0
  var attempt = 0
  func act(_ actions: [GuestAction]) {
    for action in actions {
      switch action {
      case .openStream(let next, _), .fetchSnapshot(let next): attempt = next
      default: break
      }
    }
  }
  func turn(_ inputs: GuestInput...) {
    act(guest.turn(inputs, at: Moment(instant: Instant(clamping: uptime), uptime: uptime)))
  }
  act(guest.start(at: Moment(instant: .earliest, uptime: 0)))
  let cut = Int(bytes.first ?? 0) % (bytes.count + 1)
  let hello = Hello(
    session: sample.id, you: me, latest: LogPoint(sequence: 3, checksum: 42),
    people: [Person(id: me, name: "Me", role: .participant)])
  var greeting = EventStreamWriter()
  greeting.write(.hello(hello))
  for pieces in [[bytes], [greeting.bytes, Array(bytes[..<cut]), Array(bytes[cut...])]] {
    turn(.streamOpened(attempt))
    for piece in pieces { turn(.streamBytes(attempt, piece)) }
    turn(.edit(.setTitle("More", was: nil), id: nil))
    _ = guest.nextTurn
    // Time that passes meets whatever was said of times.
    for _ in 0..<3 {
      uptime += 20_000
      turn(.retryNow)
    }
    turn(.snapshot(attempt, start))
  }
  let kept = guest.waiting.contains { $0.id == mine } || guest.refused.contains { $0.id == mine }
  let settled = guest.confirmedWorkshop.map { $0.point.sequence > 3 } ?? false
  hold(kept || settled, "what waited is gone")
  let broken = guest.confirmedWorkshop?.workshop.board.checkInvariants() ?? []
  hold(broken == [], "a host broke the board: \(broken)")
}

/// Every answer is read or refused, and what was read is written as bytes that say the same.
private func fuzzAnswers(_ bytes: [UInt8]) {
  for name in ["hello", "people", "presence", "lock", "timer", "come", "halted", "bye"] {
    guard let message = try? StreamMessage(name: name, id: nil, data: bytes) else { continue }
    var writer = EventStreamWriter()
    writer.write(message)
    var reader = EventStreamReader()
    guard case .message(let name, let id, let data)? = (try? reader.read(writer.bytes))?.first,
      let again = try? StreamMessage(name: name, id: id, data: data)
    else { stop("a written message is not read: \(message)") }
    hold(again == message, "a message did not come back: \(message)")
  }
  if let report = try? Report(reading: bytes) {
    hold((try? Report(reading: report.body)) != nil, "a report did not come back")
  }
  if let joined = try? JoinAnswer(reading: bytes) {
    hold((try? JoinAnswer(reading: joined.bytes)) == joined, "an answer did not come back")
  }
  if let door = try? DoorSign(reading: bytes) {
    hold((try? DoorSign(reading: door.bytes)) == door, "a door did not come back")
  }
  _ = try? EditReceipt.list(reading: bytes)
  _ = WaitingEdit(reading: bytes)
  _ = Heartbeat(bytes)
}
