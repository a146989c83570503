internal import Glibc

/// The codes of `errno` that squall itself tells apart or makes.
public enum ErrorCode {
  public static let notPermitted = EPERM
  public static let noSuchFile = ENOENT
  public static let inputOutput = EIO
  public static let badDescriptor = EBADF
  public static let wouldBlock = EWOULDBLOCK
  public static let noMemory = ENOMEM
  public static let noAccess = EACCES
  public static let exists = EEXIST
  public static let notAFolder = ENOTDIR
  public static let isAFolder = EISDIR
  public static let invalid = EINVAL
  public static let processOutOfDescriptors = EMFILE
  public static let systemOutOfDescriptors = ENFILE
  public static let fileTooLarge = EFBIG
  public static let noSpace = ENOSPC
  public static let overQuota = EDQUOT
  public static let readOnlyFileSystem = EROFS
  public static let nameTooLong = ENAMETOOLONG
  public static let noLocks = ENOLCK
  public static let notImplemented = ENOSYS
  public static let notSupported = EOPNOTSUPP
  public static let tooManyLinks = ELOOP
}
