extension ExitStatus {
  /// All statuses with their meaning, for the help and the README.
  static var table: String {
    let rows = allCases.map { status in
      let number = String(status.rawValue)
      return String(repeating: " ", count: 3 - number.count) + number + "  " + status.meaning
    }
    return "Exit status:\n" + rows.joined(separator: "\n")
  }
}
