public import SquallModel
public import SquallSessions

/// An attempt to reach the host, numbered by the machine: what belongs to an older one is let be.
public typealias Attempt = Int

/// What reaches a guest.
public enum GuestInput: Sendable {
  /// The person at this terminal wants something.
  case edit(Edit, id: ID?)
  case presence(Presence)
  case retryNow
  /// The person has seen the refused edits.
  case dismissRefused([ID])
  /// The person leaves; what waits is kept.
  case leave

  /// The stream is open; its bytes follow.
  case streamOpened(Attempt)
  case streamBytes(Attempt, [UInt8])
  /// The stream ended or could not be opened.
  case streamEnded(Attempt, LinkFault)
  case snapshot(Attempt, SessionSnapshot)
  case snapshotFailed(Attempt, LinkFault)
  case posted(Int, [EditReceipt])
  case postFailed(Int, LinkFault)
}

/// Why something did not come through.
public enum LinkFault: Error, Equatable, Sendable {
  /// The connection could not be made, or ended: in words of the system, for people.
  case unreachable(String)
  /// The host answered, and said no.
  case refused(Report)
  /// What came is not what the protocol says.
  case unreadable
}

/// What a guest wants done, in that order.
public enum GuestAction: Equatable, Sendable {
  /// Ask for the session as it is.
  case fetchSnapshot(Attempt)
  /// Ask for a stream of what follows a point.
  case openStream(Attempt, after: LogPoint)
  case closeStream(Attempt)
  /// Post edits: the number comes back with the answer, the bytes are the body.
  case post(Int, [UInt8])
  case postPresence(Presence)

  /// Keep the edit on disk until it is settled; done before anything behind it.
  case keep(WaitingEdit)
  /// Keep what was refused on disk until it is dismissed; done before it is settled.
  case keepRefused(RefusedEdit)
  /// The person has seen what was refused: it need not be kept.
  case dismissRefused([ID])
  /// The edits are in the log, or refused: they need not be kept.
  case settle([ID])
  /// Append to the copy of the log, which is a file of this guest's own.
  case confirm([LogLine])
  /// Replace the copy.
  case replaceCopy(SessionSnapshot)
  case tell(GuestNews)
}

/// What the person at this terminal is told.
public enum GuestNews: Equatable, Sendable {
  /// An edit is not taken, here or by the host; it is among ``GuestMachine/refused``.
  case refused(RefusedEdit)
  /// An edit that could not be was made otherwise: its stickies are in the inbox, as what they stood
  /// by has gone, or it follows one that was (G13).
  case madeAnew(ID, as: WaitingEdit)
  /// An undo left something as it was.
  case left([Leftover])
  case linkLost(LinkFault?)
  /// The host has ended the workshop, as whoever hosts it wanted.
  case hostLeft
  case linkBack
  /// Somebody else has changed the same sticky a moment after I did.
  case overtaken(ID, by: ID)
  case joined(Person)
  case leftUs(Person)
  case myRole(Role)
  case lock(BoardLock)
  case timer(TimerState?)
  case come(by: ID, to: ID)
  case hostHalted
  /// The board was replaced by a snapshot.
  case replaced
  case ended(LinkEnd)
}

/// Why a guest does not try any more by itself.
public enum LinkEnd: Equatable, Sendable {
  /// The host does not know the token: somebody has to join anew.
  case unknownToken
  case removed
  case version(VersionMismatch)
  /// It is another session than the one whose copy is here.
  case otherSession(ID)
  case left

  /// Whether it is worth trying again at a person's word: with the same token another time, also
  /// where another host may be at the address meanwhile, or the first one again.
  public var mayRetry: Bool {
    switch self {
    case .removed, .version, .left, .unknownToken: true
    case .otherSession: false
    }
  }
}

/// How it stands with the link, for the status line.
public enum LinkState: Equatable, Sendable {
  case connecting
  case live
  /// Tries again by itself at that time of the clock that never jumps.
  case offline(retryAt: Int64)
  case ended(LinkEnd)
}
