import Glibc

/// Times in nanoseconds.
enum Clock {
  /// Since some moment in the past.
  static var now: Int { read(CLOCK_MONOTONIC) }
  /// What all threads of this process have computed so far.
  static var processorTime: Int { read(CLOCK_PROCESS_CPUTIME_ID) }

  /// How long `body` takes.
  static func elapsed(_ body: () -> Void) -> Int {
    let start = now
    body()
    return now - start
  }

  private static func read(_ clock: clockid_t) -> Int {
    var time = timespec()
    clock_gettime(clock, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }
}
