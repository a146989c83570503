import Glibc

let usage = """
  squall-bench generate session --stickies N [--deep N] --seed S -o FILE
  squall-bench generate log --operations N --seed S -o FILE.journal
  squall-bench load FILE
  squall-bench replay JOURNAL
  squall-bench record FILE --seconds T --durable|--volatile --writers K
  squall-bench frames FILE --size 200x50 --frames N [--scene pan|edit|still]
  squall-bench export FILE --to store|ndjson|cloudevents -o OUT
  squall-bench collaborate --guests K --rate R --seconds T [--peer squall|nats|relay] [--program P]
  squall-bench collaborate … --peer relay --program P --flushed
  squall-bench collaborate --late --stickies N --program SQUALL

  """

do {
  let words = try Words(
    Array(CommandLine.arguments.dropFirst(2)),
    flags: ["--durable", "--volatile", "--late", "--flushed"])
  switch CommandLine.arguments.dropFirst().first {
  case "generate": try Generate.run(words)
  case "load": try Read.load(words)
  case "replay": try Read.replay(words)
  case "record": try Record.run(words)
  case "frames": try Frames.run(words)
  case "collaborate": try Collaborate.run(words)
  case "export": try Export.run(words)
  default: throw Complaint(usage)
  }
} catch {
  let text = (error as? Complaint)?.text ?? "\(error)"
  Array("squall-bench: \(text)\n".utf8).withUnsafeBytes { bytes in
    _ = write(2, bytes.baseAddress, bytes.count)
  }
  exit(64)
}
