extension Grid {
  /// The size of a cell in an SVG, in pixels.
  public static let svgCellSize = (width: 9, height: 18)

  /// The screen as an SVG picture: rectangles and text, no script, nothing loaded.
  ///
  /// - Parameters:
  ///   - title: what the picture is of, for those who cannot see it.
  ///   - dark: whether the terminal's own ground is dark.
  public func svg(theme: Theme, depth: ColourDepth = .indexed, title: SafeText, dark: Bool = false)
    -> String
  {
    let (width, height) = (columns * Grid.svgCellSize.width, rows * Grid.svgCellSize.height)
    let ground = Ground(
      foreground: dark ? "#d4d4d4" : "#1c1c1c", background: dark ? "#1c1c1c" : "#ffffff")
    var text = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
      viewBox="0 0 \(width) \(height)" role="img">
      <title>\(Grid.xml(title.description))</title>
      <rect width="\(width)" height="\(height)" fill="\(ground.background)"/>
      <g font-family="ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace" \
      font-size="15" xml:space="preserve">

      """
    for row in 0..<rows {
      for run in runs(of: row) { write(run, row: row, theme, depth, ground, to: &text) }
    }
    return text + "</g>\n</svg>\n"
  }

  /// The colours that stand for the terminal's own.
  private struct Ground {
    let foreground: String
    let background: String
  }

  /// Neighbouring cells that look alike; wide or marked glyphs stand alone, so that columns hold
  /// whatever font shows them.
  private struct Run {
    var column: Int
    var columns: Int
    var cell: Cell
    var text: String
    var isAlone: Bool
  }

  private func runs(of row: Int) -> [Run] {
    var runs: [Run] = []
    for column in 0..<columns {
      let cell = cells[row * columns + column]
      if cell.glyph.columns == 0 { continue }
      let alone = !cell.glyph.isASCII
      if let last = runs.last, !alone, !last.isAlone, last.cell.dress == cell.dress {
        runs[runs.count - 1].columns += 1
        cell.glyph.write(to: &runs[runs.count - 1].text)
      } else {
        var text = ""
        cell.glyph.write(to: &text)
        runs.append(
          Run(
            column: column, columns: cell.glyph.columns, cell: cell, text: text, isAlone: alone))
      }
    }
    return runs
  }

  private func write(
    _ run: Run, row: Int, _ theme: Theme, _ depth: ColourDepth, _ ground: Ground,
    to text: inout String
  ) {
    let face = theme.face(of: run.cell.role, at: depth)
    let attributes = face.attributes(adding: run.cell.attributes)
    var foreground = Grid.hex(face.foreground, ground.foreground)
    var background = Grid.hex(face.background, ground.background)
    if attributes.contains(.reverse) { swap(&foreground, &background) }
    let (width, height) = Grid.svgCellSize
    let (x, y) = (run.column * width, row * height)
    let span = run.columns * width
    if background != ground.background {
      text += "<rect x=\"\(x)\" y=\"\(y)\" width=\"\(span)\" height=\"\(height)\" "
      text += "fill=\"\(background)\"/>\n"
    }
    guard run.text.contains(where: { $0 != " " }) else { return }
    text += "<text x=\"\(x)\" y=\"\(y + 14)\" fill=\"\(foreground)\" textLength=\"\(span)\""
    if attributes.contains(.bold) { text += " font-weight=\"bold\"" }
    if attributes.contains(.underline) { text += " text-decoration=\"underline\"" }
    if attributes.contains(.dim) { text += " opacity=\"0.6\"" }
    text += ">\(Grid.xml(run.text))</text>\n"
  }

  private static func hex(_ colour: Colour, _ own: String) -> String {
    guard case .indexed(let index) = colour else { return own }
    let (red, green, blue) = Colour.rgb(of: index)
    return "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// A text with what XML reserves replaced; safe text has no controls left.
  private static func xml(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
