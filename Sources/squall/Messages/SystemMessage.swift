import Glibc

/// What the system says about a failed call.
enum SystemMessage {
  /// The words for a code of `errno`, with the code's number.
  static func text(_ code: Int32) -> String {
    guard let words = strerror(code) else { return "error \(code)" }
    return "\(String(cString: words).lowercased()) (error \(code))"
  }
}
