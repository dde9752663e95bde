import JAXCompiler
import JAXIR
import JAXPrimitives

/// What a checkpoint keeps for the way back beside its arguments; all else is computed again.
public struct CheckpointPolicy: Hashable, Sendable, ExpressibleByArrayLiteral {
  var names: Set<String> = []
  var savesProducts = false
  var savesEverything = false

  /// The arguments alone: the least memory.
  public static let nothing = CheckpointPolicy(names: [])
  /// Whatever the way back reads: as without a checkpoint.
  public static let everything = CheckpointPolicy(savesEverything: true)
  /// The results of matrix products and convolutions, which take the longest.
  public static let products = CheckpointPolicy(savesProducts: true)

  /// The values that `named` gave these names; those in the bodies of loops are computed again all the same.
  public static func names(_ names: Set<String>) -> CheckpointPolicy { CheckpointPolicy(names: names) }

  /// The same.
  public init(arrayLiteral names: String...) { self.init(names: Set(names)) }

  private init(names: Set<String> = [], savesProducts: Bool = false, savesEverything: Bool = false) {
    self.names = names
    self.savesProducts = savesProducts
    self.savesEverything = savesEverything
  }

  /// All that either keeps.
  public func union(_ other: CheckpointPolicy) -> CheckpointPolicy {
    CheckpointPolicy(
      names: names.union(other.names), savesProducts: savesProducts || other.savesProducts,
      savesEverything: savesEverything || other.savesEverything)
  }
}

/// `function`, of which reverse mode keeps only what `policy` says, and computes the rest again on the way back: less
/// memory for more time. What JAX also calls `remat`.
///
/// ```swift
/// let layer = checkpoint { (x: Tensor) in tanh(matmul(x, w)) }
/// let block = checkpoint(saving: ["attention"]) { x in mlp(named(attention(x), "attention")) }
/// let (last, _) = scan(x, over: weights) { x, w in (checkpoint(step)(x, w), Nothing()) }
/// ```
///
/// Values and derivatives are those of `function`, in any transformation. Tensors from outside are arguments like the
/// others. Outside derivatives and traced functions `function` runs as it is; elsewhere it is traced at each call.
public func checkpoint<Input: TensorTree, Output: TensorTree>(
  saving policy: CheckpointPolicy = .nothing, _ function: @escaping @Sendable (Input) -> Output,
  file: String = #fileID, line: Int = #line
) -> @Sendable (Input) -> Output {
  let call = ControlCall("checkpoint", file, line)
  return { call.checkpoint(policy, function, $0) }
}

/// The same for a function of several arguments.
public func checkpoint<each Input: TensorTree, Output: TensorTree>(
  saving policy: CheckpointPolicy = .nothing, _ function: @escaping @Sendable (repeat each Input) -> Output,
  file: String = #fileID, line: Int = #line
) -> @Sendable (repeat each Input) -> Output {
  let call = ControlCall("checkpoint", file, line)
  return { (arguments: repeat each Input) in
    call.checkpoint(
      policy, { (input: Arguments<repeat each Input>) in function(repeat each input.values) },
      Arguments(repeat each arguments))
  }
}

/// `tree` as it is, under a name by which a `checkpoint` around may keep it.
public func named<Tree: TensorTree>(
  _ tree: Tree, _ name: String, file: String = #fileID, line: Int = #line
) -> Tree {
  let call = ControlCall("named", file, line)
  return call.run(tree) { () throws(JAXError) in
    guard Ambient.activeTrace != nil else { return tree }
    return tree.with(
      try tree.tensors.map { (tensor) throws(JAXError) in
        try .make(Named(name), [tensor], isWeak: tensor.isWeak, at: call.location)
      })
  }
}

extension ControlCall {
  fileprivate func checkpoint<Input: TensorTree, Output: TensorTree>(
    _ policy: CheckpointPolicy, _ function: (Input) -> Output, _ input: Input
  ) -> Output {
    if Ambient.activeTrace == nil || policy.savesEverything { return function(input) }
    return run(function, of: input) { () throws(JAXError) in
      let operands = input.tensors
      let body = try traced(operands, as: input, function)
      try checkIsUnordered(body.code)
      let captures = CaptureList([body.code], at: location)
      let results = try Tensor.results(
        of: Checkpoint(saved: policy.names.sorted(), savesProducts: policy.savesProducts),
        operands + captures.tensors,
        regions: [try captures.region(body.code, capturesAt: operands.count)], at: location)
      return body.rebuild(zip(results, body.isWeak).map { Tensor($0.storage, isWeak: $1) })
    }
  }
}
