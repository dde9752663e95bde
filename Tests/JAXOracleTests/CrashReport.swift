import Glibc
import Synchronization

/// Names the seeds of the programs that run when machine code makes the process crash.
enum CrashReport {
  private static let lock = Mutex(())
  /// For a signal handler, which may not lock: 0 where there is none.
  private nonisolated(unsafe) static let seeds: UnsafeMutablePointer<UInt64> = {
    let seeds = UnsafeMutablePointer<UInt64>.allocate(capacity: capacity)
    seeds.initialize(repeating: 0, count: capacity)
    for number in [SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP] {
      _ = signal(number) { number in
        CrashReport.write("machine code crashed; programs under way have the seeds:")
        for position in 0..<CrashReport.capacity where CrashReport.seeds[position] != 0 {
          CrashReport.write(CrashReport.seeds[position])
        }
        CrashReport.write("\n")
        _ = signal(number, SIG_DFL)
        raise(number)
      }
    }
    return seeds
  }()
  private static let capacity = 64

  static func begin(seed: UInt64) {
    lock.withLock { _ in
      if let free = (0..<capacity).first(where: { seeds[$0] == 0 }) { seeds[free] = seed }
    }
  }

  static func end(seed: UInt64) {
    lock.withLock { _ in
      if let own = (0..<capacity).first(where: { seeds[$0] == seed }) { seeds[own] = 0 }
    }
  }

  private static func write(_ text: StaticString) {
    _ = Glibc.write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  }

  /// In decimal digits, without memory of the heap.
  private static func write(_ number: UInt64) {
    var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
    withUnsafeMutableBytes(of: &digits) { bytes in
      var rest = number
      var start = bytes.count
      repeat {
        start -= 1
        bytes[start] = UInt8(truncatingIfNeeded: 48 + rest % 10)
        rest /= 10
      } while rest > 0
      bytes[start - 1] = 32
      _ = Glibc.write(STDERR_FILENO, bytes.baseAddress! + start - 1, bytes.count - start + 1)
    }
  }
}
