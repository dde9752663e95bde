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
///
/// Arguments numbered in `donating` are given away with each call, such as the parameters of a model that the call
/// returns improved: results take their memory where they can, and whoever uses them afterwards, this tensor or a copy
/// of it, is told where they were donated. No other thread may be using them at that time. An argument that is itself a
/// result stays; inside a traced function nothing is donated.
///
/// With `debugging` every call is as in `withDebugging`.
public func jit<each Input: TensorTree, each Output: TensorTree>(
  name: String = "main", donating: Set<Int> = [], debugging: Debugging = [],
  _ function: @escaping @Sendable (repeat each Input) -> (repeat each Output)
) -> Jit<(repeat each Output), (repeat each Input)> {
  jit(function, name: name, donating: donating, debugging: debugging, options: CompilerOptions())
}

/// The same for a function of one result, which may be written in several statements without saying its type.
public func jit<each Input: TensorTree, Output: TensorTree>(
  name: String = "main", donating: Set<Int> = [], debugging: Debugging = [],
  _ function: @escaping @Sendable (repeat each Input) -> Output
) -> Jit<Output, (repeat each Input)> {
  Jit(name: name, donated: donating, debugging: debugging, options: CompilerOptions()) { arguments in
    TracedOutput(function(repeat each arguments))
  }
}

// For functions of one argument there is an overload of each: Swift does not see that a pack of one type is that type
// where the result is called at once.

/// The same for a function of one argument.
public func jit<Input: TensorTree, each Output: TensorTree>(
  name: String = "main", donating: Set<Int> = [], debugging: Debugging = [],
  _ function: @escaping @Sendable (Input) -> (repeat each Output)
) -> Jit<(repeat each Output), Input> {
  Jit(name: name, donated: donating, debugging: debugging, options: CompilerOptions()) { argument in
    let output = function(argument)
    return TracedOutput(trees: repeat each output)
  }
}

/// The same for a function of one argument and one result.
public func jit<Input: TensorTree, Output: TensorTree>(
  name: String = "main", donating: Set<Int> = [], debugging: Debugging = [],
  _ function: @escaping @Sendable (Input) -> Output
) -> Jit<Output, Input> {
  Jit(name: name, donated: donating, debugging: debugging, options: CompilerOptions()) {
    TracedOutput(function($0))
  }
}

/// The same under options of the compiler.
package func jit<each Input: TensorTree, each Output: TensorTree>(
  _ function: @escaping @Sendable (repeat each Input) -> (repeat each Output), name: String,
  donating: Set<Int> = [], debugging: Debugging = [], options: CompilerOptions
) -> Jit<(repeat each Output), (repeat each Input)> {
  Jit(name: name, donated: donating, debugging: debugging, options: options) { arguments in
    let output = function(repeat each arguments)
    return TracedOutput(trees: repeat each output)
  }
}

extension TracedOutput {
  /// One tree, taken apart.
  init(_ output: Output) where Output: TensorTree {
    var leaves = TreeFlattener()
    leaves.append(output)
    let structure = output.withoutTensors
    self.init(leaves: leaves.tensors, isTensors: Output.self == Tensor.self) { tensors in
      var rebuilder = TreeRebuilder(tensors)
      return rebuilder.next(structure)
    }
  }

  /// Several trees, taken apart.
  init<each Tree: TensorTree>(trees: repeat each Tree) where Output == (repeat each Tree) {
    var leaves = TreeFlattener()
    var isTensors = true
    for tree in repeat each trees {
      leaves.append(tree)
      isTensors = isTensors && type(of: tree) == Tensor.self
    }
    let structure = (repeat (each trees).withoutTensors)
    self.init(leaves: leaves.tensors, isTensors: isTensors) { tensors in
      var rebuilder = TreeRebuilder(tensors)
      return (repeat rebuilder.next(each structure))
    }
  }
}

extension TensorTree {
  /// The same structure with numbers for tensors: what a compiled function keeps of its traced result.
  var withoutTensors: Self {
    var leaves = TreeFlattener()
    flatten(into: &leaves)
    var rebuilder = TreeRebuilder(leaves.tensors.map { _ in 0 })
    return rebuilder.next(self)
  }
}

/// What `jit` gives: call it like the function.
///
/// `Inputs` is the type of the only argument, or a tuple of the types of the arguments.
public struct Jit<Output, Inputs>: Sendable {
  private let trace: @Sendable (Inputs) -> TracedOutput<Output>
  let cache: JitCache<Output>

  init(
    name: String, donated: Set<Int>, debugging: Debugging = [], options: CompilerOptions,
    _ trace: @escaping @Sendable (Inputs) -> TracedOutput<Output>
  ) {
    self.trace = trace
    cache = JitCache(name: name, donated: donated, debugging: debugging, options: options)
  }

  /// The function's result; compiles it first for arguments of a new signature.
  ///
  /// Inside a traced function the call is recorded. Errors of the traced function stop the program, or are thrown by
  /// the `withErrors` around.
  public func callAsFunction<each Input: TensorTree>(
    _ arguments: repeat each Input, file: String = #fileID, line: Int = #line
  ) -> Output where Inputs == (repeat each Input) {
    if var ready = ReadyCall(cache.recent) {
      defer { ready.end() }
      while var leaves = ready.next() {
        repeat leaves.append(argument: each arguments)
        guard let match = leaves.match else { break }
        defer { match.end() }
        guard match.isComplete else { continue }
        do throws(RuntimeError) { return try cache.output(of: match) } catch { break }
      }
      cache.notePassedOn()
    }
    return call(repeat each arguments, file: file, line: line)
  }

  /// The call with all that may happen in one.
  func call<each Input: TensorTree>(
    _ arguments: repeat each Input, file: String, line: Int
  ) -> Output where Inputs == (repeat each Input) {
    let location = Location.source(file: file, line: line, column: nil)
    return cache.call(
      flatten(repeat each arguments), paths: { Arguments(repeat each arguments).leafPaths }, at: location
    ) {
      traced(repeat each arguments, tensors: $0)
    }
  }

  /// The function traced and lowered for these arguments, without running it.
  ///
  /// - Throws: what tracing, optimising or lowering finds wrong.
  public func lower<each Input: TensorTree>(
    _ arguments: repeat each Input, file: String = #fileID, line: Int = #line
  ) throws -> Lowered where Inputs == (repeat each Input) {
    try lower(
      flatten(repeat each arguments), { Arguments(repeat each arguments).leafPaths },
      at: .source(file: file, line: line, column: nil)
    ) {
      traced(repeat each arguments, tensors: $0)
    }
  }

  private func lower(
    _ leaves: TreeFlattener, _ paths: @escaping () -> [String], at location: Location,
    _ retrace: ([Tensor]) -> TracedOutput<Output>
  ) throws -> Lowered {
    try Lowered(tracedGraph(leaves, paths, at: location, retrace), options: cache.options)
  }

  private func tracedGraph(
    _ leaves: TreeFlattener, _ paths: @escaping () -> [String], at location: Location,
    _ retrace: ([Tensor]) -> TracedOutput<Output>
  ) throws -> Graph {
    try withErrors { try cache.trace(leaves, paths: paths, at: location, retrace).graph }
  }

  /// The graph of the function for these arguments, as traced: what JAX calls its jaxpr.
  ///
  /// - Throws: what tracing finds wrong.
  public func graph<each Input: TensorTree>(
    _ arguments: repeat each Input, file: String = #fileID, line: Int = #line
  ) throws -> String where Inputs == (repeat each Input) {
    try tracedGraph(
      flatten(repeat each arguments), { Arguments(repeat each arguments).leafPaths },
      at: .source(file: file, line: line, column: nil)
    ) {
      traced(repeat each arguments, tensors: $0)
    }.description
  }

  /// How often the function was traced, compiled and found ready, and why the last call was not.
  public var statistics: JitStatistics { cache.statistics }

  private func flatten<each Input: TensorTree>(_ arguments: repeat each Input) -> TreeFlattener {
    var leaves = TreeFlattener()
    repeat leaves.append(argument: each arguments)
    return leaves
  }

  private func traced<each Input: TensorTree>(
    _ arguments: repeat each Input, tensors: [Tensor]
  ) -> TracedOutput<Output> where Inputs == (repeat each Input) {
    var rebuilder = TreeRebuilder(tensors)
    return trace((repeat rebuilder.next(each arguments)))
  }
}

// Swift does not see that a pack of one type is that type where the result of `jit` is called at once.
extension Jit where Inputs: TensorTree {
  /// The function's result, as for any arguments.
  public func callAsFunction(_ argument: Inputs, file: String = #fileID, line: Int = #line) -> Output {
    if var ready = ReadyCall(cache.recent) {
      defer { ready.end() }
      while var leaves = ready.next() {
        leaves.append(argument: argument)
        guard let match = leaves.match else { break }
        defer { match.end() }
        guard match.isComplete else { continue }
        do throws(RuntimeError) { return try cache.output(of: match) } catch { break }
      }
      cache.notePassedOn()
    }
    return call(argument, file: file, line: line)
  }

  /// The function traced and lowered, as for any arguments.
  ///
  /// - Throws: what tracing, optimising or lowering finds wrong.
  public func lower(_ argument: Inputs, file: String = #fileID, line: Int = #line) throws -> Lowered {
    try lower(
      flatten(argument), { Arguments(argument).leafPaths }, at: .source(file: file, line: line, column: nil)
    ) {
      traced(argument, tensors: $0)
    }
  }

  /// The graph of the function, as for any arguments.
  ///
  /// - Throws: what tracing finds wrong.
  public func graph(_ argument: Inputs, file: String = #fileID, line: Int = #line) throws -> String {
    try tracedGraph(
      flatten(argument), { Arguments(argument).leafPaths }, at: .source(file: file, line: line, column: nil)
    ) {
      traced(argument, tensors: $0)
    }.description
  }

  func call(_ argument: Inputs, file: String, line: Int) -> Output {
    let location = Location.source(file: file, line: line, column: nil)
    return cache.call(flatten(argument), paths: { Arguments(argument).leafPaths }, at: location) {
      traced(argument, tensors: $0)
    }
  }

  private func traced(_ argument: Inputs, tensors: [Tensor]) -> TracedOutput<Output> {
    var rebuilder = TreeRebuilder(tensors)
    return trace(rebuilder.next(argument))
  }
}
