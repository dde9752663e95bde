import JAX

/// A computation that other systems are measured on too, written as a user of the library writes it.
struct Workload: Sendable {
  let name: String
  let group: Group
  let inputs: [UniformInput]
  /// The compiled function, ready to be called with these inputs.
  let prepare: @Sendable ([Tensor]) -> PreparedCall

  enum Group: String, CaseIterable, Sendable {
    case dispatch, elementwise, reduction, layout, matmul, fused, simulation
  }

  init(
    _ name: String, _ group: Group, _ inputs: [UniformInput],
    prepare: @escaping @Sendable ([Tensor]) -> PreparedCall
  ) {
    self.name = name
    self.group = group
    self.inputs = inputs
    self.prepare = prepare
  }

  /// All of them, in the order of their groups.
  static let all = dispatch + elementwise + reductions + layout + products + networks + simulations

  /// The workloads that `names` says, each the name of one or of a group, or `all`.
  static func select(_ names: some Sequence<some StringProtocol>) -> [Workload] {
    let names = Set(names.map { String($0) })
    return all.filter { workload in
      names.contains("all") || names.contains(workload.name) || names.contains(workload.group.rawValue)
    }
  }
}

/// A compiled function and its arguments.
///
/// Results are let go at once, as by a user who is done with them before the next call.
struct PreparedCall {
  /// Calls the function so many times.
  let run: (Int) -> Void
  /// The results of one call.
  let outputs: () -> [Tensor]

  init(_ call: @escaping () -> Tensor) {
    run = { count in for _ in 0..<count { _ = call() } }
    outputs = { [call()] }
  }

  init(_ call: @escaping () -> (Tensor, Tensor)) {
    run = { count in for _ in 0..<count { _ = call() } }
    outputs = {
      let (first, second) = call()
      return [first, second]
    }
  }
}
