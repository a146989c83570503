/// Why a request is refused before anybody looks at what it asks; the sentences are made where
/// people read them.
public enum RequestFault: Error, Hashable, Sendable {
  /// It is no HTTP.
  case malformed
  /// Its head is longer than that many bytes.
  case headTooLong(maximum: Int)
  /// Its body is longer than that many bytes.
  case bodyTooLong(maximum: Int)
  /// It was not there, whole, in time.
  case tooSlow
  /// No name, or more than one, says which host is meant.
  case noHost
  /// The name in `Host` is not one that this host has.
  case foreignHost
  /// A page of another site sent it.
  case foreignOrigin
  case noSuchPath
  case methodNotAllowed(allowed: String)
  /// Its body is not `application/json`.
  case notJSON
  /// It comes in pieces of unknown length, or expects to be asked for its body.
  case lengthRequired
  case expectation
  /// It needs a token and shows none.
  case noToken
  /// A value in its address, or in a header, is none.
  case badValue(String)

  /// The word that programs tell it by (W9).
  public var word: String { String(String(describing: self).prefix { $0 != "(" }) }

  /// The status of the HTTP answer.
  public var status: Int {
    switch self {
    case .malformed, .noHost, .badValue: 400
    case .noToken: 401
    case .foreignOrigin: 403
    case .noSuchPath: 404
    case .methodNotAllowed: 405
    case .tooSlow: 408
    case .lengthRequired: 411
    case .bodyTooLong: 413
    case .notJSON: 415
    case .expectation: 417
    case .foreignHost: 421
    case .headTooLong: 431
    }
  }
}
