public import SquallModel

/// What the program hears of a live workshop; each replaces what was known before.
public enum CompanyInput: Sendable {
  /// The board as it is now, with all that waits on top.
  case board(CompanyBoard)
  /// Everybody, oneself among them.
  case people([Company.Person])
  case link(Company.Link)
  case myRole(SquallModel.Role)
  /// What participants may do now, and who has set that, where it is known.
  case lock(Company.Lock, by: ID? = nil)
  case timer(Company.Timer?)
  /// All refused edits that nobody has dismissed yet.
  case refused([Company.RefusedEdit])
  /// The door, as it was asked for or as its codes were renewed.
  ///
  /// - Parameter opens: whether it is shown at once, as when a host begins.
  case door(Company.Door, opens: Bool)
  /// A facilitator asks everybody to come to a sticky.
  case come(by: ID, to: ID)
  /// Somebody else has changed the same sticky a moment after I did.
  case overtaken(ID, by: ID)
  case joined(ID)
  case left(ID)
  /// Stickies of one's own that are in the inbox, as what they stood by has gone meanwhile.
  case inboxed([ID])
  /// What an undo left as it is, as the host says.
  case leftovers([Leftover])
  /// Whoever hosts has ended the workshop.
  case hostEnded
  /// The host cannot write its journal any more, or can again.
  case hostHalted(Bool)
  /// Whether this program is the host from now on.
  case hosting(Bool)
}

/// The board of a live workshop, as a guest or the host has it at the moment.
public struct CompanyBoard: Sendable {
  /// The confirmed log with one's own waiting edits applied on top; its history must hold what
  /// this terminal has seen, as undo is looked for there.
  public var workshop: Workshop
  /// The sequence up to which the log is confirmed: flushed by the host.
  public var confirmed: Int
  /// How many edits of one's own are not confirmed.
  public var waiting: Int
  /// The entries that were confirmed since the board before, anyone's, in order.
  public var news: [Entry]

  public init(workshop: Workshop, confirmed: Int, waiting: Int, news: [Entry] = []) {
    self.workshop = workshop
    self.confirmed = confirmed
    self.waiting = waiting
    self.news = news
  }
}
