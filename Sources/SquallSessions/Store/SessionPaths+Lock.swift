extension SessionPaths {
  /// Who writes the session now; nil where nobody does. Takes no lock and makes no file.
  public func writer(on disk: any FileSystem) -> Finding? {
    // The lock's file may have been taken away under its holder: the journal is held too.
    for path in [lock, journal] {
      let (isHeld, holder) = SessionLock.isHeld(path, on: disk)
      if isHeld { return .locked(holder) }
    }
    return nil
  }
}
