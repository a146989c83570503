import CollaborationSimulation
import SquallCollaboration
import SquallModel
import SquallSessions
import Testing

/// What simulations have found, each as small as it could be made.
@Suite struct PinnedFailureTests {
  /// Seeds that failed once; what they found is told by the tests below.
  @Test(arguments: [4, 9, 23, 90, 158, 379, 403, 464, 564, 886, 914] as [UInt64])
  func `a seed that failed once passes`(seed: UInt64) {
    var simulation = Simulation(seed: seed)
    #expect(simulation.outcome() == [])
  }

  /// The order in which copies were made is in no file, and decided which one became the original.
  @Test func `a snapshot hands a removed original's text on to the same copy`() throws {
    var workshop = Workshop(
      board: Board(
        id: "w", title: "W", level: .process, lanes: [Lane(id: "l1", name: "Sales")]))
    var ids = CountedIDs("n")
    let ana = Participant(id: "ana", name: "Ana")
    let edits: [Edit] = [
      .add("s1"), .addCopy(id: "s3", of: "s1", lane: nil, to: .end),
      .addCopy(id: "s2", of: "s1", lane: nil, to: .after("s1")),
    ]
    for (number, edit) in edits.enumerated() {
      _ = try workshop.submit(
        edit, editID: ID(checked: "e\(number)"), by: ana, at: .earliest, ids: &ids)
    }
    let snapshot = SessionSnapshot(board: workshop.board, revision: 4, checksum: 7)
    var read = try SessionFormat.read(SessionFormat.bytes(of: snapshot)).board
    #expect(read == workshop.board)

    read.apply(.stickyRemoved("s1"), by: "ana", at: .earliest)
    _ = try workshop.submit(
      .removeSticky("s1"), editID: "e9", by: ana, at: .earliest, ids: &ids)

    #expect(read == workshop.board)
  }

  /// A stream whose beginning was lost kept its guest connecting for ever.
  @Test func `a stream that does not begin with hello is given up`() {
    var bench = GuestBench()
    bench.hearComment("\(bench.point) 0")
    guard case .offline = bench.guest.link else {
      Issue.record("still \(bench.guest.link)")
      return
    }
  }
}
