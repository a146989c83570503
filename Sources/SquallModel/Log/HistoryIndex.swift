/// Which records wrote which part of the board, so that taking back looks at what it takes back
/// and not at the whole history.
///
/// Records are numbered from 0; it reads them in order and forgets none.
struct HistoryIndex: Sendable {
  /// One record that wrote a part.
  private struct Writer: Sendable {
    var record: Int32
    /// The record whose value stands in the part since: the writer itself, or, where it took
    /// something back, whoever stood there before that; ``none`` where that is not known any more.
    var standing: Int32
  }

  private static let none: Int32 = -1

  /// How many records were read.
  private var count = 0
  private var numbers: [ID: Int32] = [:]
  private var writers: [Touch.Part: [Writer]] = [:]
  private var workers: [ID: [Int32]] = [:]

  /// Reads the records that were not read yet.
  mutating func read(_ records: [History.Record]) {
    guard count < records.count else { return }
    for number in count..<records.count { read(records[number], Int32(number)) }
    count = records.count
  }

  private mutating func read(_ record: History.Record, _ number: Int32) {
    let undone = record.undoes.map { numbers[$0] ?? HistoryIndex.none }
    numbers[record.editID] = number
    for touch in record.touches {
      let part = touch.part
      var standing = number
      if let undone {
        standing = self.standing(part, before: Int(undone)).map { Int32($0) } ?? HistoryIndex.none
      }
      writers[part, default: []].append(Writer(record: number, standing: standing))
      if let id = touch.stickyContent, workers[id]?.last != number {
        workers[id, default: []].append(number)
      }
    }
  }

  func number(of editID: ID) -> Int? { numbers[editID].map { Int($0) } }

  /// The record whose value stood in a part before the record of that number.
  func standing(_ part: Touch.Part, before number: Int) -> Int? {
    guard let all = writers[part] else { return nil }
    let end = all.partition { $0.record < number }
    guard end > 0, all[end - 1].standing != HistoryIndex.none else { return nil }
    return Int(all[end - 1].standing)
  }

  func lastWriter(of part: Touch.Part) -> Int? { writers[part]?.last.map { Int($0.record) } }

  func writers(of part: Touch.Part, after number: Int) -> some Collection<Int> {
    let all = writers[part] ?? []
    return all[all.partition { $0.record <= number }...].lazy.map { Int($0.record) }
  }

  func workers(on sticky: ID, after number: Int) -> some Collection<Int> {
    let all = workers[sticky] ?? []
    return all[all.partition { $0 <= number }...].lazy.map { Int($0) }
  }
}

extension Array {
  /// How many elements from the first on are before something, in an array sorted by that.
  func partition(_ isBefore: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
