public import SquallModel
public import SquallSessions

/// Why a host does not do what is asked of it; the sentences are made where people read them.
public enum Complaint: Error, Equatable, Sendable {
  // At the door.
  case wrongCode
  case wrongInvitation
  /// Too many wrong codes: ask again after so many milliseconds.
  case tooManyAttempts(retryAfter: Int)
  /// Too many have joined from that address lately: ask again after so many milliseconds.
  case tooManyJoins(retryAfter: Int)
  case blankName
  case nameTooLong
  /// The workshop holds no more people.
  case full
  case version(VersionMismatch)

  // With a token.
  case unknownToken
  case removed
  /// More than one person may do: ask again after so many milliseconds.
  case tooFast(retryAfter: Int)
  /// The host cannot write its journal any more (H5).
  case cannotRecord
  case ended

  // Of one edit.
  case observersOnlyRead
  case facilitatorsOnly
  case boardLocked
  case kindNotOpen(Kind, Phase)
  case refused(Refusal)
  case notAnEdit(FormatError)
  case noEditID

  // Of what facilitators do.
  case noSuchPerson(ID)
  case lastFacilitator
  /// It is about the person at the host itself, whose workshop it is.
  case atTheHost

  // Of any request.
  case unreadable(WireError)
  case tooLong(maximum: Int)

  /// The word that programs tell complaints by (W9).
  public var word: String {
    switch self {
    case .refused(let refusal): refusal.word
    default: Complaint.word(String(describing: self))
    }
  }

  /// The status of an HTTP answer that says so.
  public var status: Int {
    switch self {
    case .unknownToken: 401
    case .wrongCode, .wrongInvitation, .removed, .observersOnlyRead, .facilitatorsOnly,
      .boardLocked, .kindNotOpen:
      403
    case .noSuchPerson: 404
    case .version, .refused, .lastFacilitator, .atTheHost: 409
    case .tooLong: 413
    case .tooManyAttempts, .tooManyJoins, .tooFast: 429
    case .full, .cannotRecord, .ended: 503
    case .blankName, .nameTooLong, .notAnEdit, .noEditID, .unreadable: 400
    }
  }

  /// Milliseconds after which it is worth asking again.
  public var retryAfter: Int? {
    switch self {
    case .tooManyAttempts(let time), .tooManyJoins(let time), .tooFast(let time): time
    default: nil
    }
  }

  /// The value that stands now, where an edit was made upon another one.
  public var present: Refusal.Present? {
    guard case .refused(let refusal) = self else { return nil }
    return refusal.present
  }

  /// A case's name out of its description.
  fileprivate static func word(_ description: String) -> String {
    String(description.prefix { $0 != "(" })
  }
}

extension Refusal {
  /// The word that programs tell refusals by; of a batch, that of the edit that was refused.
  public var word: String {
    if case .inBatch(_, let refusal) = self { return refusal.word }
    return Complaint.word(String(describing: self))
  }

  /// The value that stands now, where an edit was made upon another one.
  public var present: Present? {
    switch self {
    case .overtaken(let present): present
    case .inBatch(_, let refusal): refusal.present
    default: nil
    }
  }
}

/// What a guest reads of a complaint: words of the host's, to be shown as they are.
public struct Report: Error, Equatable, Sendable {
  /// The word that programs tell complaints by.
  public var word: String
  /// The host's sentence. Hostile text like any other.
  public var sentence: String
  public var present: Refusal.Present?
  public var retryAfter: Int?
  /// The version that the host speaks, where that is the complaint.
  public var hostVersion: Int?

  public init(
    word: String, sentence: String, present: Refusal.Present? = nil, retryAfter: Int? = nil,
    hostVersion: Int? = nil
  ) {
    self.word = word
    self.sentence = sentence
    self.present = present
    self.retryAfter = retryAfter
    self.hostVersion = hostVersion
  }

  /// Whether a complaint of that word is meant.
  public func isAbout(_ complaint: Complaint) -> Bool { word == complaint.word }

  /// Whether a post was refused for what it is made of: it will be again, however often it comes.
  var isAboutTheBytes: Bool {
    ["unreadable", "malformed", "tooLong", "bodyTooLong"].contains(word)
  }
}

/// Makes the sentence that a person reads.
public typealias Sentences = @Sendable (Complaint) -> String

// MARK: - Coding

extension Complaint {
  func writeMembers(to writer: inout JSONWriter, _ sentences: Sentences) {
    writer.member("reason", word)
    writer.member("error", sentences(self))
    if let retryAfter { writer.member("retry_after_ms", retryAfter) }
    if case .version(let mismatch) = self { writer.member("protocol", mismatch.host) }
    switch present {
    case .text(let text): writer.member("present", text)
    case .value(let value):
      writer.key("present_value")
      value.map { writer.value($0) } ?? writer.null()
    case nil: break
    }
  }

  /// The body of an HTTP answer that says so.
  public func body(_ sentences: Sentences) -> [UInt8] {
    wireBytes { writer in
      writer.beginObject()
      writer.key("ok")
      writer.bool(false)
      writeMembers(to: &writer, sentences)
      writer.endObject()
    }
  }
}

extension Report {
  init(_ object: WireObject) throws(WireError) {
    self.init(
      word: try object.string("reason"), sentence: try object.string("error"),
      retryAfter: try object.optionalInteger("retry_after_ms"),
      hostVersion: try object.optionalInteger("protocol"))
    if let text = try object.optionalString("present") {
      present = .text(text)
    } else if let value = object.value("present_value") {
      present = .value(value == .null ? nil : value)
    }
  }

  /// The body of an HTTP answer that says so.
  public var body: [UInt8] {
    wireBytes { writer in
      writer.beginObject()
      writer.key("ok")
      writer.bool(false)
      writer.member("reason", word)
      writer.member("error", sentence)
      if let retryAfter { writer.member("retry_after_ms", retryAfter) }
      if let hostVersion { writer.member("protocol", hostVersion) }
      writer.endObject()
    }
  }

  /// Reads the body of an HTTP answer that is a complaint.
  public init(reading bytes: [UInt8]) throws(WireError) {
    try self.init(try WireObject(bytes))
  }
}
