public import SquallModel

/// The live workshop that this terminal takes part in: who is here, the link, what a facilitator
/// has set. Nothing of it is saved.
///
/// Names follow what host and guest say to each other; the program that owns the sockets fills
/// it by ``CompanyInput``. Who *I* am and what I may do stands in ``Document/me`` and
/// ``Document/role``.
public struct Company: Equatable, Sendable {
  /// Whether this program owns the log and serves the others.
  public internal(set) var isHosting: Bool
  /// Everybody who takes part or took part, oneself among them, in a steady order.
  public internal(set) var people: [Person]
  public internal(set) var link: Link
  public internal(set) var lock = Lock.open
  /// Who has set it, where that is known.
  var lockedBy: ID?
  public internal(set) var timer: Timer?
  /// How many edits of one's own are not in the confirmed log.
  public internal(set) var waiting = 0
  /// Edits that were refused although they may have been shown, the oldest first.
  public internal(set) var refused: [RefusedEdit] = []
  /// The host cannot write its journal any more: nothing is accepted.
  public internal(set) var isHostHalted = false
  /// What opens the workshop for newcomers; nil until it was asked for.
  public internal(set) var door: Door?
  /// The most people that the host takes; nil where that is not known.
  public var capacity: Int?
  /// What this terminal does with all that; never leaves it.
  var view = View()

  /// - Parameters:
  ///   - isHosting: whether this program is the host; its link is then `.live` for good.
  ///   - link: `.connecting` for a guest that has just begun.
  public init(
    isHosting: Bool, people: [Person] = [], link: Link = .connecting, capacity: Int? = nil
  ) {
    self.isHosting = isHosting
    self.people = people
    self.link = isHosting ? .live : link
    self.capacity = capacity
  }

  /// Whether it is worth trying to reach the host again at a person's word.
  var mayRetry: Bool {
    switch link {
    case .offline: true
    case .ended(_, let mayRetry): mayRetry
    case .connecting, .live: false
    }
  }

  subscript(id: ID) -> Person? { people.first { $0.id == id } }
}

extension Company {
  /// Whether somebody can be reached.
  public enum Presence: UInt8, CaseIterable, Hashable, Sendable {
    case here
    /// Here, and has done nothing for a while.
    case idle
    /// The link is lost, a moment ago.
    case away
    case gone
    /// Sent out by a facilitator; may be let back in.
    case removed
  }

  /// Somebody in the workshop, as everybody sees them.
  public struct Person: Equatable, Sendable {
    public var id: ID
    public var name: String
    public var role: SquallModel.Role
    public var presence: Presence
    /// The sticky that their cursor is on; nil where it is hidden or on none.
    public var at: ID?
    /// Whether they are writing on that sticky.
    public var isWriting: Bool
    /// The person whose view they follow.
    public var follows: ID?
    /// Who gave them their role; nil where nobody did since they joined, or it is not known.
    public var roleBy: ID?
    /// Who sent them out, or let them back in, last.
    public var seatBy: ID?

    public init(
      id: ID, name: String, role: SquallModel.Role, presence: Presence = .here, at: ID? = nil,
      isWriting: Bool = false, follows: ID? = nil, roleBy: ID? = nil, seatBy: ID? = nil
    ) {
      self.id = id
      self.name = name
      self.role = role
      self.presence = presence
      self.at = at
      self.isWriting = isWriting
      self.follows = follows
      self.roleBy = roleBy
      self.seatBy = seatBy
    }

    /// Whether they have the board in view.
    public var isPresent: Bool { presence == .here || presence == .idle }
  }

  /// What somebody tells the others of themselves.
  public struct Whereabouts: Equatable, Sendable {
    /// The sticky that they are at; nil where that is hidden, or on none.
    public var at: ID?
    /// Whether they are writing on it.
    public var isWriting: Bool
    /// The person whose view they follow.
    public var follows: ID?

    public init(at: ID? = nil, isWriting: Bool = false, follows: ID? = nil) {
      self.at = at
      self.isWriting = isWriting
      self.follows = follows
    }
  }

  /// How it stands with the link to the host.
  public enum Link: Equatable, Sendable {
    case connecting
    case live
    /// Lost; tried again by itself at that instant.
    case offline(retryAt: Instant)
    /// Not tried again by itself; perhaps at a person's word.
    case ended(Ending, mayRetry: Bool)
  }

  /// Why a link is not tried again.
  public enum Ending: Equatable, Sendable {
    /// The host does not know this guest any more: somebody has to join anew.
    case unknown
    case removed
    /// The two programs speak different versions of the protocol.
    case version(host: Int, guest: Int)
    /// The host serves another session than the one whose copy is here.
    case otherSession
    case left
  }

  /// What participants may do to the board while a facilitator holds it.
  public enum Lock: UInt8, CaseIterable, Hashable, Sendable {
    case open
    /// Nothing new of a kind that the phase has not opened.
    case phaseKinds
    /// Nothing.
    case board
  }

  /// A timer that everybody sees.
  public enum Timer: Equatable, Sendable {
    case running(ends: Instant)
    /// Holds with so many milliseconds left.
    case paused(remaining: Int64)
  }

  /// An edit of one's own that was refused although it may have been shown.
  public struct RefusedEdit: Equatable, Sendable {
    public var id: ID
    public var edit: Edit
    /// Why, as a sentence, of the host's perhaps. Hostile text like any other.
    public var reason: String

    public init(id: ID, edit: Edit, reason: String) {
      self.id = id
      self.edit = edit
      self.reason = reason
    }
  }
}

extension Company {
  /// What opens the workshop for newcomers.
  public struct Door: Equatable, Sendable {
    /// A way to reach the host.
    public struct Address: Equatable, Sendable {
      /// What is typed between `squall join` and the code; empty for this machine.
      public var host: String
      /// Who can reach it, in words: "everybody on this network", say.
      public var reach: String
      /// The invitation of each role, with its QR code.
      public var invitations: [Invitation]

      public init(host: String, reach: String, invitations: [Invitation]) {
        self.host = host
        self.reach = reach
        self.invitations = invitations
      }
    }

    /// An address that lets somebody in as a role.
    public struct Invitation: Equatable, Sendable {
      public var role: SquallModel.Role
      public var url: String
      /// The modules of the QR code, dark ones true, row by row, without the quiet zone; empty
      /// where there is none.
      public var modules: [[Bool]]

      public init(role: SquallModel.Role, url: String, modules: [[Bool]]) {
        self.role = role
        self.url = url
        self.modules = modules
      }
    }

    /// What is said aloud to let somebody in as a role.
    public struct Code: Equatable, Sendable {
      public var role: SquallModel.Role
      /// `7-orange-harbour`.
      public var code: String

      public init(role: SquallModel.Role, code: String) {
        self.role = role
        self.code = code
      }
    }

    public var codes: [Code]
    /// The best one first.
    public var addresses: [Address]
    /// When new codes take the place of these.
    public var renewsAt: Instant

    /// The port that its invitations lead to.
    var port: Int? {
      guard let url = addresses.first?.invitations.first?.url,
        let colon = url.lastIndex(of: ":")
      else { return nil }
      return Int(url[url.index(after: colon)...].prefix { $0.isASCII && $0.isNumber })
    }

    public init(codes: [Code], addresses: [Address], renewsAt: Instant) {
      self.codes = codes
      self.addresses = addresses
      self.renewsAt = renewsAt
    }
  }

  /// What the person at this terminal has chosen, and what they were told.
  struct View: Equatable, Sendable {
    /// Whether the link was lost and is not back.
    var isCutOff = false
    /// Whether whoever hosts has ended the workshop; until the link is back.
    var isEndedByHost = false
    /// Why the link has ended; kept while it is tried again.
    var ending: Ending?
    /// Whether the person has asked for another try and has not heard what came of it.
    var isTryingAgain = false
    var following: ID?
    /// Whom they followed last, to go on by one key.
    var followed: ID?
    /// Where the followed one was when the cursor went there last.
    var followedTo: ID?
    var showsTags = true
    /// Whether others see this cursor.
    var showsCursor = true
    /// Whether a facilitator's call moves this view.
    var heedsCalls = true
    var call: Call?
    /// The place of the latest call, to be gone to later.
    var calledTo: ID?
    /// What others were told last.
    var told = Whereabouts()
    /// Who else writes on the sticky that this person is writing on, and was told of.
    var writeToo: Set<ID> = []
    /// A sticky on which somebody else has written since this person began to, and who.
    var overtaken: Overtaken?
    /// When they were told last, and whether a hand was on the keys since.
    var toldAtInstant: Instant?
    var isActive = false
    /// Stickies that others have changed where this screen does not look.
    var unseen: [ID] = []
    /// What was said lately of what others do out of view.
    var offScreen = OffScreen()
    /// Which part of the door shows.
    var doorRole = SquallModel.Role.participant
    /// Until when the door's codes were asked for.
    var doorAskedFor: Instant?
    /// Whether the person was told who is here.
    var isGreeted = false
    /// Whether the end of the timer has been told.
    var hasToldTime = false
    var hasToldCrowd = false
  }

  /// One line about what others did out of view, for as long as it is shown.
  struct OffScreen: Equatable, Sendable {
    var text = ""
    var stickies: Set<ID> = []
    var authors: Set<ID> = []
  }

  /// Who has written on a sticky while somebody else did.
  struct Overtaken: Equatable, Sendable {
    var sticky: ID
    var by: ID
  }

  /// A facilitator's wish that everybody come to a sticky.
  struct Call: Equatable, Sendable {
    var by: ID
    var to: ID
    /// When the view goes there by itself.
    var goesAt: Instant
  }
}
