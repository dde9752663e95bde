import Glibc

/// Threads for work that runs beside the caller's, each started for one piece and ended with it: compilations are few
/// and long, so that what starting a thread costs is nothing, and there is no pool to wait for.
enum SideThreads {
  /// Runs `body` for 0, 1, … `count - 1` at once, 0 on the calling thread; returns when all are done.
  static func run(_ count: Int, _ body: @escaping @Sendable (Int) -> Void) {
    var threads: [pthread_t] = []
    for index in 1..<max(count, 1) {
      // A system without another thread to give runs everything here.
      if let thread = start({ body(index) }) { threads.append(thread) } else { body(index) }
    }
    if count > 0 { body(0) }
    for thread in threads { pthread_join(thread, nil) }
  }

  /// Starts `body` on a thread that must be joined; nil when there is none to have.
  static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t? {
    let work = Unmanaged.passRetained(Work(body))
    var thread = pthread_t()
    let status = pthread_create(
      &thread, nil,
      { context in
        Unmanaged<Work>.fromOpaque(context!).takeRetainedValue().body()
        return nil
      }, work.toOpaque())
    if status == 0 { return thread }
    work.release()
    return nil
  }

  private final class Work: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  static let processorCount = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
