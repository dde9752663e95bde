import JAXCompiler
import JAXIR
import JAXLapack
import JAXPrimitives
import Testing

/// Every primitive, of every dtype that it takes, at extents around the lanes of vectors: compiled = reference, bit
/// for bit.
struct PrimitiveTests {
  #if DEBUG
    static let extents = [0, 1, 3, 16, 33]
    static let dtypes: [DType] = [.bool, .int8, .uint32, .int64, .bfloat16, .float32, .float64, .complex64]
    static let rounds = 1
  #else
    static let extents = [0, 1, 2, 3, 7, 13, 15, 16, 17, 31, 32, 33, 61, 63, 64, 65, 127]
    static let dtypes = DType.allCases
    static let rounds = 2
  #endif

  /// What cannot be computed as it stands: only the transpose of one, others only in the batch that they are about, and
  /// what is code of the host.
  static let withoutLowering: Set = [
    CustomTangent.name, AllSum.name, AllGather.name, DebugPrint.name, HostCallback.name, Assertion.name,
  ]
  static let names = Vocabulary.standard.primitives.map { $0.name }.filter { !withoutLowering.contains($0) }

  @Test(arguments: names)
  func compiledIsReference(name: String) throws {
    if LapackLibrary.callers.contains(name), !LapackLibrary.isInstalled {
      print("LAPACK is not installed: its calls are not tested")
      return
    }
    let samples = PrimitiveSample.all.filter { $0.primitive.name == name }
    #expect(!samples.isEmpty, "add a sample of \(name) to PrimitiveSample.all")
    var count = 0
    for (number, sample) in samples.enumerated() {
      for dtype in Self.dtypes {
        let applications = Self.extents.compactMap { sample.application(dtype, $0) }
        guard !applications.isEmpty else { continue }
        for round in 0..<Self.rounds {
          count += 1
          try check(applications, seed: UInt64(number * 1_000 + Int(dtype.rawValue) * 10 + round))
        }
      }
    }
    #expect(count > 0, "no sample of \(name) fits its own type rule")
  }

  /// All applications in one program, which is quicker to compile than one program for each.
  private func check(_ applications: [Application], seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let builder = GraphBuilder()
    var results: [Graph.Value] = []
    for application in applications {
      let operands = try application.operands.map { type in
        type == .token ? try builder.append(CreateToken(), [])[0] : builder.parameter(type)
      }
      results += try builder.append(application.primitive, operands, regions: application.regions)
    }
    let graph = builder.finish(results: results.filter { builder.type(of: $0).tensor != nil })
    let arguments = graph.parameterTypes.compactMap(\.tensor).map {
      Literal.random($0, specials: 0.4, &random)
    }
    var choices = Choices(&random)
    choices.options.math = .standard
    let outcome = try Trial(graph: graph, arguments: arguments, choices: choices).run()
    #expect(outcome?.difference == nil, "\(choices)\n\(graph)")
  }
}

extension LapackLibrary {
  /// The primitives that call it.
  static let callers: Set = [LapackCall.name, Qr.name, Solve.name]
}
