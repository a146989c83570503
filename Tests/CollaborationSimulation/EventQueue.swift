/// What is due, the earliest first; what is due at the same time in the order in which it came.
struct EventQueue<Event> {
  private struct Item {
    var time: Int64
    var order: Int
    var event: Event
  }

  private var heap: [Item] = []
  private var count = 0

  var isEmpty: Bool { heap.isEmpty }

  mutating func add(_ event: Event, at time: Int64) {
    count += 1
    heap.append(Item(time: time, order: count, event: event))
    var index = heap.count - 1
    while index > 0 {
      let parent = (index - 1) / 2
      guard precedes(index, parent) else { return }
      heap.swapAt(index, parent)
      index = parent
    }
  }

  mutating func next() -> (time: Int64, event: Event)? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    if !heap.isEmpty {
      heap[0] = last
      var index = 0
      while true {
        let left = 2 * index + 1
        guard left < heap.count else { break }
        let child = left + 1 < heap.count && precedes(left + 1, left) ? left + 1 : left
        guard precedes(child, index) else { break }
        heap.swapAt(index, child)
        index = child
      }
    }
    return (first.time, first.event)
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    (heap[left].time, heap[left].order) < (heap[right].time, heap[right].order)
  }
}
