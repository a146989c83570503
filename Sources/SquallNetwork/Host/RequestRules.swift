internal import NIOHTTP1
internal import SquallCollaboration

/// What a request asks, as far as its head says.
struct AskedRequest {
  enum Route: Equatable {
    case join, edits, presence, control, snapshot, log
    case stream(after: LogPoint?, version: Int)
    case page(String)
  }

  var route: Route
  var token: Secret?
  /// Whom a proxy says that it asks for.
  var forwardedFor: String?
  var keepsAlive: Bool
  /// Bytes of its body.
  var length = 0
  /// Whether only the head of the answer is wanted.
  var wantsHeadOnly = false
}

/// What is looked at before anybody looks at what a request asks (durability.md N1, N4, N6).
struct RequestRules: Sendable {
  let names: HostNames
  let limits: HostLimits

  /// The longest token, name or point that a head may carry, in bytes.
  private static let maximumValue = 256

  /// What a head asks that came from somewhere, at an address of this machine.
  func read(
    _ head: HTTPRequestHead, from origin: Origin, at address: WorkshopAddress? = nil
  ) throws(RequestFault) -> AskedRequest {
    try checkLength(of: head)
    try checkNames(in: head.headers, at: address)
    try checkBody(of: head)
    let (path, query) = RequestRules.split(head.uri)
    guard path.utf8.first == UInt8(ascii: "/") else { throw .malformed }
    var request = AskedRequest(
      route: try route(path, query, head), token: try token(in: head.headers),
      keepsAlive: head.isKeepAlive)
    request.wantsHeadOnly = head.method == .HEAD
    // The proxy is on this machine: what comes from elsewhere has passed by it.
    if names.isBehindProxy, origin == .loopback {
      let addresses = head.headers[canonicalForm: "x-forwarded-for"]
      // The last is what the proxy in front has seen; what is before, anybody may have written.
      request.forwardedFor = addresses.last.map(String.init).flatMap { text in
        text.utf8.count <= 45 && text.utf8.allSatisfy(RequestRules.isAddressByte) ? text : nil
      }
    }
    switch request.route {
    case .join, .page: break
    case .edits, .presence, .control, .snapshot, .log, .stream:
      if request.token == nil { throw .noToken }
    }
    return request
  }

  private func checkLength(of head: HTTPRequestHead) throws(RequestFault) {
    var length = head.uri.utf8.count
    for (name, value) in head.headers { length += name.utf8.count + value.utf8.count + 4 }
    if length > limits.headerBytes { throw .headTooLong(maximum: limits.headerBytes) }
  }

  private func checkNames(
    in headers: HTTPHeaders, at address: WorkshopAddress?
  ) throws(RequestFault) {
    let hosts = headers["host"]
    guard hosts.count == 1 else { throw .noHost }
    guard names.contains(host: hosts[0], at: address) else { throw .foreignHost }
    for origin in headers["origin"] where !names.contains(origin: origin, at: address) {
      throw .foreignOrigin
    }
  }

  private func checkBody(of head: HTTPRequestHead) throws(RequestFault) {
    if head.headers.contains(name: "expect") { throw .expectation }
    if head.headers.contains(name: "transfer-encoding") { throw .lengthRequired }
    let lengths = head.headers["content-length"]
    if lengths.count > 1 { throw .malformed }
    guard head.method == .POST else {
      guard lengths.first.map({ $0 == "0" }) ?? true else { throw .bodyTooLong(maximum: 0) }
      return
    }
    if lengths.isEmpty { throw .lengthRequired }
  }

  /// The length that a body is said to have.
  static func bodyLength(of head: HTTPRequestHead) -> Int {
    head.headers.first(name: "content-length").flatMap { Int($0) } ?? 0
  }

  // MARK: - Routes

  private func route(
    _ path: Substring, _ query: Substring?, _ head: HTTPRequestHead
  ) throws(RequestFault) -> AskedRequest.Route {
    let post: AskedRequest.Route?
    switch path {
    case "/join": post = .join
    case "/edits": post = .edits
    case "/presence": post = .presence
    case "/control": post = .control
    default: post = nil
    }
    if let post {
      guard head.method == .POST else { throw .methodNotAllowed(allowed: "POST") }
      guard RequestRules.isJSON(head.headers["content-type"]) else { throw .notJSON }
      return post
    }
    if path == "/snapshot" || path == "/log" || path == "/stream" {
      guard head.method == .GET else { throw .methodNotAllowed(allowed: "GET") }
      if path == "/stream" { return try stream(query, head.headers) }
      return path == "/snapshot" ? .snapshot : .log
    }
    guard PageFiles.file(at: String(path)) != nil else { throw .noSuchPath }
    guard head.method == .GET || head.method == .HEAD else {
      throw .methodNotAllowed(allowed: "GET, HEAD")
    }
    return .page(String(path))
  }

  private func stream(
    _ query: Substring?, _ headers: HTTPHeaders
  ) throws(RequestFault) -> AskedRequest.Route {
    var version = ProtocolVersion.current
    var after: LogPoint?
    for pair in query?.split(separator: "&") ?? [] {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { throw .badValue(RequestRules.shown(pair)) }
      switch parts[0] {
      case "after":
        guard let point = LogPoint(parts[1]) else { throw .badValue("after") }
        after = point
      case "protocol":
        guard let number = Int(parts[1]) else { throw .badValue("protocol") }
        version = number
      default: break
      }
    }
    // A browser that comes back knows better than the address it began with.
    if let id = headers.first(name: "last-event-id") {
      guard let point = LogPoint(id) else { throw .badValue("Last-Event-ID") }
      after = point
    }
    return .stream(after: after, version: version)
  }

  private func token(in headers: HTTPHeaders) throws(RequestFault) -> Secret? {
    let values = headers["authorization"]
    guard let value = values.first else { return nil }
    let parts = value.split(separator: " ", maxSplits: 1)
    guard values.count == 1, parts.count == 2, parts[0].lowercased() == "bearer",
      let token = Secret(parts[1])
    else { throw .noToken }
    return token
  }

  private static func split(_ address: String) -> (path: Substring, query: Substring?) {
    guard let mark = address.firstIndex(of: "?") else { return (address[...], nil) }
    return (address[..<mark], address[address.index(after: mark)...])
  }

  private static func isJSON(_ types: [String]) -> Bool {
    guard types.count == 1 else { return false }
    let type = types[0].prefix { $0 != ";" }.lowercased()
    return type.split(whereSeparator: { $0 == " " || $0 == "\t" }) == ["application/json"]
  }

  private static func shown(_ text: Substring) -> String {
    String(text.prefix(maximumValue))
  }

  private static func isAddressByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
      UInt8(ascii: "A")...UInt8(ascii: "F"), UInt8(ascii: "."), UInt8(ascii: ":"):
      true
    default: false
    }
  }
}
