internal import Glibc

/// Why a search cannot be saved or taken up again.
package enum CheckpointError: Error, Hashable, Sendable {
  /// The system refused; `code` is its `errno`.
  case file(path: String, code: Int32)
  /// What is there was not written by a search, or not completely.
  case damaged(path: String, reason: String)
  /// A search is saved there, and is not to be taken up.
  case exists(folder: String)
  /// Another process is at work in the folder.
  case inUse(folder: String)

  /// One sentence without a full stop.
  package var message: String {
    switch self {
    case .file(let path, let code): "\(path): \(unsafe String(cString: strerror(code)))"
    case .damaged(let path, let reason): "\(path) is no usable checkpoint: \(reason)"
    case .exists(let folder):
      "\(folder) has a checkpoint of this search: go on from it with --resume, or remove it"
    case .inUse(let folder): "another search is writing its checkpoints to \(folder)"
    }
  }
}
