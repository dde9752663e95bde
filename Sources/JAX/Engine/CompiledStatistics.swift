import JAXCodegen
import JAXCompiler
import JAXIR

/// What a compiled function takes in memory, and what its compilation took in time.
public struct CompiledStatistics: Hashable, Sendable {
  /// Bytes of the arguments, captured tensors counted as such.
  public var argumentBytes: Int
  /// Bytes of the results that are not arguments.
  public var outputBytes: Int
  /// Bytes of the arena: all that exists only while the function runs.
  public var arenaBytes: Int
  /// Bytes of the literals that are kept beside the code.
  public var constantBytes: Int
  /// How many different kernels the program has.
  public var kernelCount: Int
  /// Bytes of the object files.
  public var codeBytes: Int
  /// From the traced graph to the optimised one.
  public var optimisationTime: Duration
  /// From the optimised graph to kernels and a memory plan.
  public var loweringTime: Duration
  /// From kernels to LLVM IR.
  public var emissionTime: Duration
  /// From LLVM IR to objects, as far as it was waited for.
  public var codeGenerationTime: Duration
  /// From objects to code in this process.
  public var linkingTime: Duration

  /// The most memory that a call needs: arguments, results and arena, which is what XLA's `memory_analysis` counts as
  /// argument, output and temporary bytes.
  public var peakBytes: Int { argumentBytes + outputBytes + arenaBytes }

  /// All of the compilation, tracing apart.
  public var compileTime: Duration {
    optimisationTime + loweringTime + emissionTime + codeGenerationTime + linkingTime
  }
}

extension CompiledStatistics {
  /// The statistics of a program and its code; without `timings` the code was there already.
  init(
    _ program: Program, codeBytes: Int, optimisation: Duration, lowering: Duration, timings: CodegenTimings?
  ) {
    func bytes(_ isCounted: (Program.Place) -> Bool) -> Int {
      program.buffers.reduce(0) { sum, buffer in
        isCounted(buffer.place) ? sum + (buffer.count ?? 0) * buffer.dtype.byteCount : sum
      }
    }
    argumentBytes = bytes { if case .input = $0 { true } else { false } }
    outputBytes = bytes { if case .output = $0 { true } else { false } }
    constantBytes = bytes { if case .constant = $0 { true } else { false } }
    arenaBytes = program.arenaByteCount
    kernelCount = program.kernels.count
    self.codeBytes = codeBytes
    optimisationTime = optimisation
    loweringTime = lowering
    let timings = timings ?? CodegenTimings()
    emissionTime = timings.emit
    codeGenerationTime = timings.passes + timings.codegen + timings.wait
    linkingTime = timings.link
  }
}

extension CompiledStatistics: CustomStringConvertible {
  /// One line on memory, one on time.
  public var description: String {
    """
    peak \(peakBytes) bytes: arguments \(argumentBytes), results \(outputBytes), arena \(arenaBytes); \
    beside them constants \(constantBytes), code \(codeBytes) of \(kernelCount) kernels
    compiled in \(compileTime): optimisation \(optimisationTime), lowering \(loweringTime), \
    emission \(emissionTime), code generation \(codeGenerationTime), linking \(linkingTime)
    """
  }
}

/// A function compiled for arguments of one signature.
public struct Compiled: Sendable {
  /// What it takes in memory, and what its compilation took in time.
  public let statistics: CompiledStatistics
}

extension Lowered {
  /// The function compiled, by the compilation that a call would use.
  ///
  /// - Throws: `compilationFailed`.
  public func compile() throws -> Compiled {
    Compiled(statistics: try Engine.shared.compile(graph, options: options).statistics)
  }
}
