import JAXRuntime

/// The memory of tensors and of running functions, in bytes.
///
/// A tensor of less than a kilobyte lives in an object of its own and is not counted.
public struct MemoryUse: Hashable, Sendable {
  /// In use.
  public var live: Int
  /// The most that was in use at one time.
  public var peak: Int
  /// Free, and kept for the next tensors.
  public var retained: Int
}

extension Engine {
  /// How much memory tensors and running functions take now.
  public var memoryUse: MemoryUse {
    let statistics = pool.statistics
    return MemoryUse(
      live: statistics.liveBytes, peak: statistics.peakLiveBytes, retained: statistics.retainedBytes)
  }

  /// How many bytes of free memory are kept for the next tensors: a quarter of the machine's, 4 GiB at most, unless set.
  ///
  /// Memory that was used before is much faster than fresh memory, which the system has to clear.
  public var maximumRetainedMemory: Int {
    get { pool.maximumRetainedBytes }
    set { pool.maximumRetainedBytes = newValue }
  }

  /// Gives all free memory back to the system.
  public func trimMemory() { pool.trim() }
}
