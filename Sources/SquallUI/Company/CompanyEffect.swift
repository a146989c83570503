public import SquallModel

/// What a person in a live workshop wants done, beside edits.
public enum CompanyEffect: Equatable, Sendable {
  /// Where this person is, for the others. Told at each change: send the latest, not each.
  case presence(Company.Whereabouts)
  case control(CompanyControl)
  /// Asks for codes and invitations; answered by ``CompanyInput/door(_:opens:)``.
  case showDoor
  /// New codes at once; answered as ``showDoor`` is.
  case renewCodes
  /// Tries the lost link now.
  case retryNow
  /// The person has seen these refused edits; answered by ``CompanyInput/refused(_:)``.
  case dismissRefused([ID])
  /// Goes on with the workshop from this copy, as its host; answered by
  /// ``CompanyInput/hosting(_:)`` or by news of why not.
  case hostHere
}

/// What a facilitator does beside the board.
public enum CompanyControl: Equatable, Sendable {
  case setRole(ID, SquallModel.Role)
  /// Sends somebody out.
  case remove(ID)
  /// Lets somebody back in.
  case readmit(ID)
  case setLock(Company.Lock)
  /// Starts a timer; a running one is replaced.
  case startTimer(milliseconds: Int)
  case extendTimer(milliseconds: Int)
  case pauseTimer
  case resumeTimer
  case stopTimer
  /// Asks everybody to come to a sticky.
  case bring(to: ID)
}
