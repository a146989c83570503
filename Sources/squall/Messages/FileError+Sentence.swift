import SquallModel
import SquallSessions

extension FileError {
  /// What the system refused, on which file.
  var sentence: String {
    switch self {
    case .failed(let call, let code, let path):
      "\(path.quoted) \(call.failing): \(SystemMessage.text(code))"
    case .notAFile(let path): "\(path.quoted) is no file that can be read or written"
    case .symbolicLink(let path):
      "\(path.quoted) is a symbolic link, and squall writes through none at that name; put a file "
        + "there, or nothing"
    case .tooLarge(let path, let limit):
      "\(path.quoted) is larger than the \(Limit.grouped(limit >> 20)) MiB that squall takes"
    }
  }

  /// What a program is told about it.
  var status: ExitStatus {
    switch self {
    case .notAFile, .symbolicLink: .damagedData
    case .tooLarge: .damagedData
    case .failed(_, let code, _):
      switch code {
      case ErrorCode.noSuchFile, ErrorCode.notAFolder: .noSuchFile
      case ErrorCode.noAccess, ErrorCode.notPermitted, ErrorCode.readOnlyFileSystem: .notAllowed
      default: .diskError
      }
    }
  }
}

extension SystemCall {
  /// What could not be done to the file, with the call's name.
  var failing: String {
    switch self {
    case .open: "cannot be opened"
    case .stat, .readlink: "cannot be looked at (\(rawValue))"
    case .read: "cannot be read"
    case .write, .truncate: "cannot be written (\(rawValue))"
    case .chmod: "cannot be given its permissions (chmod)"
    case .fdatasync, .fsync: "cannot be flushed to the disk (\(rawValue))"
    case .flock: "cannot be locked"
    case .close: "cannot be closed"
    case .rename: "cannot be put in its place (rename)"
    case .unlink: "cannot be removed"
    case .mkdir: "cannot be made"
    case .readdir: "cannot be listed"
    case .thread: "cannot be recorded: no thread can be started"
    }
  }
}
