public import SquallModel

/// A text that is being written and belongs to nothing yet.
public struct Draft: Equatable, Sendable {
  public enum Subject: Equatable, Sendable {
    case addition(Kind)
    case text(ID)
    case note(ID)
    case fields(ID)
  }

  public var subject: Subject
  public var text: String

  public init(_ subject: Subject, _ text: String) {
    self.subject = subject
    self.text = text
  }
}

extension Writing {
  /// What would be lost with the text; nil where it is empty or nothing was changed.
  fileprivate func draft(on board: Board) -> Draft? {
    let text = field.text
    guard !field.isBlank else { return nil }
    switch subject {
    case .addition(let addition): return Draft(.addition(addition.kind), text)
    case .text(let id, let was): return text == was ? nil : Draft(.text(id), text)
    case .note(let id, let was): return text == was ? nil : Draft(.note(id), text)
    case .fields(let id, let was):
      return text == FieldLines.text(of: was) ? nil : Draft(.fields(id), text)
    }
  }
}

/// What is being written is kept, as it would go with the program.
extension State {
  /// How long a text is at most not kept, in milliseconds. Source: user-experience.md, S1.
  static let draftDelay: Int64 = 2_000

  private var draft: Draft? {
    switch mode {
    case .writing(let writing), .question(.overtaken(let writing, _, _)): writing.draft(on: board)
    default: nil
    }
  }

  /// After each input: has the text kept once it is old enough, and let go when it is done.
  mutating func tendDraft() {
    let draft = self.draft
    guard draft != memory.draft else {
      memory.draftDue = nil
      return
    }
    guard draft != nil else { return keepDraftNow() }
    let due = memory.draftDue ?? Instant(clamping: now.milliseconds + State.draftDelay)
    memory.draftDue = due
    if now >= due { keepDraftNow() }
  }

  mutating func keepDraftNow() {
    memory.draftDue = nil
    let draft = self.draft
    guard draft != memory.draft else { return }
    memory.draft = draft
    outbox.append(.keepDraft(draft))
  }

  /// A text of the last time is offered, once nothing else goes on.
  mutating func offer(_ draft: Draft) {
    guard obstacleToEditing == nil, mode == .normal else { return }
    mode = .question(.draft(draft))
  }

  mutating func answerDraft(_ key: Key, _ draft: Draft) {
    switch (key.code, key.modifiers) {
    case (.enter, _), (.character("y"), []):
      mode = .normal
      memory.draft = draft
      writeOn(draft)
    case (.character("d"), []):
      mode = .normal
      memory.draft = draft
    case (.escape, _), (.character("q"), []), (.character("c"), .control): mode = .normal
    default: break
    }
  }

  /// Begins to write where the draft was to go; where that has gone, a new sticky.
  private mutating func writeOn(_ draft: Draft) {
    switch draft.subject {
    case .addition(let kind): beginAddition(kind)
    case .text(let id) where board.contains(id):
      cursor = .sticky(id)
      beginRewording()
    case .note(let id) where board.contains(id):
      cursor = .sticky(id)
      beginNote()
    case .fields(let id) where board.contains(id):
      cursor = .sticky(id)
      beginFields()
    case .text, .note, .fields: beginAddition(.note)
    }
    guard case .writing(var writing) = mode else { return }
    writing.field.replace(with: draft.text)
    mode = .writing(writing)
  }
}
