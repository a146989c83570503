import Foundation
import Testing

/// The program in a real terminal, among the few things that only one can show.
struct TmuxTests {
  private func copy(_ folder: Folder) throws {
    for ending in ["json", "journal"] {
      let sample = Program.root.appending(path: "Sessions/order-process.\(ending)")
      try folder.write(Array(try Data(contentsOf: sample)), to: "order-process.\(ending)")
    }
  }

  @Test func `the board in tmux shows what a rendered screen shows`() throws {
    let folder = try Folder()
    try copy(folder)
    let tmux = try Tmux(columns: 110, rows: 30, in: folder.path)

    try tmux.type("\(Program.path) open order-process.json; echo left $?")
    try tmux.press("Enter")
    try tmux.wait(for: "Place order")
    try tmux.wait(for: "NORMAL")

    let screen = try tmux.screen()
    let rendered = try Program.run(
      "render", folder.file("order-process.json"), "--size", "110x29")
    // The lanes are the same; the cursor, the status and the keys are the board's alone.
    let lanes = rendered.lines.filter { $0.contains("│") && !$0.contains("A Customer") }
    #expect(lanes.count > 8)
    for line in lanes { #expect(screen.contains(line), "\(line)\nis not on\n\(screen)") }

    try tmux.press("Q")
    try tmux.wait(for: "left 0")
    #expect(try tmux.screen().contains("saved: order-process (23 entries)"))
  }

  @Test func `two hundred pasted lines are two hundred stickies, and one undo`() throws {
    let folder = try Folder()
    try copy(folder)
    let tmux = try Tmux(columns: 100, rows: 30, in: folder.path)
    try tmux.type("\(Program.path) open order-process.json; echo left $?")
    try tmux.press("Enter")
    try tmux.wait(for: "NORMAL")

    try tmux.paste((1...200).map { "Step \($0) quit" }.joined(separator: "\n"))
    try tmux.wait(for: "200")
    try tmux.type("y")
    try tmux.wait(for: "saved 25")
    let pasted = try Program.run("events", folder.file("order-process.json"), "--json")
    try tmux.type("u")
    try tmux.wait(for: "saved 26")
    try tmux.press("Q")
    try tmux.wait(for: "left 0")

    let events = try JSONDecoder().decode([String].self, from: Data(pasted.output))
    #expect(events.count == 202)
    #expect(
      try Program.run("events", folder.file("order-process.json")).text
        == "Recorded events: ['OrderPlaced', 'OrderShipped']\n")
  }

  @Test func `a window that changes its size over and over ends with a whole board`() throws {
    let folder = try Folder()
    try copy(folder)
    let tmux = try Tmux(columns: 100, rows: 30, in: folder.path)
    try tmux.type("\(Program.path) open order-process.json; echo left $?")
    try tmux.press("Enter")
    try tmux.wait(for: "NORMAL")

    for size in 0..<20 { try tmux.resize(columns: 60 + size * 3, rows: 14 + size) }
    try tmux.resize(columns: 110, rows: 30)
    try tmux.wait(for: "║─ 5 ───────────── 6 ──────────────")
    try tmux.press("C-z")
    try tmux.wait(for: "shell>")
    try tmux.type("fg")
    try tmux.press("Enter")
    try tmux.wait(for: "NORMAL")
    try tmux.press("Q")

    try tmux.wait(for: "saved: order-process")
  }
}
