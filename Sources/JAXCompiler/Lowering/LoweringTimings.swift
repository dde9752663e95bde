/// How long each step of lowering took.
package struct LoweringTimings: Hashable, Sendable {
  /// What becomes one kernel.
  package var fusion = Duration.zero
  /// Graph → kernels.
  package var kernels = Duration.zero
  /// Kernels → kernels of vectors and threads.
  package var scheduling = Duration.zero
  /// Buffers → places.
  package var memory = Duration.zero

  package init() {}

  /// The steps by name, in order.
  package var entries: [(name: String, time: Duration)] {
    [("fusion", fusion), ("kernels", kernels), ("scheduling", scheduling), ("memory plan", memory)]
  }
}
