internal import NIOCore

/// Hands the bytes of a connection to the parser one request at a time: what comes behind one waits
/// until that one is answered (N4).
final class ByteGuard: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer

  private let connection: HostSocket
  private var held = ByteBuffer()
  private var headEnd = HeadEnd()
  private var isParsing = false

  init(_ connection: HostSocket) { self.connection = connection }

  func handlerAdded(context: ChannelHandlerContext) {
    connection.goOn = { [unowned self] in parse(context) }
  }

  func handlerRemoved(context: ChannelHandlerContext) { connection.goOn = nil }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    var bytes = ByteGuard.unwrapInboundIn(data)
    if held.readableBytes == 0 { held = bytes } else { held.writeBuffer(&bytes) }
    parse(context)
  }

  /// Takes as much of what is there as the connection expects now.
  private func parse(_ context: ChannelHandlerContext) {
    // A request that is answered at once goes on with what is behind it.
    guard !isParsing else { return }
    isParsing = true
    defer { isParsing = false }
    while held.readableBytes > 0 {
      let count: Int
      switch connection.expected {
      case .head:
        count = headEnd.length(in: held.readableBytesView)
        connection.takesHead(count)
      case .body(let rest): count = min(max(1, rest), held.readableBytes)
      case .later: return connection.holds(held.readableBytes)
      case .nothing: return held.clear()
      }
      guard let piece = held.readSlice(length: count) else { return }
      context.fireChannelRead(ByteGuard.wrapInboundOut(piece))
      connection.haveParsed()
    }
  }
}

/// Finds where the head of a request ends: behind an empty line.
struct HeadEnd {
  private var isLineEmpty = false

  /// The bytes up to the end of the head, or all of them where it is not there yet.
  mutating func length(in bytes: some Collection<UInt8>) -> Int {
    var length = 0
    for byte in bytes {
      length += 1
      if byte == UInt8(ascii: "\n") {
        if isLineEmpty {
          isLineEmpty = false
          return length
        }
        isLineEmpty = true
      } else if byte != UInt8(ascii: "\r") {
        isLineEmpty = false
      }
    }
    return length
  }
}
