import JAXCompiler
import JAXIR
import JAXPrimitives
import JAXRuntime
import Synchronization

/// What a compiled function did so far.
public struct JitStatistics: Hashable, Sendable {
  /// How often the function ran as Swift code.
  public var traces: Int
  /// Calls that found compiled code.
  public var hits: Int
  /// Calls that did not.
  public var misses: Int
  /// Which parts of the signature made the last miss, each with the value before and now.
  public var lastMiss: [String]
}

/// The compiled forms of one function, by signature.
final class JitCache<Output>: Sendable {
  let name: String
  let options: CompilerOptions
  /// The arguments that are donated.
  let donated: Set<Int>
  /// The debug modes of every call.
  let debugging: Debugging
  private let entries: CompilationCache<Signature, JitCode>
  /// What served the last calls.
  let recent = InlineCache<JitCode>()
  private let traces = Atomic<Int>(0)
  /// Lookups in `recent` that found nothing.
  let passedOn = Atomic<Int>(0)
  private let retraces: Retraces

  init(name: String, donated: Set<Int>, debugging: Debugging = [], options: CompilerOptions) {
    self.name = name
    self.donated = donated
    self.debugging = debugging
    self.options = options
    retraces = Retraces(of: name)
    entries = CompilationCache(
      maximumEntries: 1_024, maximumBytes: 256 << 20,
      byteCount: { $0.compiled.executable.codeByteCount },
      explain: { $0.difference(from: $1, types: Engine.shared.types) })
  }

  /// How the results of a function are put together.
  private final class Rebuild: Sendable {
    let output: @Sendable ([Tensor]) -> Output
    init(_ output: @escaping @Sendable ([Tensor]) -> Output) { self.output = output }
  }

  func output(of code: JitCode, _ results: [Tensor]) -> Output {
    unsafeDowncast(code.rebuild, to: Rebuild.self).output(results)
  }

  /// The result for one to four tensors of these types, at these addresses, when one of the last calls was of the same
  /// signature; nil when anything is out of the ordinary.
  func ready(
    _ key: JitCode.PlainKey, _ a: UnsafeRawPointer, _ b: UnsafeRawPointer? = nil,
    _ c: UnsafeRawPointer? = nil, _ d: UnsafeRawPointer? = nil
  ) -> Tensor? {
    guard !Trace.isAnyOpen || Ambient.isPlain else { return nil }
    let result = recent.first { code in code.key == key ? code.runPlain(a, b, c, d) : nil }
    if result == nil { passedOn.add(1, ordering: .relaxed) }
    return result
  }

  var statistics: JitStatistics {
    let statistics = entries.statistics
    let ready = recent.lookups - passedOn.load(ordering: .relaxed)
    return JitStatistics(
      traces: traces.load(ordering: .relaxed), hits: statistics.hits + ready, misses: statistics.misses,
      lastMiss: statistics.lastMiss)
  }

  /// - Parameter paths: By tensor of the arguments: how it is reached from the tuple of them.
  func call(
    _ leaves: TreeFlattener, paths: @escaping () -> [String], at location: Location,
    _ retrace: ([Tensor]) -> TracedOutput<Output>
  ) -> Output {
    do throws(JAXError) {
      if let trace = Ambient.activeTrace {
        return try stage(leaves, paths: paths, into: trace, at: location, retrace)
      }
      let arguments = try leaves.tensors.map { (tensor) throws(JAXError) in
        try tensor.concrete(reading: name, at: location)
      }
      let modes = debugModes
      if !modes.isEmpty { return try debugged(leaves, paths: paths, arguments, modes, at: location, retrace) }
      let signature = signature(leaves, arguments)
      let code = try JAXError.wrapping {
        try entries.value(for: signature) {
          retraces.note(signature, paths: paths, at: location)
          let function = try trace(leaves, paths: paths, at: location, retrace)
          return JitCode(
            signature, try Engine.shared.compile(function.graph, options: options),
            captured: function.capturedTensors, isWeak: function.isWeak,
            resultsAreTensors: function.resultsAreTensors, rebuild: Rebuild(function.rebuild))
        }
      }
      if donated.isEmpty { recent.insert(code) }
      let results = try code.run(
        arguments, donating: leaves.tensors(of: donated, name), to: Donation(to: name, at: location))
      return output(of: code, results)
    } catch {
      return failed(error.located(at: location, in: name), leaves.tensors, retrace)
    }
  }

  /// What messages call the function.
  private var title: String {
    name == "main" ? "the jitted function called" : "the jitted function '\(name)' called"
  }

  private func signature(_ leaves: TreeFlattener, _ arguments: [ConcreteTensor]) -> Signature {
    let ids = zip(leaves.tensors, arguments).map { leaf, argument in
      TypeID(rawValue: argument.id(isWeak: leaf.isWeak))
    }
    return Signature(leaves: ids, structure: leaves.structure)
  }

  func trace(
    _ leaves: TreeFlattener, paths: @escaping () -> [String], at location: Location,
    _ retrace: ([Tensor]) -> TracedOutput<Output>
  ) throws(JAXError) -> TracedFunction<Output> {
    let key = TraceKey(
      function: ObjectIdentifier(self),
      types: try leaves.tensors.map { (leaf) throws(JAXError) in try leaf.checkedType() },
      structure: leaves.structure)
    traces.add(1, ordering: .relaxed)
    return try TracedFunction(
      name: name, title: title, arguments: leaves.tensors, nameOfArgument: { argumentName(paths()[$0]) },
      key: Trace.Key(key), at: location, retrace)
  }

  /// What recursion is noticed by: the same function for arguments of the same types.
  private struct TraceKey: Hashable, Sendable {
    let function: ObjectIdentifier
    let types: [TensorType]
    let structure: [Signature.Structure]
  }

  /// Records a call inside another traced function; what the callee captures becomes operands.
  private func stage(
    _ leaves: TreeFlattener, paths: @escaping () -> [String], into outer: Trace, at location: Location,
    _ retrace: ([Tensor]) -> TracedOutput<Output>
  ) throws(JAXError) -> Output {
    let function = try trace(leaves, paths: paths, at: location, retrace)
    if outer.isRemembering {
      let results = try function.graph.inlined().applied(
        to: leaves.tensors + function.captureTensors, isWeak: function.isWeak, at: location)
      return function.rebuild(results)
    }
    let captures = function.captures.map { capture in
      switch capture.source {
      case .concrete(let object): outer.capture(.concrete(object), capture.type)
      case .outer(let value, _): value
      }
    }
    let operands = try leaves.tensors.map { (argument) throws(JAXError) in
      try outer.value(of: argument, for: name, at: location)
    }
    let isOrdered = function.graph.effects == .ordered
    let body = isOrdered ? try function.graph.threadingToken() : function.graph
    let results = try outer.append(
      Call(name, isOrdered: isOrdered), operands + captures, regions: [Region(body)],
      token: isOrdered ? 0 : nil, at: location)
    let tensors = zip(results.dropFirst(isOrdered ? 1 : 0), function.isWeak).map { result, isWeak in
      let type = outer.builder.type(of: result).tensor!
      return Tensor(
        .traced(.init(trace: outer, value: result, type: type, location: location)), isWeak: isWeak)
    }
    return function.rebuild(tensors)
  }

  /// The result in the shape of the function's, poisoned; stops the program outside `withErrors`.
  private func failed(
    _ error: JAXError, _ arguments: [Tensor], _ retrace: ([Tensor]) -> TracedOutput<Output>
  ) -> Output {
    let poisoned = Tensor.fail(error)
    if let output = poisoned as? Output { return output }
    // Only the function knows the structure of its result: it runs once more on poisoned arguments, in a trace that
    // comes to nothing. A function that then calls itself would do so for ever.
    let trace = Trace(
      parent: Ambient.activeTrace, thread: Ambient.thread, key: Trace.Key(ObjectIdentifier(self)),
      at: .unknown)
    do throws(JAXError) {
      try trace.checkNotRecursive(name)
    } catch {
      poisoned.failReading(error)
    }
    defer { trace.abandon() }
    let output = Ambient.tracing(trace) { retrace(arguments.map { _ in poisoned }) }
    return output.rebuild(output.leaves.map { _ in poisoned })
  }
}
