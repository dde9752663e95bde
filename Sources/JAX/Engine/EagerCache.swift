import JAXCompiler
package import JAXIR
import JAXPrimitives
import JAXRuntime
import Synchronization

/// The programs that execute one primitive at once, outside traces.
///
/// An element-wise primitive has one program for all shapes; any other has one per operand types. A program runs in
/// the interpreter while its operands are small and it is seldom used, and is compiled once it is worth it; the bits
/// are the same.
final class EagerCache: Sendable {
  private let entries = CompilationCache<Key, Entry>(
    maximumEntries: 1_024, maximumBytes: 64 << 20, byteCount: { $0.weight }, explain: { _, _ in [] })

  /// What a program is made for.
  struct Key: Hashable, Sendable {
    let primitive: PrimitiveKey
    let operands: [OperandKey]
    let regions: [Region]

    init(_ primitive: any Primitive, _ operands: [TensorType], _ regions: [Region]) {
      self.primitive = PrimitiveKey(primitive: primitive)
      self.operands = operands.map { .tensor($0) }
      self.regions = regions
    }

    init(elementwise primitive: any ElementwisePrimitive, _ operands: [(dtype: DType, isScalar: Bool)]) {
      self.primitive = PrimitiveKey(primitive: primitive)
      self.operands = operands.map { $0.isScalar ? .scalar($0.dtype) : .elements($0.dtype) }
      regions = []
    }
  }

  enum OperandKey: Hashable, Sendable {
    case elements(DType)
    case scalar(DType)
    case tensor(TensorType)
  }

  struct PrimitiveKey: Hashable, Sendable {
    let primitive: any Primitive

    static func == (a: PrimitiveKey, b: PrimitiveKey) -> Bool { a.primitive.isEqual(to: b.primitive) }
    func hash(into hasher: inout Hasher) {
      hasher.combine(ObjectIdentifier(type(of: primitive)))
      hasher.combine(primitive)
    }
  }

  /// One program, interpreted until it is hot.
  final class Entry: Sendable {
    let lowered: LoweredProgram
    private let interpreter: ProgramInterpreter
    private let calls: ProgramCalls
    private let uses = Atomic<Int>(0)
    private let compiled = Mutex<Executable?>(nil)

    init(_ lowered: LoweredProgram) throws(JAXError) {
      self.lowered = lowered
      interpreter = try ProgramInterpreter(lowered.program)
      calls = ProgramCalls(lowered.program)
    }

    /// An estimate, for the bound on what the cache holds.
    var weight: Int { 16 << 10 }

    private static let interpretedUses = 4
    private static let interpretedCount = 1_024

    /// Fills `outputs`; `count` is the number of elements of the result.
    func run(
      _ inputs: [ConcreteTensor], _ outputs: [ConcreteTensor], count: Int, extents: [Int], in engine: Engine
    ) throws(JAXError) {
      let used = uses.add(1, ordering: .relaxed).newValue
      if used <= Self.interpretedUses, count <= Self.interpretedCount {
        try interpreter.run(
          inputs: inputs.map(\.bytes),
          outputs: outputs.map { UnsafeMutableRawBufferPointer(start: $0.address, count: $0.byteCount) },
          extents: extents, hostFunctions: calls.routines)
        return
      }
      let executable = try executable(in: engine)
      let callbacks = try calls.callbacks()
      let pointers = (
        inputs.map { Optional(UnsafeRawPointer($0.address)) }, outputs.map { Optional($0.address) }
      )
      try JAXError.wrapping {
        try executable.run(
          inputs: pointers.0, outputs: pointers.1, extents: extents.map(Int64.init), callbacks: callbacks)
      }
      withExtendedLifetime((inputs, outputs)) {}
    }

    /// The machine code, if the program has been compiled.
    var executableIfCompiled: Executable? { compiled.withLock { $0 } }

    private func executable(in engine: Engine) throws(JAXError) -> Executable {
      if let executable = compiled.withLock({ $0 }) { return executable }
      // Two threads may both compile here; one result is kept, and both are right.
      let made = try engine.executable(for: lowered.program, CompilerOptions())
      compiled.withLock { $0 = made }
      return made
    }
  }

  func entry(_ key: Key, make: () throws -> Entry) throws(JAXError) -> Entry {
    try JAXError.wrapping { try entries.value(for: key, compile: make) }
  }

  /// The machine code of an element-wise primitive on operands of these dtypes, if it has been compiled.
  func executable(
    of primitive: any ElementwisePrimitive, _ operands: [(dtype: DType, isScalar: Bool)]
  ) -> Executable? {
    entries.peek(Key(elementwise: primitive, operands))?.executableIfCompiled
  }

  /// The number of programs held, which is bounded.
  var count: Int { entries.statistics.entries }

  /// How many primitives were executed, those of `ReadyOperations` apart, and how many programs were made for them.
  var executions: (count: Int, programs: Int) {
    let statistics = entries.statistics
    return (statistics.hits + statistics.misses, statistics.misses)
  }
}

extension Engine {
  /// The results of `primitive` on tensors that exist.
  ///
  /// Operands of an element-wise primitive may be scalars beside tensors of one shape.
  ///
  /// - Parameter token: Where among the operands a token goes; nil where there is none.
  package func run(
    _ primitive: any Primitive, _ operands: [ConcreteTensor], regions: [Region] = [], token: Int? = nil
  ) throws(JAXError) -> [ConcreteTensor] {
    if let host = primitive as? any HostPrimitive { return try run(host: host, operands, token) }
    if let elementwise = primitive as? any ElementwisePrimitive {
      return [try run(elementwise: elementwise, operands)]
    }
    let builder = GraphBuilder()
    var types = operands.map { ValueType.tensor($0.type) }
    if let token { types.insert(.token, at: token) }
    let parameters = types.map(builder.parameter)
    let results = try builder.append(primitive, parameters, regions: regions)
    let outputTypes = results.compactMap { builder.type(of: $0).tensor }
    let key = EagerCache.Key(primitive, operands.map(\.type), regions)
    let entry = try eager.entry(key) {
      var graph = builder.finish(name: type(of: primitive).name, results: results)
      // A region may call functions that were compiled on their own.
      if !regions.isEmpty { graph = try graph.inlined() }
      return try EagerCache.Entry(LoweredProgram(graph))
    }
    let outputs = try outputTypes.map { (type) throws(JAXError) in try uninitialised(type) }
    try entry.run(
      operands, outputs, count: outputTypes.map(\.shape.count).max() ?? 0, extents: [],
      in: self)
    return outputs
  }

  /// What is code of the host anyway is called without a program around it.
  private func run(
    host primitive: any HostPrimitive, _ operands: [ConcreteTensor], _ token: Int?
  ) throws(JAXError) -> [ConcreteTensor] {
    var types = operands.map { ValueType.tensor($0.type) }
    if let token { types.insert(.token, at: token) }
    let outputs = try primitive.resultTypes(of: types, regions: []).compactMap(\.tensor)
      .map { (type) throws(JAXError) in try uninitialised(type) }
    try JAXError.wrapping {
      try primitive.run(
        operands.map { (type: $0.type, bytes: $0.bytes) },
        outputs.map {
          (type: $0.type, bytes: UnsafeMutableRawBufferPointer(start: $0.address, count: $0.byteCount))
        })
    }
    withExtendedLifetime((operands, outputs)) {}
    return outputs
  }

  private func run(
    elementwise primitive: any ElementwisePrimitive, _ operands: [ConcreteTensor]
  ) throws(JAXError) -> ConcreteTensor {
    let shape = operands.map(\.type.shape).first { $0.rank > 0 } ?? .scalar
    // The rule of types sees scalars as the broadcasts that they stand for.
    let types = operands.map { ValueType.tensor($0.type.rank == 0 ? $0.type.with(shape: shape) : $0.type) }
    guard let type = try primitive.resultTypes(of: types, regions: [])[0].tensor else {
      preconditionFailure("an element-wise result is a tensor")
    }
    let dtypes = operands.map { (dtype: $0.type.dtype, isScalar: $0.type.rank == 0) }
    let entry = try eager.entry(EagerCache.Key(elementwise: primitive, dtypes)) {
      try EagerCache.Entry(
        LoweredProgram(elementwise: primitive, operands: dtypes, result: type.dtype, vectors: .host))
    }
    let output = try uninitialised(type)
    try entry.run(
      operands, [output], count: shape.count, extents: [shape.count], in: self)
    return output
  }
}
