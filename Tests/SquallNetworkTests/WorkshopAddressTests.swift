import SquallCollaboration
import SquallNetwork
import Testing

struct WorkshopAddressTests {
  private let invitation = "00112233445566778899aabbccddeeff"

  @Test(arguments: [
    ("http://127.0.0.1:7855/", "http://127.0.0.1:7855/"),
    ("HTTP://workshop.example", "http://workshop.example/"),
    ("https://workshop.example/squall/", "https://workshop.example/squall/"),
    ("https://workshop.example:8443", "https://workshop.example:8443/"),
    ("http://[::1]:7855/", "http://[::1]:7855/"),
  ])
  func `an address is read and said again`(text: String, said: String) throws {
    let address = try WorkshopAddress.read(url: text).get()
    #expect(address.description == said)
    let withInvitation = try WorkshopAddress.read(url: said + "#" + invitation).get()
    #expect(withInvitation.invitation == Secret(invitation))
    #expect(withInvitation.url == said + "#" + invitation)
    #expect(!withInvitation.description.contains(invitation))
  }

  @Test(arguments: [
    ("workshop.local", "http://workshop.local:7855/"), ("10.0.0.5:80", "http://10.0.0.5/"),
    ("::1", "http://[::1]:7855/"), ("[fe80::1%eth0]:9", "http://[fe80::1%eth0]:9/"),
  ])
  func `a host stands without a scheme, and its port may be left out`(text: String, said: String)
    throws
  {
    #expect(try WorkshopAddress.read(host: text).get().description == said)
  }

  @Test(arguments: [
    ("ftp://a/", WorkshopAddress.Fault.scheme("ftp")), ("7-orange-harbour", .notAnAddress),
    ("http:///x", .notAnAddress), ("http://a b/", .notAnAddress),
    ("http://a:0/", .port("0")), ("http://a:70000/", .port("70000")), ("http://a:+7/", .port("+7")),
    ("http://a/#short", .invitation), ("http://a/\u{1B}[2J", .notAnAddress),
    ("http://u@a/", .notAnAddress),
  ])
  func `what is no address says why`(text: String, fault: WorkshopAddress.Fault) {
    #expect(WorkshopAddress.read(url: text) == .failure(fault))
  }
}
