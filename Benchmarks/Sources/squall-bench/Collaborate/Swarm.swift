import Glibc

/// All guests of a run, driven by one thread: sends on schedule, and sees when everybody has seen.
final class Swarm {
  /// What a run came to; times in milliseconds.
  struct Result {
    /// From the scheduled sending to the last guest's receipt, sorted.
    var times: [Double] = []
    /// How late this driver was itself, sorted.
    var lateness: [Double] = []
    var seconds = 0.0
    var seen = 0
  }

  private let peer: any Peer
  private var listening: [Link] = []
  private var speaking: [Link] = []
  /// All links, those that are listened on first.
  private var links: [Link] = []
  private var watched: [pollfd] = []
  private let mark = Array(#""edit_id": "b-"#.utf8)
  /// How many guests have seen each edit, and when it was due.
  private var seen: [Int32] = []
  private var due: [Int64] = []
  private var result = Result()

  init(_ peer: some Peer, guests: Int) throws {
    var peer = peer
    for number in 0..<guests {
      let links = try peer.guest(number)
      listening.append(links.listening)
      speaking.append(links.speaking)
    }
    self.peer = peer
    // A guest that speaks and listens on one link is heard once.
    let others = speaking.filter { link in !listening.contains { $0 === link } }
    links = listening + others
    for link in links {
      link.stopWaiting()
      watched.append(pollfd(fd: link.descriptor, events: Int16(POLLIN), revents: 0))
    }
  }

  /// Sends so many edits a second, each guest in turn.
  func run(rate: Int, seconds: Int) throws -> Result {
    let start = Swarm.now + 50_000_000
    let total = rate * seconds
    due = (0..<total).map { start + Int64($0) * 1_000_000_000 / Int64(rate) }
    seen = [Int32](repeating: 0, count: total)
    var next = 0
    // What has not come a while after the last sending will not come.
    let end = start + Int64(seconds + 10) * 1_000_000_000
    while result.seen < total, Swarm.now < end {
      let now = Swarm.now
      while next < total, due[next] <= now {
        result.lateness.append(Double(Swarm.now - due[next]) / 1e6)
        let guest = next % speaking.count
        speaking[guest].send(peer.edits(next..<(next + 1), by: guest))
        next += 1
      }
      try wait(until: next < total ? due[next] : end) { _ in }
    }
    return finished(since: start)
  }

  /// Each guest sends `batch` edits as soon as everybody has seen the ones before.
  func runFlat(batch: Int, seconds: Int) throws -> Result {
    let start = Swarm.now
    let end = start + Int64(seconds) * 1_000_000_000
    let guests = speaking.count
    var open = [Int](repeating: 0, count: guests)
    func send(_ guest: Int) {
      let first = seen.count
      let now = Swarm.now
      seen += [Int32](repeating: 0, count: batch)
      due += [Int64](repeating: now, count: batch)
      open[guest] = batch
      speaking[guest].send(peer.edits(first..<(first + batch), by: guest))
      senders += [Int](repeating: guest, count: batch)
    }
    for guest in 0..<guests { send(guest) }
    while Swarm.now < end {
      try wait(until: end) { number in
        let guest = self.senders[number]
        open[guest] -= 1
        if open[guest] == 0 { self.idle.append(guest) }
      }
      let ready = idle
      idle = []
      for guest in ready { send(guest) }
    }
    return finished(since: start)
  }

  private var senders: [Int] = []
  private var idle: [Int] = []

  private func finished(since start: Int64) -> Result {
    result.seconds = Double(Swarm.now - start) / 1e9
    result.times.sort()
    result.lateness.sort()
    return result
  }

  /// Waits for what comes and counts it; `done` gets each edit that everybody has seen.
  private func wait(until time: Int64, _ done: (Int) -> Void) throws {
    // A poll that ends by time ends late: what is left after whole milliseconds, and one more, is
    // waited for by asking again.
    let left = max(0, (time - Swarm.now) / 1_000_000 - 1)
    let ready = poll(&watched, nfds_t(watched.count), Int32(clamping: left))
    guard ready > 0 else {
      sched_yield()
      return
    }
    for index in watched.indices where watched[index].revents != 0 {
      let link = links[index]
      guard link.receive() else { throw Complaint("the server has ended a connection") }
      guard index < listening.count else {
        try link.dropAnswers()
        continue
      }
      let now = Swarm.now
      let isAsked = link.forEachNumber(after: mark) { number in
        guard number < seen.count else { return }
        seen[number] += 1
        guard seen[number] == listening.count else { return }
        result.times.append(Double(now - due[number]) / 1e6)
        result.seen += 1
        done(number)
      }
      if isAsked { link.send(Array("PONG\r\n".utf8)) }
    }
    for link in speaking { link.flush() }
  }

  static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }
}
