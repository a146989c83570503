/// How the name of a type is made from what is written on a sticky.
public enum Naming: String, CaseIterable, Hashable, Sendable {
  /// `OrderPlaced`
  case pascal
  /// `order_placed`
  case snake
  /// `order-placed`
  case kebab
  /// `order.placed`
  case dotted
  /// `Order placed`: what is written there.
  case verbatim

  /// The name of a type for a text; nil where nothing of it is left.
  public func name(for text: String) -> String? {
    let name: String
    switch self {
    case .pascal: name = TypeName.pascal(text)
    case .snake: name = TypeName.humps(of: text).joined(separator: "_")
    case .kebab: name = TypeName.humps(of: text).joined(separator: "-")
    case .dotted: name = TypeName.humps(of: text).joined(separator: ".")
    case .verbatim: name = text.unicodeScalars.allSatisfy(\.properties.isWhitespace) ? "" : text
    }
    return name.isEmpty ? nil : name
  }
}
