import SquallCollaboration
import SquallModel
import SquallNetwork
import SquallSessions

/// A host of this machine that serves a session which somebody opens.
enum HostHere {
  /// The call by which to take part in it; nil where no such host answers.
  static func call(for session: ID) -> String? {
    guard let state = StateFolder.path else { return nil }
    let access = AccessFile(of: session, in: Path("\(state)/hosts"), on: RealFileSystem())
    guard let port = (try? access.read())?.port else { return nil }
    let address = WorkshopAddress(host: "localhost", port: port)
    do throws(Failure) {
      try LiveOpening.refuseUnlessHosted(address, nil)
    } catch {
      return nil
    }
    // Whoever was there comes back by themselves; the others ask for the code.
    let isKnown = GuestSeats().latestName(at: address) != nil
    return "squall join localhost:\(port)" + (isKnown ? "" : " CODE")
  }
}
