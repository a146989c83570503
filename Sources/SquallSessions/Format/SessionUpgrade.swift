internal import SquallModel

/// From a session file of an older version to one of this version, a step a version.
///
/// A step takes a whole document of its version and answers one of the next. Version 1 is the
/// first there is, so the table has no step yet; a version that changes what a member means adds
/// one here, with a file of the older version among the tests. Files without a version were
/// written by hand and are of the version that is written now.
enum SessionUpgrade {
  /// One step: from the document of a version to that of the next.
  typealias Step = @Sendable (JSONObject) -> JSONObject

  /// The steps by the version they begin with.
  static let steps: [Int: Step] = [:]

  /// Whether there are steps from a version to the one that is written.
  static func leads(
    from version: Int, by steps: [Int: Step] = steps, to target: Int = SessionFormat.version
  ) -> Bool {
    version == target || (steps[version] != nil && leads(from: version + 1, by: steps, to: target))
  }

  /// A document as this version would have written it, from a version that steps lead from.
  /// - Throws: ``FormatError`` where it is no JSON.
  static func upgraded(
    _ document: UnsafeRawBufferPointer, from version: Int, by steps: [Int: Step] = steps,
    to target: Int = SessionFormat.version
  ) throws(FormatError) -> [UInt8] {
    let limits = JSONLimits(
      bytes: SessionFormat.limits.bytes, depth: SessionFormat.limits.depth, values: maximumValues)
    var object = try FormatDecoder.read(document, limits: limits) {
      (decoder) throws(JSONFault) in try decoder.json.object()
    }
    for step in version..<target {
      if let upgrade = steps[step] { object = upgrade(object) }
      object["version"] = .number(JSONNumber(step + 1))
    }
    var writer = JSONWriter()
    writer.object(object)
    return writer.bytes
  }

  /// The most values of a file that is upgraded: a million stickies of forty.
  private static let maximumValues = 40_000_000
}
