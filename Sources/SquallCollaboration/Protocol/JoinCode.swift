internal import SquallModel

/// What is said aloud to let somebody in: `7-orange-harbour`.
///
/// About 22 bits: enough for ten minutes behind a door that counts attempts, and for nothing else.
public struct JoinCode: Hashable, Sendable {
  /// The numbers that a code begins with.
  public static let numbers = 2...99

  public let number: Int
  /// Indexes into ``firstWords`` and ``secondWords``.
  let first: Int
  let second: Int

  init(number: Int, first: Int, second: Int) {
    self.number = number
    self.first = first
    self.second = second
  }

  /// A new one.
  public init(using random: inout some RandomNumberGenerator) {
    number = Int.random(in: JoinCode.numbers, using: &random)
    first = Int.random(in: JoinCode.firstWords.indices, using: &random)
    second = Int.random(in: JoinCode.secondWords.indices, using: &random)
  }

  /// Why a text is no code.
  public enum Fault: Error, Equatable, Sendable {
    /// It has not the shape of a number and two words.
    case notACode
    /// A word that no code has; `nearest` was probably meant.
    case unknownWord(String, nearest: String?)
  }

  /// The longest text that is looked at, in bytes.
  private static let maximumLength = 64

  /// Reads a code as people type it: in any case, with dashes or spaces.
  ///
  /// - Returns: ``Fault`` says which word is unknown and which one was probably meant; that tells
  ///   nobody anything about the code of a workshop.
  public static func read(_ text: String) -> Result<JoinCode, Fault> {
    guard text.utf8.count <= maximumLength else { return .failure(.notACode) }
    let parts = text.lowercased().split { !$0.isLetter && !$0.isNumber }.map { String($0) }
    guard parts.count == 3, let number = Int(parts[0]), numbers.contains(number) else {
      return .failure(.notACode)
    }
    switch (index(of: parts[1], in: firstWords), index(of: parts[2], in: secondWords)) {
    case (.success(let first), .success(let second)):
      return .success(JoinCode(number: number, first: first, second: second))
    case (.failure(let fault), _), (_, .failure(let fault)):
      return .failure(fault)
    }
  }

  private static func index(of word: String, in words: [String]) -> Result<Int, Fault> {
    if let index = words.firstIndex(of: word) { return .success(index) }
    return .failure(.unknownWord(word, nearest: word.nearest(among: words)))
  }

  /// The words that begin as that does, for completion: of the first place or the second.
  public static func words(beginning text: String, isSecond: Bool) -> [String] {
    let beginning = text.lowercased()
    return (isSecond ? secondWords : firstWords).filter { $0.hasPrefix(beginning) }
  }

  /// Whether both are the same; takes the same time for any two.
  func isSame(as other: JoinCode) -> Bool {
    (number ^ other.number) | (first ^ other.first) | (second ^ other.second) == 0
  }
}

extension JoinCode: CustomStringConvertible {
  /// The code as it is shown.
  public var description: String {
    "\(number)-\(JoinCode.firstWords[first])-\(JoinCode.secondWords[second])"
  }
}
