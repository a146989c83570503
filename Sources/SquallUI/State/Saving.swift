/// What is true about saving, at every moment.
public struct Saving: Equatable, Sendable {
  /// Why nothing can be recorded any more.
  public struct Failure: Equatable, Sendable {
    /// The call that failed: `fdatasync`, say.
    public var call: String
    /// What the system said about it.
    public var cause: String

    public init(call: String, cause: String) {
      self.call = call
      self.cause = cause
    }
  }

  /// The sequence up to which every entry is flushed.
  public internal(set) var recorded: Int
  /// Set once a write or a flush has failed; nothing is acknowledged after it.
  public internal(set) var failure: Failure?

  /// All entries up to that one are on disk.
  public init(recorded: Int) { self.recorded = recorded }
}
