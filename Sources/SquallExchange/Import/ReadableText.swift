/// What a person would write on the sticky of an event type: `OrderPlaced` is *Order placed*.
enum ReadableText {
  /// The text for an event type; its type name is that type again wherever one can be.
  static func text(for type: String) -> String {
    let readable = sentence(lastName(of: type))
    if TypeName.pascal(readable) == type || TypeName.pascal(type) != type { return readable }
    return type
  }

  /// What stands behind the namespaces: `shop.orders.OrderPlaced` is `OrderPlaced`.
  private static func lastName(of type: String) -> String {
    let names = type.split { ".:/\\#".contains($0) }
    guard names.count > 1, let last = names.last, last.first?.isUppercase == true else {
      return type
    }
    return String(last)
  }

  /// The words of a name with spaces between; acronyms stay as they are.
  private static func sentence(_ name: String) -> String {
    var sentence = ""
    for word in TypeName.words(of: name).flatMap({ TypeName.split(String($0)) }) {
      guard let first = word.unicodeScalars.first else { continue }
      let rest = String(word.unicodeScalars.dropFirst())
      if sentence.isEmpty {
        sentence = first.properties.uppercaseMapping + rest
      } else if rest.unicodeScalars.contains(where: { $0.properties.isLowercase }) {
        sentence += " " + first.properties.lowercaseMapping + rest
      } else {
        sentence += " " + word
      }
    }
    return sentence.isEmpty ? name : sentence
  }
}
