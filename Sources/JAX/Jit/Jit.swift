package import JAXCompiler
import JAXIR
import JAXRuntime

/// A compiled form of `function`: traced once for each signature of its arguments, compiled to machine code, and from
/// then on only run.
///
/// ```swift
/// let step = jit { (w: Tensor, x: Tensor) in tanh(x) * w }
/// let y = step(w, x)
/// ```
///
/// Arguments and results are tensors or `TensorTree`s; several results are a tuple. The signature is the dtypes and
/// shapes, the structure of the trees and the static values in them. `function` must be pure: it runs only when it is
/// traced, and what it reads from outside is read then.
public func jit<each Input: TensorTree, each Output: TensorTree>(
  _ function: @escaping @Sendable (repeat each Input) -> (repeat each Output), name: String = "main"
) -> Jit<(repeat each Output), repeat each Input> {
  jit(function, name: name, options: CompilerOptions())
}

/// The same for a function of one result, which may be written in several statements without saying its type.
public func jit<each Input: TensorTree, Output: TensorTree>(
  _ function: @escaping @Sendable (repeat each Input) -> Output, name: String = "main"
) -> Jit<Output, repeat each Input> {
  Jit(name: name, options: CompilerOptions()) { (arguments: repeat each Input) in
    let output = function(repeat each arguments)
    var leaves = TreeFlattener()
    leaves.append(output)
    let structure = output.withoutTensors
    return TracedOutput(leaves: leaves.tensors) { tensors in
      var rebuilder = TreeRebuilder(tensors)
      return rebuilder.next(structure)
    }
  }
}

/// The same under options of the compiler.
package func jit<each Input: TensorTree, each Output: TensorTree>(
  _ function: @escaping @Sendable (repeat each Input) -> (repeat each Output), name: String,
  options: CompilerOptions
) -> Jit<(repeat each Output), repeat each Input> {
  Jit(name: name, options: options) { (arguments: repeat each Input) in
    let output = function(repeat each arguments)
    var leaves = TreeFlattener()
    for tree in repeat each output { leaves.append(tree) }
    let structure = (repeat (each output).withoutTensors)
    return TracedOutput(leaves: leaves.tensors) { tensors in
      var rebuilder = TreeRebuilder(tensors)
      return (repeat rebuilder.next(each structure))
    }
  }
}

extension TensorTree {
  /// The same structure with numbers for tensors: what a compiled function keeps of its traced result.
  fileprivate var withoutTensors: Self {
    var leaves = TreeFlattener()
    flatten(into: &leaves)
    var rebuilder = TreeRebuilder(leaves.tensors.map { _ in 0 })
    return rebuilder.next(self)
  }
}

/// What `jit` gives: call it like the function.
public struct Jit<Output, each Input: TensorTree>: Sendable {
  private let trace: @Sendable (repeat each Input) -> TracedOutput<Output>
  private let cache: JitCache<Output>

  init(
    name: String, options: CompilerOptions,
    _ trace: @escaping @Sendable (repeat each Input) -> TracedOutput<Output>
  ) {
    self.trace = trace
    cache = JitCache(name: name, options: options)
  }

  /// The function's result; compiles it first for arguments of a new signature.
  ///
  /// Inside a traced function the call is recorded. Errors of the traced function stop the program, or are thrown by
  /// the `withErrors` around.
  public func callAsFunction(
    _ arguments: repeat each Input, file: String = #fileID, line: Int = #line
  ) -> Output {
    let leaves = flatten(repeat each arguments)
    if let output = cache.ready(leaves) { return output }
    let location = Location.source(file: file, line: line, column: nil)
    return cache.call(leaves, at: location) { traced(repeat each arguments, tensors: $0) }
  }

  /// The function traced and lowered for these arguments, without running it.
  ///
  /// - Throws: what tracing, optimising or lowering finds wrong.
  public func lower(
    _ arguments: repeat each Input, file: String = #fileID, line: Int = #line
  ) throws -> Lowered {
    let location = Location.source(file: file, line: line, column: nil)
    let leaves = flatten(repeat each arguments)
    let function = try withErrors {
      try cache.trace(leaves, at: location) { traced(repeat each arguments, tensors: $0) }
    }
    return try Lowered(function.graph, options: cache.options)
  }

  /// The graph of the function for these arguments, as traced: what JAX calls its jaxpr.
  ///
  /// - Throws: what tracing finds wrong.
  public func graph(
    _ arguments: repeat each Input, file: String = #fileID, line: Int = #line
  ) throws -> String {
    try lower(repeat each arguments, file: file, line: line).graphText
  }

  /// How often the function was traced, compiled and found ready, and why the last call was not.
  public var statistics: JitStatistics { cache.statistics }

  private func flatten(_ arguments: repeat each Input) -> TreeFlattener {
    var leaves = TreeFlattener(count: 4)
    var index = 0
    for argument in repeat each arguments {
      leaves.append(argument: argument, index: index)
      index += 1
    }
    return leaves
  }

  private func traced(_ arguments: repeat each Input, tensors: [Tensor]) -> TracedOutput<Output> {
    var rebuilder = TreeRebuilder(tensors)
    return trace(repeat rebuilder.next(each arguments))
  }
}
