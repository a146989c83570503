/// What a scalar beyond ASCII is in the name of a type, where that is known without a search.
///
/// Asking Unicode's tables takes longer than all the rest of a name. Of Latin, Greek and Cyrillic
/// they are asked once; ideographs, kana and Hangul are letters without case. A text of none but
/// these is in composed form (NFC) already: none of them changes, and none joins what stands
/// before it.
enum NameScalar {
  /// No letter, digit or mark: a word ends here.
  static let separator: UInt16 = 0
  /// Left out, and the word goes on.
  static let dropped: UInt16 = 1
  /// Unicode's tables have to be asked.
  static let unknown: UInt16 = 2

  private static let alphabets = Unicode.Scalar(0x80 as UInt8)..<"\u{530}"
  /// One role for each scalar of ``alphabets``.
  private static let roles = (alphabets.lowerBound.value..<alphabets.upperBound.value).map {
    Unicode.Scalar($0).map(TypeName.role(of:)) ?? unknown
  }

  /// One of the roles above, or, of a part of a word, the scalar that it is when it begins one.
  static func role(of scalar: UInt32) -> UInt16 {
    switch scalar {
    case alphabets.lowerBound.value..<alphabets.upperBound.value:
      roles[Int(scalar &- alphabets.lowerBound.value)]
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FEF, 0xAC00...0xD7A3:
      UInt16(truncatingIfNeeded: scalar)
    default: unknown
    }
  }
}

extension TypeName {
  /// What Unicode's tables say of a scalar, as far as a name can be made of it alone.
  fileprivate static func role(of scalar: Unicode.Scalar) -> UInt16 {
    let itself = String(scalar)
    guard composed(itself).unicodeScalars.elementsEqual([scalar]) else { return NameScalar.unknown }
    if isDropped(scalar) { return NameScalar.dropped }
    guard isPartOfWord(scalar) else { return NameScalar.separator }
    let upper = scalar.properties.uppercaseMapping.unicodeScalars
    // A mark may join what stands before it; a longer capital may not fit.
    guard hasLetterOrDigit(itself.unicodeScalars), upper.count == 1, let first = upper.first,
      first.utf8.count <= scalar.utf8.count
    else { return NameScalar.unknown }
    return UInt16(truncatingIfNeeded: first.value)
  }
}
