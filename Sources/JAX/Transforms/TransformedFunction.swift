import JAXCompiler
import JAXIR
import JAXPrimitives

/// A function as a transformation takes it: the graph for the tensors of one argument, and what to apply it to.
///
/// What the function takes from outside are parameters like any other; no transformation makes them anything but
/// constants, so derivatives by different variables cannot be confused.
struct TransformedFunction<Output: TensorTree> {
  let call: ControlCall
  /// Without calls of other functions. Its parameters are `operands`.
  let graph: Graph
  /// The tensors of the argument.
  let arguments: [Tensor]
  /// What the function took from outside.
  let captures: [Tensor]
  /// The results of its instructions where they are there already.
  let known: KnownResults?
  /// By tensor of the result: whether its dtype gives way.
  let isWeak: [Bool]
  let rebuild: ([Tensor]) -> Output

  var operands: [Tensor] { arguments + captures }
  /// The types of the tensors of the result.
  var resultTypes: [TensorType] { graph.resultTypes.compactMap(\.tensor) }

  /// Traces `function`.
  ///
  /// - Parameters:
  ///   - elementTypes: The types that it is traced for, where they are not those of the argument.
  ///   - remembering: Whether it runs as it is traced if the argument has elements.
  init<Input: TensorTree>(
    _ call: ControlCall, _ function: (Input) -> Output, of input: Input, elementTypes: [TensorType]? = nil,
    remembering: Bool
  ) throws(JAXError) {
    let arguments = input.tensors
    let traced = try TracedFunction(
      name: call.name, arguments: arguments, elementTypes: elementTypes, remembering: remembering,
      at: call.location
    ) { TracedOutput(function(input.with($0))) }
    self.call = call
    graph = try traced.graph.inlined()
    self.arguments = arguments
    captures = traced.captureTensors
    // A trace that remembers holds no calls, so its instructions are as they were.
    known = traced.memory.map { KnownResults(traced.graph, $0) }
    isWeak = traced.isWeak
    rebuild = traced.rebuild
  }

  /// By parameter of the graph: whether it is one of `arguments` and `isChosen`.
  func parameters(where isChosen: (Tensor) -> Bool) -> [Bool] {
    arguments.map(isChosen) + captures.map { _ in false }
  }

  /// The results of a graph made of this one, which takes `others` after the operands.
  func applied(_ graph: Graph, _ others: [Tensor] = [], isWeak: [Bool]) throws(JAXError) -> [Tensor] {
    try graph.applied(to: operands + others, isWeak: isWeak, known: known, at: call.location)
  }
}

extension Tensor {
  /// Whether small changes of the elements make sense.
  var isDifferentiable: Bool { dtype.hasDerivative }

  /// Zeros of `type`.
  static func zeros(_ type: TensorType, at location: Location) throws(JAXError) -> Tensor {
    try make(Literal(type, bytes: [UInt8](repeating: 0, count: type.dtype.byteCount)), at: location)
  }
}

extension ControlCall {
  init(_ name: String, _ file: String, _ line: Int) {
    self.init(name, .source(file: file, line: line, column: nil))
  }

  /// What `body` gives; where it fails, what `function` would give of `input`, poisoned.
  func run<Input: TensorTree, Output: TensorTree>(
    _ function: (Input) -> Output, of input: Input, _ body: () throws(JAXError) -> Output
  ) -> Output {
    do throws(JAXError) {
      return try body()
    } catch {
      return failed(error, function, of: input)
    }
  }

  /// What `function` would give of `input`, poisoned; stops the program outside `withErrors`.
  func failed<Input: TensorTree, Output: TensorTree>(
    _ error: JAXError, _ function: (Input) -> Output, of input: Input
  ) -> Output {
    var error = error.located(at: location, in: name)
    error.operation = error.operation ?? name
    let poisoned = Tensor.fail(error)
    if let output = poisoned as? Output { return output }
    // Only the function knows the structure of its result: it runs once more on poisoned arguments, in a trace that
    // comes to nothing.
    let trace = Trace(
      parent: Ambient.activeTrace, thread: Ambient.thread, title: "the function given to \(name)",
      at: location)
    defer { trace.abandon() }
    let output = Ambient.tracing(trace) { function(input.with(input.tensors.map { _ in poisoned })) }
    return output.with(output.tensors.map { _ in poisoned })
  }
}
