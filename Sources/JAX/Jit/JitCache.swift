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
  private let entries: CompilationCache<Signature, Entry>
  /// The entry of the last call; its code alone where that is enough, for it is found faster.
  private let last = LastEntry<Entry>()
  private let lastCode = LastEntry<JitCode>()
  private let givesTensor = Output.self == Tensor.self
  private let traces = Atomic<Int>(0)
  private let fastHits = Atomic<Int>(0)

  init(name: String, options: CompilerOptions) {
    self.name = name
    self.options = options
    entries = CompilationCache(
      maximumEntries: 1_024, maximumBytes: 256 << 20,
      byteCount: { $0.code.compiled.executable.codeByteCount },
      explain: { $0.difference(from: $1, types: Engine.shared.types) })
  }

  /// The code for one signature, and how its results are put together.
  final class Entry: Sendable {
    let code: JitCode
    let rebuild: @Sendable ([Tensor]) -> Output

    init(_ signature: Signature, _ function: TracedFunction<Output>, _ compiled: CompiledGraph) {
      code = JitCode(signature, compiled, captured: function.capturedTensors, isWeak: function.isWeak)
      rebuild = function.rebuild
    }
  }

  /// The result, when the last call was one of the same signature; nil when anything is out of the ordinary.
  func ready(_ leaves: TreeFlattener) -> Output? {
    if givesTensor {
      guard let result = lastCode.entry?.runForOneResult(leaves) else { return nil }
      fastHits.add(1, ordering: .relaxed)
      return unsafeBitCast(result, to: Output.self)
    }
    guard let entry = last.entry, let results = entry.code.runIfReady(leaves) else { return nil }
    fastHits.add(1, ordering: .relaxed)
    return entry.rebuild(results)
  }

  var statistics: JitStatistics {
    let statistics = entries.statistics
    return JitStatistics(
      traces: traces.load(ordering: .relaxed), hits: statistics.hits + fastHits.load(ordering: .relaxed),
      misses: statistics.misses, lastMiss: statistics.lastMiss)
  }

  func call(
    _ leaves: TreeFlattener, at location: Location, _ retrace: ([Tensor]) -> TracedOutput<Output>
  ) -> Output {
    do throws(JAXError) {
      if let trace = Ambient.activeTrace {
        return try stage(leaves, into: trace, at: location, retrace)
      }
      let arguments = try leaves.tensors.map { (tensor) throws(JAXError) in
        try tensor.concrete(reading: name, at: location)
      }
      let signature = signature(leaves, arguments)
      let entry = try JAXError.wrapping {
        try entries.value(for: signature) {
          let function = try trace(leaves, at: location, retrace)
          return Entry(signature, function, try Engine.shared.compile(function.graph, options: options))
        }
      }
      if givesTensor { lastCode.replace(with: entry.code) } else { last.replace(with: entry) }
      return entry.rebuild(try entry.code.run(arguments))
    } catch {
      return failed(error.located(at: location, in: name), leaves.tensors, retrace)
    }
  }

  private func signature(_ leaves: TreeFlattener, _ arguments: [ConcreteTensor]) -> Signature {
    let ids = zip(leaves.tensors, arguments).map { leaf, argument in argument.typeID(isWeak: leaf.isWeak) }
    return Signature(leaves: ids, structure: leaves.structure)
  }

  func trace(
    _ leaves: TreeFlattener, at location: Location, _ retrace: ([Tensor]) -> TracedOutput<Output>
  ) throws(JAXError) -> TracedFunction<Output> {
    let key = TraceKey(
      function: ObjectIdentifier(self),
      types: try leaves.tensors.map { (leaf) throws(JAXError) in try leaf.checkedType() },
      structure: leaves.structure)
    traces.add(1, ordering: .relaxed)
    return try TracedFunction(
      name: name, arguments: leaves.tensors, key: Trace.Key(key), at: location, retrace)
  }

  /// What recursion is noticed by: the same function for arguments of the same types.
  private struct TraceKey: Hashable, Sendable {
    let function: ObjectIdentifier
    let types: [TensorType]
    let structure: [Signature.Structure]
  }

  /// Records a call inside another traced function; what the callee captures becomes operands.
  private func stage(
    _ leaves: TreeFlattener, into outer: Trace, at location: Location,
    _ retrace: ([Tensor]) -> TracedOutput<Output>
  ) throws(JAXError) -> Output {
    let function = try trace(leaves, at: location, retrace)
    let captures = function.captures.map { capture in
      switch capture.source {
      case .concrete(let object): outer.capture(.concrete(object), capture.type)
      case .outer(let value): value
      }
    }
    let operands = try leaves.tensors.map { (argument) throws(JAXError) in
      try outer.value(of: argument, for: name, at: location)
    }
    let results = try outer.builder.append(
      Call(name), operands + captures, regions: [Region(function.graph)], at: location)
    let tensors = zip(results, function.isWeak).map { result, isWeak in
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
