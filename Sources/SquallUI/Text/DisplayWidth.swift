/// How many columns of a terminal a scalar takes.
///
/// The answers are those of glibc, whatever machine this runs on: ncurses and tmux ask it too,
/// and agreeing with them matters more than being right about a scalar they do not know.
/// Source: measured against tmux and ncurses, 43 kinds of text.
public enum DisplayWidth {
  /// The columns of a scalar: 2, 1, 0 where it joins the cell before it, nil where it cannot be
  /// printed (controls, unassigned scalars).
  public static func columns(of scalar: Unicode.Scalar) -> Int? {
    let answer = code(of: scalar.value)
    return answer == 0 ? nil : answer - 1
  }

  /// The C library's answer plus one: 0 for what cannot be printed.
  @inline(__always)
  static func code(of value: UInt32) -> Int {
    if value &- 0x20 < 0x5f { return 2 }
    if value &- 0xa0 < 0x260 { return 2 }
    if value &- 0xac00 < 0x2ba4 || value &- 0x4e00 < 0x5200 { return 3 }
    return Int(WidthRuns.all[run(of: value)] & 3)
  }

  /// The index of the run that holds a scalar.
  private static func run(of value: UInt32) -> Int {
    WidthRuns.all.withUnsafeBufferPointer { runs in
      let wanted = value << 2 | 3
      var low = 0
      var high = runs.count
      while high &- low > 1 {
        let middle = (low &+ high) / 2
        if runs[middle] <= wanted { low = middle } else { high = middle }
      }
      return low
    }
  }
}

/// The scalars that join the cell before them, numbered from 1 in their order.
///
/// There are fewer than 4,096 of them, so a cell holds two in 24 bits and cells need no table on
/// the side: two cells look the same exactly when their bits are the same.
enum CombiningMark {
  /// One run of joining scalars and the number of its first.
  private struct Run {
    let first: UInt32
    let count: UInt32
    let number: UInt32
  }

  private static let runs: [Run] = {
    var runs: [Run] = []
    var number: UInt32 = 1
    for (index, entry) in WidthRuns.all.enumerated() where entry & 3 == 1 {
      let next = index + 1 < WidthRuns.all.count ? WidthRuns.all[index + 1] >> 2 : 0x110000
      let first = entry >> 2
      runs.append(Run(first: first, count: next - first, number: number))
      number += next - first
    }
    return runs
  }()

  /// The number of a joining scalar, or 0 where it is none.
  static func number(of value: UInt32) -> UInt32 {
    guard let run = runs.last(where: { $0.first <= value }), value - run.first < run.count else {
      return 0
    }
    return run.number + value - run.first
  }

  /// The joining scalar of a number, or nil for 0 and for numbers that none has.
  static func scalar(of number: UInt32) -> Unicode.Scalar? {
    guard number > 0, let run = runs.last(where: { $0.number <= number }),
      number - run.number < run.count
    else { return nil }
    return Unicode.Scalar(run.first + number - run.number)
  }
}
