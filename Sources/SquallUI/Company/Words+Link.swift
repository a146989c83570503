import SquallModel

/// Link, lock, timer and door, in words.
extension Words {
  static let hostMark = "host"
  static let connectingMark = "connecting…"
  static let offlineMark = "offline"
  static let endedMark = "no link"
  static let timeIsUpMark = "time is up"
  static let holdsMark = " paused"
  static let hostHaltedShort = "the host cannot write: edits wait"

  static func mark(_ lock: Company.Lock) -> String {
    switch lock {
    case .open: ""
    case .phaseKinds: "# kinds"
    case .board: "# locked"
    }
  }

  /// The same where there is little room.
  static func shortMark(_ lock: Company.Lock) -> String {
    switch lock {
    case .open: ""
    case .phaseKinds: "#k"
    case .board: "#"
    }
  }

  static func sending(_ number: Int) -> String { "sending \(number)…" }
  static func waits(_ number: Int) -> String { "\(number) waiting" }

  /// Minutes and seconds: `07:12`; hours where there are some.
  static func clock(seconds: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (minutes, rest) = (seconds / 60, seconds % 60)
    return minutes < 60
      ? "\(two(minutes)):\(two(rest))" : "\(minutes / 60):\(two(minutes % 60)):\(two(rest))"
  }

  static func offline(waiting: Int, seconds: Int) -> [String] {
    let edits = waiting == 0 ? "" : " — \(count(waiting, "edit", "edits")) waiting"
    let short = waiting == 0 ? "" : " — \(waiting) waiting"
    let retry = seconds == 0 ? "trying…" : "retry in \(seconds) s (r now)"
    return [
      "offline\(edits) — \(retry) — go on: your edits are kept here",
      "offline\(edits) — \(retry)",
      "offline\(short) — \(seconds == 0 ? "trying…" : "\(seconds) s (r now)")",
    ]
  }

  static let hostEnded =
    "whoever hosts has ended the workshop; your copy has all of it, and :host goes on from it"

  /// The same where whoever hosts has ended the workshop.
  static func endedByHost(waiting: Int, seconds: Int) -> [String] {
    let edits = waiting == 0 ? "" : " — \(count(waiting, "edit", "edits")) waiting"
    let retry = seconds == 0 ? "trying…" : "retry in \(seconds) s (r now)"
    return [
      "the host has ended the workshop\(edits) — :host goes on from your copy — \(retry)",
      "the host has ended the workshop\(edits) — :host goes on", "ended\(edits) — \(retry)",
    ]
  }

  static func ended(
    _ ending: Company.Ending, by name: String? = nil, waiting: Int, mayRetry: Bool
  ) -> [String] {
    let kept = waiting == 0 ? "" : "; \(count(waiting, "edit is", "edits are")) kept"
    let again = mayRetry ? " — r tries again" : ""
    let sentence = sentence(ending, by: name)
    return [
      "\(sentence)\(kept)\(again) — :host goes on from your copy, :save-as keeps it",
      "\(sentence)\(kept)\(again)", "\(sentence)\(again)", sentence,
    ]
  }

  // MARK: - Leaving

  static func leavesHost(_ people: Int) -> String {
    "\(count(people, "other person is", "other people are")) here; the workshop ends for them "
      + "until you host it again. What was done is saved."
  }
  static func leavesWaiting(_ number: Int) -> String {
    "\(count(number, "edit has", "edits have")) not reached the host. "
      + (number == 1 ? "It is kept here, and sent " : "They are kept here, and sent ")
      + "when you join again from this machine."
  }

  // MARK: - Refused edits

  static func refusedMark(_ number: Int) -> String { "\(number) refused g r" }

  static let dismisses = "dismiss"
  static let copiedText = "the text is copied — p puts it onto the board"
  static let noTextInIt = "there is no text in it to copy"

  /// What an edit wanted, in one line.
  static func wanted(_ edit: Edit, on board: Board) -> String {
    switch edit {
    case .addSticky(let new): "add \(quoted(new.text))"
    case .rewordSticky(let id, let text, let was):
      "reword \(was.map { quoted($0) } ?? called(id, on: board)) to \(quoted(text))"
    case .moveSticky(let id, _, _): "move \(called(id, on: board))"
    case .removeSticky(let id): "delete \(called(id, on: board))"
    case .changeKind(let id, let kind): "make \(called(id, on: board)) \(one(kind))"
    case .setField(let id, let name, _, _):
      "set \(quoted(name)) of \(called(id, on: board))"
    case .removeField(let id, let name): "take \(quoted(name)) off \(called(id, on: board))"
    case .setNote(let id, let note, _): "note on \(called(id, on: board)): \(quoted(note))"
    case .vote(let id, _): "vote for \(called(id, on: board))"
    case .addLane(_, let name, _): "add the lane \(quoted(name))"
    case .renameLane(_, let name, _): "rename a lane to \(quoted(name))"
    case .setTitle(let title, _): "title it \(quoted(title))"
    case .setTerm(let name, _): "define \(quoted(name))"
    case .addContext(_, let name, _): "the context \(quoted(name))"
    case .attach(let id, let host):
      "attach \(called(id, on: board)) to \(called(host, on: board))"
    case .batch(let edits):
      edits.first.map { "\(wanted($0, on: board))" + (edits.count > 1 ? ", and more" : "") }
        ?? "nothing"
    case .undo: "undo"
    case .redo: "redo"
    default: "change the board"
    }
  }

  // MARK: - The door

  static let doorIsAskedFor = "Asking the host for codes and addresses…"

  static func doorTitle(_ role: SquallModel.Role) -> String { "Join as \(one(role)) · h l: roles" }

  /// The line that somebody types to join.
  static func joining(host: String, code: String) -> String {
    "squall join " + (host.isEmpty ? "" : host + " ") + code
  }

  /// How many addresses are shown at once.
  private static let doorAddresses = 3

  /// The lines under code and address, and which of them are chosen.
  static func doorFoot(
    _ door: Company.Door, address: Int, now: Instant
  ) -> [(text: String, isChosen: Bool)] {
    let first = min(max(0, address - 1), max(0, door.addresses.count - doorAddresses))
    let shown = door.addresses.enumerated().dropFirst(first).prefix(doorAddresses)
    var lines: [(text: String, isChosen: Bool)] = shown.map { index, one in
      ((index == address ? "> " : "  ") + one.reach, index == address)
    }
    let minutes = Countdown(to: door.renewsAt, now, unit: 60_000).left
    lines.append(
      (minutes == 0 ? "new codes are on their way" : "new codes in \(minutes) min, R now", false))
    return lines
  }

  static let noRoomForPicture = "a larger window has a QR code for phones"

  /// What to try when nobody can connect, the likeliest first.
  ///
  /// - Parameter port: that the host listens on; nil where it is not known here.
  static func trouble(port: Int?) -> [String] {
    let its = port.map(String.init) ?? "PORT"
    let which = port == nil ? " PORT stands behind the colon of the door's address." : ""
    return [
      "Same network? Guest Wi-Fi often keeps devices apart: use the other Wi-Fi, a cable, or a "
        + "phone's hotspot for all.",
      "Another address: at the door, j and k go through them. One that starts with 127 or says "
        + "“this machine” reaches nobody else.",
      "Firewall: the host's machine has to let the port in, e.g. sudo ufw allow \(its)/tcp, or in "
        + "firewalld: sudo firewall-cmd --add-port=\(its)/tcp.\(which)",
      "VPN: on the host or on a guest it may hide the network in the room; switch it off, or join "
        + "by the VPN's own address.",
      "A container, a virtual machine or WSL: its port has to be published to the machine around it.",
      "ssh always works: ssh to this machine, then squall join CODE there.",
      "Not listening? squall host FILE alone serves this machine only; --listen says who can "
        + "reach it.",
    ]
  }

  /// What goes through the door's roles and addresses.
  static func doorHints(_ door: Company.Door?) -> [Hint] {
    guard let door else { return [] }
    return (door.codes.count > 1 ? [Hint(keys: "h l", words: "role")] : [])
      + (door.addresses.count > 1 ? [Hint(keys: "j k", words: "address")] : [])
  }
}
