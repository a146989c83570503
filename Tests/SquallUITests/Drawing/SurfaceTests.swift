import Foundation
import FoundationXML
import SquallUI
import Testing

@Suite struct SurfaceTests {
  @Test func `plain text is trimmed unless asked`() {
    var grid = Grid(rows: 2, columns: 4)
    grid.put("ab", row: 0, column: 0, role: .plain)

    #expect(grid.plainText() == "ab\n\n")
    #expect(grid.plainText(trimmed: false) == "ab  \n    \n")
  }

  @Test func `ANSI sets each face from scratch and resets before the line ends`() {
    var grid = Grid(rows: 1, columns: 3)
    grid.put("E", row: 0, column: 0, role: .domainEvent)
    grid.put("x", row: 0, column: 1, role: .cursor)

    #expect(
      grid.ansi(theme: .terminal, depth: .indexed)
        == "\u{1b}[0;38;5;16;48;5;214mE\u{1b}[0;7mx\u{1b}[0m \u{1b}[0m\n")
    #expect(
      grid.ansi(theme: .terminal, depth: .sixteen)
        == "\u{1b}[0;30;103mE\u{1b}[0;7mx\u{1b}[0m \u{1b}[0m\n")
    #expect(
      grid.ansi(theme: .monochrome, depth: .indexed)
        == "\u{1b}[0;1mE\u{1b}[0;7mx\u{1b}[0m \u{1b}[0m\n")
  }

  @Test func `T3 SVG is well formed and holds no script, whatever the text`() throws {
    var random = SeededGenerator(seed: 41)
    for _ in 0..<50 {
      var grid = Grid(rows: 4, columns: 40)
      for row in 0..<4 {
        let text = random.hardText(upTo: 6) + "</text><script>&\"']]>" + random.hardText(upTo: 3)
        grid.put(SafeText(text), row: row, column: 0, role: .policy, attributes: .reverse)
      }
      let svg = grid.svg(theme: .terminal, title: SafeText("<b>&\u{1b}"))

      let reader = Reader()
      let parser = XMLParser(data: Data(svg.utf8))
      parser.delegate = reader
      #expect(parser.parse(), "\(String(describing: parser.parserError))\n\(svg)")
      #expect(reader.elements.isSubset(of: ["svg", "title", "g", "rect", "text"]))
    }
  }

  @Test func `SVG keeps columns whatever the font: wide and marked glyphs stand alone`() {
    var grid = Grid(rows: 1, columns: 6)
    grid.put("ab注cd", row: 0, column: 0, role: .domainEvent)

    let svg = grid.svg(theme: .terminal, title: "t")

    #expect(svg.contains("<text x=\"0\" y=\"14\" fill=\"#000000\" textLength=\"18\">ab</text>"))
    #expect(svg.contains("<text x=\"18\" y=\"14\" fill=\"#000000\" textLength=\"18\">注</text>"))
    #expect(svg.contains("<text x=\"36\" y=\"14\" fill=\"#000000\" textLength=\"18\">cd</text>"))
    #expect(svg.contains("fill=\"#ffaf00\""))
  }

  private final class Reader: NSObject, XMLParserDelegate {
    var elements: Set<String> = []

    func parser(
      _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String] = [:]
    ) {
      elements.insert(element)
    }
  }
}
