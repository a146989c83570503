internal import CNcurses
internal import Glibc
internal import SquallUI

/// What the environment says about the terminal.
enum Environment {
  /// The value of a variable that is set and not empty.
  static func value(of name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// How many colours to use on a terminal that has that many.
  ///
  /// Source: no-color.org: NO_COLOR counts when it is set and not empty.
  static func depth(colours: Int32, noColour: String?) -> ColourDepth {
    noColour != nil ? .none : ColourDepth(colours: Int(colours))
  }

  /// Sets the locale's characters and says which of them may be used.
  ///
  /// A locale that asks for UTF-8 without being installed silently becomes C, so C.UTF-8 stands
  /// in for it; likewise where nothing is set at all, as in most containers. Who says C, POSIX or
  /// another character set gets ASCII.
  static func setCharset() -> Charset {
    if sq_set_locale("") != 0 { return .unicode }
    let wanted = value(of: "LC_ALL") ?? value(of: "LC_CTYPE") ?? value(of: "LANG")
    guard wantsUnicode(locale: wanted), sq_set_locale("C.UTF-8") != 0 else { return .ascii }
    return .unicode
  }

  /// Whether the name of a locale asks for UTF-8, or asks for nothing.
  static func wantsUnicode(locale: String?) -> Bool {
    guard let locale else { return true }
    let name = locale.lowercased()
    return name.contains("utf-8") || name.contains("utf8")
  }
}
