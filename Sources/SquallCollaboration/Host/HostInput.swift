public import SquallModel

/// A request that waits for its answer, numbered by whoever holds the connection.
public typealias RequestID = Int
/// An open stream, numbered by whoever holds the connection; never used twice.
public typealias StreamID = Int

/// What reaches a host.
public enum HostInput: Sendable {
  case join(RequestID, JoinRequest, from: Origin)
  /// Edits, in the order in which they were made.
  case edits(RequestID, token: Secret, [PostedEdit])
  case presence(RequestID, token: Secret, Presence)
  case control(RequestID, token: Secret, Control)
  case snapshot(RequestID, token: Secret)
  /// Somebody asks for the whole history.
  case log(RequestID, token: Secret)
  /// Somebody asks for a stream of what follows a point; nil: a guest that has nothing yet.
  case openStream(StreamID, token: Secret, version: Int, after: LogPoint?)
  case streamClosed(StreamID)
  /// More waits for a stream's reader than ``HostLimits/streamQueueBytes``.
  case streamSlow(StreamID)
  /// Everything handed over by ``HostAction/record(_:)`` up to that sequence is on disk.
  case recorded(through: Int)
  /// The journal cannot be written any more (durability.md D7).
  case recordFailed
  /// The port that the host listens on.
  case listening(port: Int)
  /// The host shall end: streams are told, nothing is accepted any more.
  case end
}

/// What a host wants done, in that order.
public enum HostAction: Equatable, Sendable {
  /// Write these lines to the journal and flush them; answered by ``HostInput/recorded(through:)``.
  case record([LogLine])
  /// Replace the access file; done, and flushed, before anything behind it.
  case persist(AccessRecord)
  case answer(RequestID, HostAnswer)
  /// Answer with 200 and leave the stream open.
  case acceptStream(StreamID)
  /// Answer with an error.
  case refuseStream(StreamID, Complaint)
  /// Write the same bytes to each of the streams.
  case send([StreamID], [UInt8])
  /// End the stream once what was sent to it is written, or at once where it does not read.
  case closeStream(StreamID, Farewell)
  /// End the connections of somebody who was sent out, once what they asked is answered.
  case letGo(ID)
  case tell(HostNews)
}

/// What a host answers to a request.
public enum HostAnswer: Equatable, Sendable {
  case joined(JoinAnswer)
  case edits([EditAnswer])
  /// The session as it is recorded, to be encoded as a session file.
  case snapshot(LogPoint, Board)
  /// All entries up to a point, an entry a line as in the journal, where the edge finds them (H18).
  case log(through: LogPoint)
  case door(DoorSign)
  case done
  case complaint(Complaint)

  /// The status of the HTTP answer.
  public var status: Int {
    if case .complaint(let complaint) = self { complaint.status } else { 200 }
  }
}

/// What the facilitator at the host is told.
public enum HostNews: Equatable, Sendable {
  case joined(Person)
  case left(Person)
  case wrongCode(Origin)
  case codesRenewed(DoorSign)
  /// A guest did not read what was sent to it.
  case droppedSlow(Person)
  case halted
}
