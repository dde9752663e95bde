import JAX

extension Workload {
  static let simulations: [Workload] = [
    Workload(
      "nbody_1024", .simulation, [.uniform([1024, 3]), .uniform([1024, 3]), .uniform([1024], 0.1...1)]
    ) {
      let (f, positions, velocities, masses) = (jit(gravitate), $0[0], $0[1], $0[2])
      return PreparedCall { f(positions, velocities, masses) }
    },
    Workload("kmeans_100k", .simulation, [.uniform([100_000, 16]), .uniform([32, 16])]) {
      let (f, points, centres) = (jit(moveCentres), $0[0], $0[1])
      return PreparedCall { f(points, centres) }
    },
  ]

  /// Positions and velocities of bodies after a short time in which each attracts each.
  @Sendable private static func gravitate(
    _ positions: Tensor, _ velocities: Tensor, _ masses: Tensor
  ) -> (Tensor, Tensor) {
    let distances = positions.expanded(at: 0) - positions.expanded(at: 1)
    let weights = ((distances * distances).sum(axes: [-1]) + 1e-2) ** -1.5
    let pulls = masses.reshaped([1, -1, 1]) * distances * weights.expanded(at: -1)
    let moved = velocities + 0.01 * pulls.sum(axes: [1])
    return (positions + 0.01 * moved, moved)
  }

  /// One step of k-means: the mean of the points that are nearest to each centre, and how many there are.
  @Sendable private static func moveCentres(_ points: Tensor, _ centres: Tensor) -> (Tensor, Tensor) {
    let distances = (centres * centres).sum(axes: [1]) - 2 * matmul(points, centres.T)
    let members = oneHot(distances.argmin(axis: 1), count: centres.shape[0])
    let counts = members.sum(axes: [0])
    let sums = matmul(members.T, points)
    return (sums / maximum(counts, 1).expanded(at: 1), counts)
  }
}
