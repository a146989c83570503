internal import CPage

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

  private static let table: [String: PageFile] = {
    var table: [String: PageFile] = [:]
    var index: UInt = 0
    while let file = squall_page_file_at(index)?.pointee {
      let bytes = UnsafeBufferPointer(start: file.bytes, count: Int(file.count))
      table[String(cString: file.path)] = PageFile(
        contentType: String(cString: file.content_type), bytes: Array(bytes))
      index += 1
    }
    return table
  }()
}
