import Foundation
import Testing

@testable import SquallUI

@Suite struct KeyReferenceTests {
  private var page: URL {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    return folder.appendingPathComponent("Sources/SquallUI/SquallUI.docc/Keys.md")
  }

  @Test func `the page of keys is what the action table says`() {
    Golden.check(KeyReference.markdown(), "Keys.md", at: page, #_sourceLocation)
  }

  @Test func `every action stands on the page once`() {
    let rows = KeyReference.markdown().split(separator: "\n").filter { $0.contains("| `:") }

    #expect(rows.count == Action.all.count)
    #expect(rows.allSatisfy { $0.split(separator: "|").count == 3 })
  }
}
