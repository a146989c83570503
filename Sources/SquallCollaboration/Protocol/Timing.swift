/// The times of the protocol, in milliseconds unless a name says otherwise.
public enum Timing {
  /// After so long without anything else a stream carries a comment (H9).
  ///
  /// Source: traps.md section 13 asks for 15 s at most, user-experience.md M19 for about 5 s.
  public static let heartbeat: Int64 = 5_000
  /// A link on which nothing came for so long is dead, whatever its socket says (G8).
  public static let silence: Int64 = 15_000
  /// A post that is not answered for so long is sent again (G5).
  public static let answer: Int64 = 15_000
  /// The least that a link carries that is not taken for dead: 256 kbit/s, in bytes a millisecond.
  public static let slowest = 32
  /// A post of so many bytes that is not answered for so long is sent again (G5).
  public static func answer(to length: Int) -> Int64 {
    answer + Int64(max(0, length - shortPost) / slowest)
  }
  /// A post that is no longer than that needs no time of its own, in bytes.
  private static let shortPost = 64 << 10
  /// A snapshot that has not come after so long is asked for again; each time one was given up it
  /// has twice as long, as the link may be slow rather than dead.
  static func snapshot(after givenUp: Int) -> Int64 { silence << Int64(min(givenUp, 5)) }
  /// The first delay before a link is tried again, and the shortest of all (G9).
  public static let firstRetry: Int64 = 500
  /// The longest delay before a link is tried again (G9).
  public static let lastRetry: Int64 = 15_000
  /// A person who has done nothing for so long is idle.
  public static let idle: Int64 = 60_000
  /// A person whose link is lost for so long has gone.
  public static let gone: Int64 = 10_000
  /// So often at most a stream carries where people are.
  public static let presence: Int64 = 200
  /// So long a code is shown before the next one takes its place (H13).
  public static let code: Int64 = 600_000
  /// So long a code opens the door after the next one has taken its place (H13).
  public static let codeGrace: Int64 = 600_000
  /// So long after my own edit I hear that somebody else has changed the same thing.
  public static let overtaking: Int64 = 10_000
}
