/// What can go wrong below the language: memory, and runs that end early.
package enum RuntimeError: Error, Hashable, Sendable {
  /// The system cannot give this many bytes; nothing was changed.
  case outOfMemory(byteCount: Int)
  /// The caller raised the cancellation flag.
  case cancelled
  /// The compilation of a key asked for the same key again on its own thread.
  case recursiveCompilation
  /// Machine code returned a status that is not in the call ABI.
  case unknownStatus(Int32)
}

extension RuntimeError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .outOfMemory(let byteCount): "out of memory allocating \(byteCount) bytes"
    case .cancelled: "the run was cancelled"
    case .recursiveCompilation: "compiling this function needs the same function, compiled"
    case .unknownStatus(let status): "the program ended with unknown status \(status)"
    }
  }
}
