/// What can go wrong below the language: memory, and runs that end early.
package enum RuntimeError: Error, Hashable, Sendable {
  /// The system cannot give this many bytes; nothing was changed.
  case outOfMemory(byteCount: Int)
  /// The same for what a program computes on the way; it has not started.
  case outOfMemoryOnTheWay(byteCount: Int)
  /// The caller raised the cancellation flag.
  case cancelled
  /// The compilation of a key asked for the same key again on its own thread.
  case recursiveCompilation
  /// Checked machine code met an access outside of its buffer, and did not make it.
  case outOfBounds(BadAccess)
  /// Machine code returned a status that is not in the call ABI.
  case unknownStatus(Int32)
}

extension RuntimeError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .outOfMemory(let byteCount): "out of memory allocating \(byteCount) bytes"
    case .outOfMemoryOnTheWay(let byteCount):
      "out of memory allocating \(byteCount) bytes for what is computed on the way"
    case .cancelled: "the run was cancelled"
    case .recursiveCompilation: "compiling this function needs the same function, compiled"
    case .outOfBounds(let access): access.description
    case .unknownStatus(let status): "the program ended with unknown status \(status)"
    }
  }
}

/// An access that a kernel was about to make outside of a buffer.
package struct BadAccess: Hashable, Sendable, CustomStringConvertible {
  package let kernel: String
  /// The number of the buffer in the kernel, as its text has it.
  package let buffer: Int
  package let index: Int
  package let count: Int
  package let isStore: Bool

  package var description: String {
    "kernel \(kernel) \(isStore ? "stores to" : "loads from") index \(index) of buffer @\(buffer), which has \(count) elements"
  }
}
