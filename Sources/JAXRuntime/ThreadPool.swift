package import CJAXRuntime
import Synchronization

/// Threads that run the parallel loops of programs. Any number of calls may use one at once; the loops of one of them at
/// a time run on its threads, the others on the threads of their callers.
package final class ThreadPool: Sendable {
  /// What a call passes to its program; valid as long as this object.
  package nonisolated(unsafe) let handle: OpaquePointer?

  /// As many threads as the process may use, or `JAX_THREADS`.
  package static let shared = ThreadPool(threadCount: Int(JAXDefaultThreadCount()))

  private static let others = Mutex<[Int: ThreadPool]>([:])

  /// The pool of the process with `threadCount` threads, or the shared one.
  package static func with(threadCount: Int?) -> ThreadPool {
    guard let threadCount, threadCount != shared.threadCount else { return shared }
    return others.withLock { pools in
      if let pool = pools[threadCount] { return pool }
      let pool = ThreadPool(threadCount: threadCount)
      pools[threadCount] = pool
      return pool
    }
  }

  /// A pool whose loops run on `threadCount` threads, the caller of a loop counted; without memory, on that one alone.
  package init(threadCount: Int) { handle = JAXThreadPoolCreate(Int32(clamping: threadCount)) }

  deinit { if let handle { JAXThreadPoolDestroy(handle) } }

  package var threadCount: Int { handle.map { Int(JAXThreadPoolThreadCount($0)) } ?? 1 }

  package var parallelFor: JAXParallelFor { handle == nil ? JAXSerialFor : JAXThreadPoolFor }
}
