public import SquallUI

/// How the terminal is to be used; nil where the terminal decides.
public struct TerminalOptions: Sendable {
  /// Which characters the furniture may use; nil asks the locale.
  public var charset: Charset?

  /// The most colours that are used; nil asks TERM and NO_COLOR.
  public var depth: ColourDepth?

  /// Whether the mouse reports to the program.
  public var usesMouse: Bool

  /// The theme of the first frame.
  public var theme: Theme

  /// The title of the terminal's window; nil leaves it alone.
  public var title: SafeText?

  public init(
    charset: Charset? = nil, depth: ColourDepth? = nil, usesMouse: Bool = true,
    theme: Theme = .terminal, title: SafeText? = nil
  ) {
    self.charset = charset
    self.depth = depth
    self.usesMouse = usesMouse
    self.theme = theme
    self.title = title
  }
}
