/// One file of the page that a phone gets.
public struct PageFile: Sendable {
  /// The value of the Content-Type header.
  public let contentType: String
  public let bytes: [UInt8]
}

/// The page for phones: read the board live, add to it. The only files that a host serves.
///
/// They are in the program itself, by name from a table: no request reaches the file system.
/// Source: durability.md N6.
public enum PageFiles {
  /// The file of a path, exactly as it stands in a request; nil where there is none.
  public static func file(at path: String) -> PageFile? { table[path] }

  /// The paths that there are.
  public static var paths: [String] { table.keys.sorted() }

  /// The content security policy of the page, for every answer.
  ///
  /// No script or style but the page's own files, nothing from elsewhere, in nobody's frame.
  public static let contentSecurityPolicy = [
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'",
    "img-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
  ].joined(separator: "; ")

  private static let table: [String: PageFile] = [
    "/": html(PackageResources.page_html),
    "/icon.svg": PageFile(
      contentType: "image/svg+xml; charset=utf-8", bytes: PackageResources.icon_svg),
    "/page.css": PageFile(
      contentType: "text/css; charset=utf-8", bytes: PackageResources.page_css),
    "/page.js": script(PackageResources.page_js),
  ]

  private static func html(_ bytes: [UInt8]) -> PageFile {
    PageFile(contentType: "text/html; charset=utf-8", bytes: bytes)
  }

  private static func script(_ bytes: [UInt8]) -> PageFile {
    PageFile(contentType: "text/javascript; charset=utf-8", bytes: bytes)
  }
}
