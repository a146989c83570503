import SquallModel
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
      SafeText("Everything shown as saved is at the host; 'squall join' brings you back."),
    ])
    live = opening.start(mailbox)
    for sentence in opening.news { take(.news(sentence, .hint)) }
  }

  mutating func perform(_ effect: CompanyEffect) {
    live?.perform(effect)
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
