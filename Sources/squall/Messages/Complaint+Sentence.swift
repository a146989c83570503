import SquallCollaboration
import SquallModel
import SquallNetwork
import SquallUI

extension Complaint {
  /// What a guest reads: what is not done, and what helps.
  var sentence: String {
    switch self {
    case .wrongCode:
      "that code does not open this workshop; there are new ones every ten minutes, and when the "
        + "host is started anew: ask for the one at the door now"
    case .wrongInvitation:
      "that invitation opens nothing here; it ends with the host that gave it: ask for a new one"
    case .tooManyAttempts(let time):
      "there were too many wrong codes; try again in \(Complaint.seconds(time))"
    case .tooManyJoins(let time):
      "too many people have joined from your address lately; try again in "
        + Complaint.seconds(time)
    case .blankName: "a name is needed, so that others see who is here"
    case .nameTooLong: "a name is at most \(JoinRequest.maximumName) bytes long"
    case .full: "the workshop holds no more people"
    case .version(let mismatch): mismatch.sentence
    case .unknownToken: "this host does not know you any more; join again"
    case .removed: "a facilitator has sent you out of the workshop"
    case .tooFast(let time):
      "that is more than one person may do at once; try again in \(Complaint.seconds(time))"
    case .cannotRecord:
      "the host cannot write to its disk any more, so nothing new is accepted; what was accepted "
        + "is safe"
    case .ended: "the workshop has ended"
    case .observersOnlyRead: "observers only look; a facilitator can make you a participant"
    case .facilitatorsOnly: "only facilitators do that"
    case .boardLocked: "a facilitator has locked the board"
    case .kindNotOpen(let kind, let phase):
      "\(Words.one(kind)) is not for this phase yet (\(phase.words)); a facilitator opens it by going on"
    case .refused(let refusal): refusal.sentence
    case .notAnEdit(let error): error.wordsInLine
    case .noEditID: "an edit that is posted needs an \"edit_id\""
    case .noSuchPerson(let id): "nobody here has the id \(id)"
    case .atTheHost: "that is whoever hosts the workshop; only they can end or hand it over"
    case .lastFacilitator: "a workshop needs a facilitator; make somebody else one first"
    case .unreadable(let error): error.sentence
    case .tooLong(let maximum): "that is longer than the \(Limit.grouped(maximum)) bytes it may be"
    }
  }

  private static func seconds(_ milliseconds: Int) -> String {
    "\((milliseconds + 999) / 1_000) s"
  }
}

extension RefusedEdit.Cause {
  /// Why an edit of one's own was refused, by whomever.
  var sentence: String {
    switch self {
    // People know no ids.
    case .host(let report)
    where report.word == "noSuchSticky":
      "the sticky that it is about, or stood beside, has gone"
    case .host(let report): report.sentence
    case .here(let complaint): complaint.sentence
    case .noBoard: "there was no board yet"
    case .tooManyWaiting: "\(Limit.grouped(GuestMachine.maximumWaiting)) edits wait already"
    }
  }
}

extension VersionMismatch {
  /// Which side is the older program.
  fileprivate var sentence: String {
    switch older {
    case .host: "this host is older than you: it speaks version \(host), you \(guest)"
    case .guest: "this host is newer than you: it speaks version \(host), you \(guest)"
    }
  }
}

extension WireError {
  fileprivate var sentence: String {
    switch self {
    case .json(let error):
      "\(error.place.words): \(error.reason.words)"
    case .missing(let name): "\"\(name)\" is missing"
    case .bad(let name): "\"\(name)\" holds what it cannot hold"
    }
  }
}

extension RequestFault {
  /// What a person reads who sees such an answer.
  var sentence: String {
    switch self {
    case .malformed: "that is no request that this host understands"
    case .headTooLong(let most):
      "the head of a request is at most \(Limit.grouped(most)) bytes long"
    case .bodyTooLong(let most):
      "the body of that request is at most \(Limit.grouped(most)) bytes long"
    case .tooSlow: "the request did not come whole in time"
    case .noHost: "a request names one host"
    case .foreignHost: "this host does not go by that name; use an address that it shows"
    case .foreignOrigin: "a page of another site may not speak with this host"
    case .noSuchPath: "there is nothing at that path"
    case .methodNotAllowed(let allowed): "that path takes \(allowed) only"
    case .notJSON: "the body has to be application/json"
    case .lengthRequired: "a body comes whole, with its length"
    case .expectation: "this host promises nothing before a request is there"
    case .noToken: "that needs a token: join first"
    case .badValue(let name): "'\(name)' has no value that can be used"
    }
  }
}
