/// Random numbers that a seed repeats (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }

  /// A text of everything that makes texts hard to print.
  mutating func hardText(upTo length: Int) -> String {
    let hard: [String] = [
      "a", "Order placed", " ", "  ", "中", "注文が確定した", "e\u{301}", "\u{301}", "🎉", "👩‍👩‍👧",
      "🏳️‍🌈", "🇩🇪", "👍🏽", "\u{1b}[31m", "\u{9b}", "\t", "\r\n", "\u{202e}", "\u{200b}", "한글",
      "\u{1112}\u{1161}\u{11ab}", "❤️", "1\u{20e3}", "\u{1faf8}", "אבג", "-", "\u{0}", "\u{ad}",
      "z\u{300}\u{301}\u{302}\u{303}", "supercalifragilistic", "…", "\u{7f}",
    ]
    let count = Int.random(in: 0...length, using: &self)
    return (0..<count).map { _ in hard.randomElement(using: &self) ?? "" }.joined()
  }
}
