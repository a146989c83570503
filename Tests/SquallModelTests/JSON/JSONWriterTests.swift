import SquallModel
import Testing

@Suite struct JSONWriterTests {
  private func text(
    _ spacing: JSONWriter.Spacing = .spaced, _ write: (inout JSONWriter) -> Void
  ) -> String {
    var writer = JSONWriter(spacing)
    write(&writer)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  @Test func `commas and spaces come by themselves`() {
    let write: (inout JSONWriter) -> Void = { writer in
      writer.beginObject()
      writer.key("id")
      writer.string("s1")
      writer.key("a key")
      writer.beginArray()
      writer.integer(-7)
      writer.bool(true)
      writer.null()
      writer.beginObject()
      writer.endObject()
      writer.endArray()
      writer.key("raw")
      writer.raw(Array("[1]".utf8))
      writer.endObject()
    }

    #expect(text(.spaced, write) == #"{"id": "s1", "a key": [-7, true, null, {}], "raw": [1]}"#)
    #expect(text(.compact, write) == #"{"id":"s1","a key":[-7,true,null,{}],"raw":[1]}"#)
  }

  @Test func `lines break where the caller says so`() {
    let written = text { writer in
      writer.beginObject()
      writer.breakLine()
      writer.key("format")
      writer.string("squall-session" as StaticString)
      writer.breakLine()
      writer.key("lanes")
      writer.beginArray()
      for name in ["Sales", "Warehouse"] {
        writer.breakLine(indent: 1)
        writer.beginObject()
        writer.key("name")
        writer.string(name)
        writer.endObject()
      }
      writer.breakLine()
      writer.endArray()
      writer.breakLine()
      writer.endObject()
    }

    #expect(
      written == """
        {
        "format": "squall-session",
        "lanes": [
         {"name": "Sales"},
         {"name": "Warehouse"}
        ]
        }
        """)
  }

  @Test func `only what must be escaped is escaped`() {
    #expect(
      text { $0.string("\"\\/\u{8}\u{C}\n\r\t\u{0}\u{1F}\u{1B}") }
        == #""\"\\/\b\f\n\r\t\u0000\u001f\u001b""#)
    let raw = "\u{7F}\u{80}\u{2028}\u{2029}\u{FEFF}é中😀 plain text and more of it"
    #expect(text { $0.string(raw) } == "\"\(raw)\"")
    #expect(text { $0.string("éééé\"中中中中\\") } == #""éééé\"中中中中\\""#)
  }

  @Test(arguments: [0, 7, -7, 99_999_999, 100_000_000, Int.max, Int.min])
  func `whole numbers are written as they are`(value: Int) {
    #expect(text { $0.integer(value) } == String(value))
  }

  @Test func `instants are written as strings`() throws {
    let instant = try #require(Instant("2026-11-23T10:01:02.003Z"))

    #expect(
      text { writer in
        writer.beginArray()
        writer.instant(instant)
        writer.instant(instant)
        writer.endArray()
      } == #"["2026-11-23T10:01:02.003Z", "2026-11-23T10:01:02.003Z"]"#)
  }
}
