import Foundation
import SquallUI
import Testing

/// Screens as files: characters, roles and attributes, one plane under the other.
///
/// `SQUALL_RECORD=1` writes them anew and fails, so that nobody records by accident.
enum Golden {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Goldens")

  /// Compares a screen with the file of that name.
  static func check(
    _ grid: Grid, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let planes = [grid.plainText(), grid.rolePlane(), grid.attributePlane()]
    check(planes.joined(separator: "\n"), name, sourceLocation: sourceLocation)
  }

  /// Compares a text with the file of that name.
  static func check(
    _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    check(text, name, at: folder.appendingPathComponent(name + ".txt"), sourceLocation)
  }

  /// Compares a text with any file.
  static func check(
    _ text: String, _ name: String, at file: URL, _ sourceLocation: SourceLocation
  ) {
    if ProcessInfo.processInfo.environment["SQUALL_RECORD"] == "1" {
      do {
        try text.write(to: file, atomically: true, encoding: .utf8)
        Issue.record("recorded \(name)", sourceLocation: sourceLocation)
      } catch {
        Issue.record("\(name) cannot be written: \(error)", sourceLocation: sourceLocation)
      }
      return
    }
    guard let expected = try? String(contentsOf: file, encoding: .utf8) else {
      Issue.record("there is no golden \(name)", sourceLocation: sourceLocation)
      return
    }
    guard expected != text else { return }
    let new = text.split(separator: "\n", omittingEmptySubsequences: false)
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let row = zip(new, old).enumerated().first { $1.0 != $1.1 }?.offset ?? min(new.count, old.count)
    Issue.record(
      """
      \(name) differs from line \(row + 1) on
      expected: \(row < old.count ? old[row] : "nothing")
      is:       \(row < new.count ? new[row] : "nothing")
      whole:
      \(text)
      """, sourceLocation: sourceLocation)
  }
}
