/// One event of a stream: what stands between two empty lines of `text/event-stream`.
public enum StreamEvent: Equatable, Sendable {
  case message(name: String, id: String?, data: [UInt8])
  /// A line that begins with a colon: a sign of life.
  case comment([UInt8])
}

/// Writes events one behind another, for one write to many sockets (W5).
public struct EventStreamWriter: Sendable {
  /// What has been written.
  public private(set) var bytes: [UInt8] = []

  public init() {}

  public var isEmpty: Bool { bytes.isEmpty }

  /// Writes an event; its data is one line.
  public mutating func message(_ name: StaticString, id: String? = nil, data: [UInt8]) {
    bytes.append(contentsOf: "event: ".utf8)
    name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    if let id {
      bytes.append(contentsOf: "\nid: ".utf8)
      bytes.append(contentsOf: id.utf8)
    }
    bytes.append(contentsOf: "\ndata: ".utf8)
    bytes.append(contentsOf: data)
    bytes.append(contentsOf: "\n\n".utf8)
  }

  /// Writes a comment.
  public mutating func comment(_ text: String) {
    bytes.append(contentsOf: ": ".utf8)
    bytes.append(contentsOf: text.utf8)
    bytes.append(contentsOf: "\n\n".utf8)
  }
}

/// Reads events from bytes that may be split anywhere (W5).
///
/// Source: the HTML standard, section 9.2.6, interpreting an event stream.
public struct EventStreamReader: Sendable {
  /// The longest event, in bytes: an entry may carry a whole board.
  public static let maximumEvent = 512 << 20

  /// Why a stream cannot be read on.
  public enum Fault: Error, Equatable, Sendable {
    case eventTooLong
  }

  private let limit: Int
  /// The beginning of a line whose end has not come yet.
  private var line: [UInt8] = []
  private var data: [UInt8] = []
  private var name: [UInt8] = []
  private var id: String?
  private var hasData = false
  /// Whether a carriage return ended the last line, so that a line feed belongs to it.
  private var endsWithReturn = false
  private var isAtBeginning = true

  public init(limit: Int = EventStreamReader.maximumEvent) {
    self.limit = limit
  }

  /// Takes in the next bytes and gives the events that are whole.
  public mutating func read(_ bytes: [UInt8]) throws(Fault) -> [StreamEvent] {
    var events: [StreamEvent] = []
    var start = 0
    for place in bytes.indices {
      let byte = bytes[place]
      guard byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") else { continue }
      if byte == UInt8(ascii: "\n"), endsWithReturn, place == start {
        start = place + 1
        endsWithReturn = false
        continue
      }
      try take(bytes[start..<place])
      endLine(&events)
      endsWithReturn = byte == UInt8(ascii: "\r")
      start = place + 1
    }
    if start < bytes.count {
      endsWithReturn = false
      try take(bytes[start...])
    }
    return events
  }

  private mutating func take(_ part: ArraySlice<UInt8>) throws(Fault) {
    guard line.count + data.count + part.count <= limit else { throw .eventTooLong }
    line.append(contentsOf: part)
  }

  private mutating func endLine(_ events: inout [StreamEvent]) {
    defer { line.removeAll(keepingCapacity: line.count < 65_536) }
    if isAtBeginning {
      isAtBeginning = false
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    }
    guard let first = line.first else { return endEvent(&events) }
    if first == UInt8(ascii: ":") {
      events.append(.comment(Array(EventStreamReader.value(line[1...]))))
      return
    }
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    let field = line[..<colon]
    let value = EventStreamReader.value(line[min(colon + 1, line.endIndex)...])
    if field.elementsEqual("data".utf8) {
      if hasData { data.append(UInt8(ascii: "\n")) }
      hasData = true
      data.append(contentsOf: value)
    } else if field.elementsEqual("event".utf8) {
      name = Array(value)
    } else if field.elementsEqual("id".utf8), !value.contains(0) {
      id = String(decoding: value, as: UTF8.self)
    }
  }

  /// A value without the one space before it.
  private static func value(_ rest: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    rest.first == UInt8(ascii: " ") ? rest.dropFirst() : rest
  }

  private mutating func endEvent(_ events: inout [StreamEvent]) {
    defer {
      data = []
      name = []
      id = nil
      hasData = false
    }
    guard hasData else { return }
    let name = name.isEmpty ? "message" : String(decoding: name, as: UTF8.self)
    events.append(.message(name: name, id: id, data: data))
  }
}
