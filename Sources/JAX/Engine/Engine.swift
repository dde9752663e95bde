package import JAXCodegen
package import JAXCompiler
package import JAXIR
package import JAXRuntime
import Synchronization

/// What runs tensor programs: memory, compiled code and their caches. One is shared by the whole process.
public final class Engine: Sendable {
  public static let shared = Engine()

  package let pool = BufferPool()
  package let types = TypeInterner<TensorType>()
  /// Compiled graphs by structure: a function made anew compiles only what is new.
  private let executables = CompilationCache<GraphKey, CompiledGraph>(
    maximumEntries: 4_096, maximumBytes: 256 << 20,
    byteCount: { $0.executable.codeByteCount }, explain: { _, _ in [] })
  let eager = EagerCache()
  let readyOperations = ReadyOperations()
  /// The places at which something was noted that is noted once.
  let notedPlaces = Mutex<Set<String>>([])
  /// Made at the first compilation: LLVM takes milliseconds to start.
  private let compiler = Mutex<JITEngine?>(nil)

  private init() {}

  private struct GraphKey: Hashable, Sendable {
    let graph: Graph
    let options: CompilerOptions
  }

  /// The compiled form of `graph`: optimised, lowered and compiled unless an equal graph was before.
  package func compile(
    _ graph: Graph, options: CompilerOptions = CompilerOptions()
  ) throws(JAXError) -> CompiledGraph {
    try JAXError.wrapping {
      try executables.value(for: GraphKey(graph: graph, options: options)) {
        let clock = ContinuousClock()
        let start = clock.now
        let optimised = try Pipeline(options, context: .folding).optimise(graph)
        let optimisation = clock.now
        let lowered = try LoweredProgram(optimised, options: options.lowering)
        return try link(
          optimised, lowered, options, optimisation: optimisation - start, lowering: clock.now - optimisation)
      }
    }
  }

  /// Machine code for a lowered graph; the durations are those of the steps before, for its statistics.
  package func link(
    _ graph: Graph, _ lowered: LoweredProgram, _ options: CompilerOptions, optimisation: Duration = .zero,
    lowering: Duration = .zero
  ) throws(JAXError) -> CompiledGraph {
    let executable = try executable(for: lowered.program, options)
    let statistics = CompiledStatistics(
      lowered.program, codeBytes: executable.codeByteCount, optimisation: optimisation, lowering: lowering,
      timings: (executable.code as? MachineCode)?.timings)
    return CompiledGraph(graph, lowered, executable, statistics)
  }

  func executable(for program: Program, _ options: CompilerOptions) throws(JAXError) -> Executable {
    let code = try jit().compile(program, options: options.codegen)
    let constants = try program.constants.map { (literal) throws(JAXError) in
      try buffer(literal)
    }
    return Executable(
      entry: code.entry, code: code, codeByteCount: code.byteCount, inputCount: program.inputCount,
      outputByteCounts: program.outputByteCounts, arenaByteCount: program.arenaByteCount,
      constants: constants, pool: pool, threads: .with(threadCount: options.threadCount),
      checkedKernels: options.checksBounds ? program.kernels.map(\.name) : nil)
  }

  /// The compiler of this process.
  package func jit() throws(JAXError) -> JITEngine {
    let made: Result<JITEngine, JAXError> = compiler.withLock { compiler in
      if let compiler { return .success(compiler) }
      do throws(JAXError) {
        let made = try JITEngine()
        compiler = made
        return .success(made)
      } catch {
        return .failure(error)
      }
    }
    return try made.get()
  }

  /// What the cache of compiled graphs did so far and holds.
  package var statistics: (hits: Int, misses: Int, entries: Int, bytes: Int) {
    let statistics = executables.statistics
    return (statistics.hits, statistics.misses, statistics.entries, statistics.bytes)
  }

  // MARK: Tensors

  /// A constant of a program.
  private func buffer(_ literal: Literal) throws(JAXError) -> Buffer {
    do throws(RuntimeError) {
      let buffer = try Buffer(byteCount: literal.type.byteCount, pool: pool)
      literal.write(to: buffer.address)
      return buffer
    } catch {
      throw JAXError(error, for: "a constant \(literal.type)")
    }
  }

  package func buffer(copying bytes: [UInt8]) throws(JAXError) -> Buffer {
    try JAXError.wrapping { try bytes.withUnsafeBytes { try Buffer(copying: $0, pool: pool) } }
  }

  /// A tensor with unspecified elements.
  /// - Throws: `outOfMemory`.
  package func uninitialised(_ type: TensorType) throws(JAXError) -> ConcreteTensor {
    do throws(RuntimeError) {
      return ConcreteTensor(
        memory: try .uninitialised(types.record(of: type), byteCount: type.byteCount))
    } catch {
      throw JAXError(error, for: "\(type)")
    }
  }

  /// A tensor whose elements, in memory order, are `bytes`.
  ///
  /// - Throws: `outOfMemory`.
  /// - Precondition: there are as many bytes as the type has.
  package func tensor(_ type: TensorType, copying bytes: UnsafeRawBufferPointer) throws(JAXError)
    -> ConcreteTensor
  {
    precondition(bytes.count == type.byteCount, "the bytes of the type")
    let tensor = try uninitialised(type)
    if let source = bytes.baseAddress { tensor.address.copyMemory(from: source, byteCount: bytes.count) }
    return tensor
  }

  /// The same for bytes in an array.
  package func tensor(_ type: TensorType, copying bytes: [UInt8]) throws(JAXError) -> ConcreteTensor {
    try JAXError.wrapping { try bytes.withUnsafeBytes { try tensor(type, copying: $0) } }
  }

  /// A constant; the memory of a splat is the tensor's, and no more.
  ///
  /// - Throws: `outOfMemory`.
  package func tensor(_ literal: Literal) throws(JAXError) -> ConcreteTensor {
    let tensor = try uninitialised(literal.type)
    literal.write(to: tensor.address)
    return tensor
  }
}

extension JAXError {
  /// - Parameter purpose: What there was to be memory for.
  package init(_ error: RuntimeError, for purpose: String = "the result") {
    switch error {
    case .outOfMemory(let byteCount): self = .outOfMemory(byteCount, for: purpose)
    case .outOfMemoryOnTheWay(let byteCount):
      self = .outOfMemory(byteCount, for: "what is computed on the way to the results")
    case .recursiveCompilation:
      self.init(
        .recursiveTrace, error.description,
        hint: "a jitted function may not call itself; use a loop operation for repetition")
    case .outOfBounds:
      self.init(
        .outOfBounds, error.description,
        hint: "the compiler is wrong, not the program; the kernel is in its `kernelText`")
    case .cancelled, .unknownStatus: self.init(.callbackFailed, error.description)
    }
  }

  /// What `body` gives, an error of the runtime in the user's words.
  package static func wrapping<Result>(_ body: () throws -> Result) throws(JAXError) -> Result {
    do {
      return try body()
    } catch let error as JAXError {
      throw error
    } catch let error as RuntimeError {
      throw JAXError(error)
    } catch {
      throw JAXError(.callbackFailed, "a callback threw \(error)").caused(by: error)
    }
  }
}

extension Program {
  /// The bytes of each output, in order; all counts are known.
  var outputByteCounts: [Int] {
    var counts = [Int](repeating: 0, count: outputCount)
    for buffer in buffers {
      if case .output(let index) = buffer.place {
        counts[index] = (buffer.count ?? 0) * buffer.dtype.byteCount
      }
    }
    return counts
  }
}
