import Testing

@testable import SquallExchange

struct TypeNameTests {
  @Test(arguments: [
    ("Order placed", "OrderPlaced"),
    ("API key issued", "APIKeyIssued"),
    ("Customer's order placed", "CustomersOrderPlaced"),
    ("Customer’s order placed", "CustomersOrderPlaced"),
    ("order_paid", "OrderPaid"),
    ("re-order sent", "ReOrderSent"),
    ("Bestellung aufgegeben", "BestellungAufgegeben"),
    ("ärgerliche Rückgabe über München", "ÄrgerlicheRückgabeÜberMünchen"),
    ("注文が確定した", "注文が確定した"),
    ("“Order” placed", "OrderPlaced"),
    ("\"Order\" placed", "OrderPlaced"),
    ("»Order« placed", "OrderPlaced"),
    ("「注文」が確定した", "注文が確定した"),
    ("**Order** placed", "OrderPlaced"),
    ("_Order_ placed", "OrderPlaced"),
    ("`Order` placed", "OrderPlaced"),
    ("Order\nplaced\ttwice", "OrderPlacedTwice"),
    ("  order   placed  ", "OrderPlaced"),
    ("2nd reminder sent", "2ndReminderSent"),
    ("order placed 🎉", "OrderPlaced"),
    ("❤️ order placed", "OrderPlaced"),
    ("Bestel\u{AD}lung aufgegeben", "BestellungAufgegeben"),
    ("straße gesperrt", "StraßeGesperrt"),
    ("заказ размещён", "ЗаказРазмещён"),
    ("طلب جديد", "طلبجديد"),
  ])
  func `a text becomes a type name`(_ text: String, _ name: String) {
    #expect(Naming.pascal.name(for: text) == name)
  }

  @Test func `composed and decomposed texts give the same bytes`() throws {
    let composed = try #require(Naming.pascal.name(for: "rückgabe é"))
    let decomposed = try #require(Naming.pascal.name(for: "ru\u{308}ckgabe e\u{301}"))
    #expect(Array(composed.utf8) == Array(decomposed.utf8))
    #expect(Array(composed.utf8) == Array("RückgabeÉ".utf8))
  }

  @Test(arguments: ["", "   ", "!?", "🎉", "“”", "\u{301}", "❤️", "\u{200B}", "…\n—"])
  func `a text with nothing left has no name, in any naming but verbatim`(_ text: String) {
    for naming in Naming.allCases where naming != .verbatim {
      #expect(naming.name(for: text) == nil)
    }
  }

  @Test func `what is known of a scalar is what Unicode's tables say of it`() {
    let scalars = (0x20...0xD7FF).compactMap { Unicode.Scalar($0 as UInt32) }
    for scalar in scalars {
      // At the beginning, inside a word, at the end, behind a letter that a mark may join.
      let text = "\(scalar)a \(scalar)\(scalar) e\(scalar)"
      #expect(Array(TypeName.pascal(text).utf8) == Array(TypeName.searched(text).utf8), "\(scalar)")
    }
  }

  @Test(arguments: [
    ("Order placed", "order_placed"),
    ("OrderPlaced", "order_placed"),
    ("API key issued", "api_key_issued"),
    ("APIKeyIssued", "api_key_issued"),
    ("Customer's order placed", "customers_order_placed"),
    ("Rückgabe Über2 placed", "rückgabe_über2_placed"),
    ("注文が確定した", "注文が確定した"),
  ])
  func `other namings split inside of words and write in lower case`(
    _ text: String, _ snake: String
  ) {
    let words = snake.split(separator: "_")
    #expect(Naming.snake.name(for: text) == snake)
    #expect(Naming.kebab.name(for: text) == words.joined(separator: "-"))
    #expect(Naming.dotted.name(for: text) == words.joined(separator: "."))
    #expect(Naming.verbatim.name(for: text) == text)
  }
}
