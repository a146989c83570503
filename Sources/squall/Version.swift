/// Which squall this is.
enum Version {
  static let number = "0.1.0"

  /// The one line of `squall --version`: name, version, and the file format it writes.
  static let line = "squall \(number) (session format 1)"
}
