/// The keys and names of all actions as a page, made from the table that dispatches them.
public enum KeyReference {
  /// The page in Markdown: a table for each category.
  public static func markdown(_ keymap: Keymap = .standard) -> String {
    var page = """
      # Keys

      Every action of the board, its keys and its name behind `:`.

      ## Overview

      This page is made from the table of actions, and a test holds it to that. Numbers before a
      motion repeat it. `?` tells what works at the moment, `Ctrl-P` finds an action by name,
      words or key, and an action that cannot be done says why.

      """
    for category in Action.Category.allCases {
      page += "\n## \(Words.heading(category))\n\n| keys | does | name |\n| --- | --- | --- |\n"
      for action in Action.all where action.category == category {
        let keys = (keymap.keys[action.id] ?? []).map { "`\($0)`" }.joined(separator: " ")
        page += "| \(keys) | \(action.words) | `:\(name(of: action))` |\n"
      }
    }
    return page
  }

  /// The name with what may stand behind it.
  private static func name(of action: Action) -> String {
    switch action.argument {
    case .none: action.id
    case .text(let what): "\(action.id) \(what)"
    case .number: "\(action.id) NUMBER"
    case .person: "\(action.id) NAME"
    case .word(let words):
      words.count > 5 ? "\(action.id) WORD" : "\(action.id) \(words.joined(separator: "/"))"
    }
  }
}
