/// Why the terminal cannot be used.
public enum TerminalError: Error, Equatable, Sendable {
  /// Standard input or output is not a terminal.
  case notATerminal
  /// TERM is not set.
  case noTerminalType
  /// No entry of the terminal database has the name that TERM holds.
  case unknownTerminal(String)
  /// There is no terminal database at all.
  case noTerminalDatabase
  /// The terminal that TERM names cannot place the cursor.
  case noCursorAddressing(String)
  /// A call of the operating system failed.
  case system(call: String, number: Int32)
}
