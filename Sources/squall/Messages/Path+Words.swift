import SquallSessions

extension Path {
  /// The path in quotation marks, for a sentence; what is no UTF-8 in it is shown as `�`.
  var quoted: String { "'" + String(decoding: bytes, as: UTF8.self) + "'" }
}
