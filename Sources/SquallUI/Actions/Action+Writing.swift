import SquallModel

extension Action {
  static let writing: [Action] = [
    Action(
      "edit", "write on this sticky; in a list, open the row", .write, keys: ["Enter"],
      unless: { state in
        if state.isPaneFocused { return state.chosenRow == nil ? .nothingHere : nil }
        return state.obstacleToEditing ?? state.needsSticky
      },
      does: { state, _ in
        if state.isPaneFocused { state.openChosen() } else { state.beginRewording() }
      }),
    Action(
      "fields", "its data: names with example values", .write, keys: ["e"], edits: true,
      unless: { $0.needsFields }, does: { state, _ in state.beginFields() }),
    Action(
      "note", "its note", .write, keys: ["g n"], edits: true, unless: { $0.needsSticky },
      does: {
        state, _ in state.beginNote()
      }),
    Action(
      "edit-in-editor", "write on it in your own editor", .write, keys: ["g e"], edits: true,
      unless: { $0.needsSticky },
      does: { state, _ in
        guard let sticky = state.currentSticky else { return }
        state.memory.inEditor = sticky.id
        state.outbox.append(.editText(state.board.text(of: sticky)))
      }),
    Action(
      "title", "the title of the workshop", .write, argument: .text("TITLE"), edits: true,
      unless: { $0.needsFacilitator },
      does: { state, call in
        guard let title = call.argument else {
          state.open(.command, text: "title " + state.board.title)
          return
        }
        state.submit(.setTitle(title, was: nil))
      }),
    Action(
      "define", "a word of the glossary: WORD = MEANING", .write,
      argument: .text("WORD = MEANING"), edits: true, unless: { $0.needsSession },
      does: { state, call in state.define(call.argument ?? "") }),
  ]
}

extension State {
  /// Takes what comes back from the person's own editor as the text of its sticky.
  mutating func takeEdited(_ text: String) {
    guard let id = memory.inEditor, let sticky = board[id] else { return }
    memory.inEditor = nil
    let present = board.text(of: sticky)
    let text = FieldLines.trimmed(text)
    if text != present { submit(.rewordSticky(id, text: text, was: present)) }
  }

  /// Puts a word into the glossary; without a meaning it leaves it.
  mutating func define(_ line: String) {
    let parts = line.split(separator: "=", maxSplits: 1).map { FieldLines.trimmed(String($0)) }
    guard let name = parts.first, !name.isEmpty else {
      say(Words.needsWordAndMeaning, .warning)
      return
    }
    if let meaning = parts[safe: 1], !meaning.isEmpty {
      submit(.setTerm(name: name, meaning: meaning))
    } else if let term = board.terms.first(where: { $0.isNamed(name) }) {
      say("\(term.name) = \(term.meaning)")
    } else {
      say(Words.sentence(.noSuchTerm(name), naming: .texts(on: board)), .hint)
    }
  }
}
