extension SessionReading {
  /// The running checksum of the log, entries that are about to enter it first included (J8).
  public var checksum: UInt64 {
    let (end, checksum) =
      switch preparation {
      case .append(let end, let checksum), .cut(let end, let checksum): (end, checksum)
      case .create(let beginning, let checksum): (beginning.count, checksum)
      case .replace(let kept, let checksum): (kept, checksum)
      }
    return JournalOpening(after: end, checksum, self).gatherer.checksum
  }
}
