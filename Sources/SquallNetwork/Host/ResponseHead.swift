internal import NIOCore
internal import NIOHTTP1

/// The head of an answer: every one says the same about what a browser may do with it (N6).
struct ResponseHead {
  static let json = "application/json; charset=utf-8"
  static let lines = "application/x-ndjson; charset=utf-8"
  static let eventStream = "text/event-stream; charset=utf-8"

  var status: Int
  var contentType: String
  /// nil: the body ends with the connection.
  var length: Int?
  var keepsAlive: Bool
  /// Seconds after which it is worth asking again.
  var retryAfter: Int?
  var allowed: String?

  /// What every answer says.
  private static let always = """
    Content-Security-Policy: \(PageFiles.contentSecurityPolicy)\r
    X-Content-Type-Options: nosniff\r
    X-Frame-Options: DENY\r
    Referrer-Policy: no-referrer\r
    Cross-Origin-Resource-Policy: same-origin\r
    Cache-Control: no-store\r

    """

  func write(to buffer: inout ByteBuffer) {
    let reason = HTTPResponseStatus(statusCode: status).reasonPhrase
    buffer.writeString("HTTP/1.1 \(status) \(reason)\r\nContent-Type: \(contentType)\r\n")
    if let length {
      buffer.writeString("Content-Length: \(length)\r\n")
    } else {
      buffer.writeString("X-Accel-Buffering: no\r\n")
    }
    if let retryAfter { buffer.writeString("Retry-After: \(retryAfter)\r\n") }
    if let allowed { buffer.writeString("Allow: \(allowed)\r\n") }
    if status == 401 { buffer.writeString("WWW-Authenticate: Bearer\r\n") }
    buffer.writeString(ResponseHead.always)
    buffer.writeString(keepsAlive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n")
  }
}
