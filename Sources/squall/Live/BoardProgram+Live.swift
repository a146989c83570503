import SquallCollaboration
import SquallModel
import SquallNetwork
import SquallSessions
import SquallTerminal
import SquallUI

/// The program in a live workshop.
extension BoardProgram {
  /// Starts to take part in a workshop that the state shows already.
  mutating func begin(_ opening: LiveOpening) {
    terminal.setTitle(SafeText("\(state.board.title) - squall"))
    terminal.setCrashNote([
      SafeText("squall \(Version.number) has crashed; please tell what you did last."),
      SafeText("Everything shown as saved is \(opening.whereSaved)."),
    ])
    sessionName = opening.sessionName
    live = opening.start(mailbox)
    for sentence in opening.news { take(.news(sentence, .hint)) }
    if let draft = drafts.read(of: state.board.id) { take(.draft(draft)) }
  }

  mutating func perform(_ effect: CompanyEffect) {
    if effect == .hostHere { hostHere() } else { live?.perform(effect) }
  }

  /// Carries the workshop on from this guest's copy, as its host.
  private mutating func hostHere() {
    guard let live, !live.isHosting else { return }
    let path: Path
    do throws(Failure) {
      guard let copy = try live.lendFiles() else {
        throw Failure(.diskError, "there is no copy of the workshop here")
      }
      path = copy
    } catch {
      live.takeFilesBack()
      return take(.news(error.sentence?.description ?? "the copy cannot be used", .problem))
    }
    let me = state.document.me
    let waiting = state.company?.waiting ?? 0
    do throws(Failure) {
      // Others come from where the host was found: from this machine, or over the network.
      var options = HostedWorkshop.Options(
        listen: live.cameOverNetwork ? "0.0.0.0" : HostListening.loopback)
      let opening: LiveOpening
      do throws(Failure) {
        opening = try host(path, options, as: me, refused: live.refused)
      } catch  where error.status == .locked {
        // Another host of this machine has the usual port.
        options.port = 0
        opening = try host(path, options, as: me, refused: live.refused)
      }
      // Its files are the host's now; there is nothing left that could fail.
      _ = try? live.close()
      begin(opening)
      take(.company(.hosting(true)))
      take(
        .news(
          "hosting from your copy, \(path.quoted); others join by the door, and nobody else should "
            + "host it as well", .news))
      if waiting > 0 {
        let edits =
          waiting == 1 ? "the edit that waited is" : "the \(waiting) edits that waited are"
        let sentence = "\(edits) done on it now; what no longer applies is listed with its text"
        take(.news(sentence, .news))
      }
      if let sentence = options.whoCanReach { take(.news(sentence, .warning)) }
    } catch {
      live.takeFilesBack()
      let reason = error.sentence?.description ?? "it cannot be hosted"
      take(.news("\(reason); your copy is \(path.quoted)", .problem))
    }
  }

  private mutating func host(
    _ path: Path, _ options: HostedWorkshop.Options, as me: Participant, refused: [RefusedEdit]
  ) throws(Failure) -> LiveOpening {
    try LiveOpening(
      hosting: FileArgument(path: path), options, as: me.name, id: me.id, refused: refused,
      postingTo: mailbox, on: nil, &world)
  }

  /// Leaves the live workshop.
  ///
  /// - Returns: what the person should know afterwards, in lines.
  mutating func closeLive() -> [SafeText] {
    guard let live else { return [] }
    self.live = nil
    do throws(Failure) {
      guard let path = try live.close() else { return [] }
      return [SafeText("left; your copy of the workshop is \(path.quoted)")]
    } catch {
      failure = failure ?? error
      return []
    }
  }
}
