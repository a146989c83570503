package import SquallModel

/// Ids in the order in which they were asked for.
package struct CountedIDs: IDSource {
  private let prefix: String
  private var count = 0

  package init(_ prefix: String) { self.prefix = prefix }

  package mutating func next() -> ID {
    count += 1
    return ID(checked: "\(prefix)\(count)")
  }
}
