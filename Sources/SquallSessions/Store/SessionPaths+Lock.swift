extension SessionPaths {
  /// Who writes the session now; nil where nobody does. Takes no lock and makes no file.
  public func writer(on disk: any FileSystem) -> Finding? {
    let (isHeld, holder) = SessionLock.isHeld(lock, on: disk)
    return isHeld ? .locked(holder) : nil
  }
}
