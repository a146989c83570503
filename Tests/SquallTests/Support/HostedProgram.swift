import Foundation
import Glibc
import NetworkTestSupport
import Testing

/// `squall host --headless` as a program starts it, and what a guest says to it.
final class HostedProgram {
  let program: RunningProgram
  let door: Door

  /// The line that a host prints when it is ready.
  struct Door: Decodable {
    struct Entrance: Decodable {
      var code: String
      var url: String
    }
    var address: String
    var port: Int
    var facilitator: Entrance
    var participant: Entrance
    var observer: Entrance
  }

  /// Starts a host with a state directory in the folder.
  ///
  /// - Parameter shell: said before the host is started in its place, such as `ulimit`.
  init(
    _ file: String, in folder: Folder, _ arguments: [String] = ["--port", "0"], shell: String? = nil
  ) throws {
    var call = [file, "--headless"] + arguments
    call.insert("host", at: 0)
    let environment = ["XDG_STATE_HOME": folder.file("state")]
    if let shell {
      program = try RunningProgram(
        ["-c", "\(shell); exec \"$0\" \"$@\"", Program.path] + call, program: "/bin/sh",
        environment: environment)
    } else {
      program = try RunningProgram(call, environment: environment)
    }
    guard let line = program.nextLine() else {
      let said = program.exchange([])
      throw Unready(errors: String(decoding: said.errors, as: UTF8.self), end: program.wait())
    }
    door = try JSONDecoder().decode(Door.self, from: Data(line.utf8))
  }

  /// The host has ended before it was ready.
  struct Unready: Error {
    var errors: String
    var end: (status: Int32?, signal: Int32?)
  }

  /// Asks it to end, and gives what it has logged.
  func end() -> (status: Int32?, log: String) {
    program.signal(SIGTERM)
    let streams = program.exchange([])
    return (program.wait().status, String(decoding: streams.errors, as: UTF8.self))
  }

  func dial() throws -> Dialler { try Dialler(port: door.port) }

  /// Asks something; nil where the host ends before it has answered.
  func ask(
    _ method: String, _ path: String, _ body: String? = nil, token: String? = nil,
    on connection: Dialler? = nil
  ) throws -> Dialler.Answer? {
    let connection = try connection ?? dial()
    var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(door.port)\r\n"
    if let token { head += "Authorization: Bearer \(token)\r\n" }
    if let body {
      head += "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
    }
    connection.send(head + "\r\n" + (body ?? ""))
    return connection.answer()
  }

  /// Lets somebody in by a code and gives their token.
  func join(_ name: String, _ code: String) throws -> String {
    let body = #"{"protocol": 1, "code": "\#(code)", "name": "\#(name)"}"#
    let answer = try #require(try ask("POST", "/join", body))
    struct Joined: Decodable {
      var token: String
    }
    return try JSONDecoder().decode(Joined.self, from: Data(answer.body)).token
  }

  /// Posts the addition of a sticky.
  func add(_ number: Int, token: String, on connection: Dialler? = nil) throws -> Dialler.Answer? {
    let edit =
      #"{"edit": "addSticky", "id": "s\#(number)", "kind": "domainEvent", "#
      + #""text": "Event \#(number)", "edit_id": "e-\#(number)"}"#
    return try ask("POST", "/edits", #"{"edits": [\#(edit)]}"#, token: token, on: connection)
  }

  /// The edit ids of the log that begin with `e-`, in order.
  func logged(token: String) throws -> [Int] {
    let log = try #require(try ask("GET", "/log", token: token))
    return log.text.split(separator: "\n").compactMap { line in
      line.firstRange(of: #""edit_id": "e-"#).flatMap {
        Int(line[$0.upperBound...].prefix { $0 != "\"" })
      }
    }
  }
}
