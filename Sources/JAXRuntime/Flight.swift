import Glibc

/// One compilation in progress, for which any number of threads may wait.
///
/// The condition variable needs a fixed address, hence the allocation.
final class Flight<Value: Sendable>: @unchecked Sendable {
  private struct Landing {
    var mutex = pthread_mutex_t()
    var condition = pthread_cond_t()
    var result: Result<Value, any Error>?
  }

  private let landing: UnsafeMutablePointer<Landing>
  private let pilot = pthread_self()

  /// A flight of the calling thread.
  init() {
    landing = .allocate(capacity: 1)
    landing.initialize(to: Landing())
    pthread_mutex_init(&landing.pointee.mutex, nil)
    pthread_cond_init(&landing.pointee.condition, nil)
  }

  deinit {
    pthread_cond_destroy(&landing.pointee.condition)
    pthread_mutex_destroy(&landing.pointee.mutex)
    landing.deinitialize(count: 1)
    landing.deallocate()
  }

  /// Whether the calling thread is the one that compiles, so that waiting would last for ever.
  var isOwn: Bool { pthread_equal(pilot, pthread_self()) != 0 }

  /// Delivers the result to all who wait and will wait; called once.
  func land(_ result: Result<Value, any Error>) {
    pthread_mutex_lock(&landing.pointee.mutex)
    landing.pointee.result = result
    pthread_cond_broadcast(&landing.pointee.condition)
    pthread_mutex_unlock(&landing.pointee.mutex)
  }

  /// Waits for the result.
  func value() throws -> Value {
    pthread_mutex_lock(&landing.pointee.mutex)
    while landing.pointee.result == nil {
      pthread_cond_wait(&landing.pointee.condition, &landing.pointee.mutex)
    }
    let result = landing.pointee.result!
    pthread_mutex_unlock(&landing.pointee.mutex)
    return try result.get()
  }
}
