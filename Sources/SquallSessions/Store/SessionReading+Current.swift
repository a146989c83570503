extension SessionReading {
  /// Whether the files look as they did when they were read; what cannot be asked has changed.
  public func isCurrent(on disk: any FileSystem) -> Bool {
    guard let session = try? disk.status(of: paths.session),
      let journal = try? disk.status(of: paths.journal)
    else {
      return (try? disk.status(of: paths.session)) == seen.session
        && (try? disk.status(of: paths.journal)) == seen.journal
    }
    return session == seen.session && journal == seen.journal
  }
}
