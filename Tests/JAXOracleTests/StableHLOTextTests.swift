import JAXCompiler
import JAXIR
import JAXLapack
import JAXPrimitives
import JAXStableHLO
import Testing

/// Every primitive, printed as StableHLO text and read again, does what it did.
struct StableHLOTextTests {
  /// Primitives that landed before their rule of export; the rule removes them here.
  static let withoutRule = PrimitiveTests.withoutLowering

  /// What the text does in other steps, with other rounding: an `fma` is a product and a sum, and so is a step of a
  /// polynomial; the order of a reduction is not in the text.
  private func isExact(_ application: Application) -> Bool {
    let types = application.operands.compactMap(\.tensor)
    switch application.primitive {
    case is Fma, is BesselI0e, is any MonoidReduction, is DotGeneral:
      return !types.contains { $0.dtype.component.isFloat }
    // The text may take an initial value in more than once, which an order of its own does not forgive.
    case is Reduce: return false
    // Of one element the text does not say from which end it is reached.
    case let cumulation as Cumulate: return types[0].shape[cumulation.axis] != 1
    default: return true
    }
  }

  @Test func everyPrimitiveHasARule() {
    let known = exportedPrimitiveNames()
    for primitive in Vocabulary.standard.primitives where !Self.withoutRule.contains(primitive.name) {
      #expect(
        known.contains(primitive.name),
        "add a rule of \(primitive.name) to Sources/JAXStableHLO/Export (Exporter.rules says how)")
    }
    #expect(Self.withoutRule.isDisjoint(with: known), "these have a rule now")
  }

  @Test(arguments: PrimitiveTests.names.filter { !withoutRule.contains($0) })
  func textIsReadBack(name: String) throws {
    for (number, sample) in PrimitiveSample.all.filter({ $0.primitive.name == name }).enumerated() {
      for dtype in PrimitiveTests.dtypes {
        for extent in [0, 1, 3, 16] {
          guard let application = sample.application(dtype, extent),
            Vocabulary.standard[type(of: application.primitive).name] != nil
          else { continue }
          try check(application, seed: UInt64(number * 1_000 + Int(dtype.rawValue)))
        }
      }
    }
  }

  private func check(_ application: Application, seed: UInt64) throws {
    let builder = GraphBuilder()
    let operands = try application.operands.map { type in
      type == .token ? try builder.append(CreateToken(), [])[0] : builder.parameter(type)
    }
    let results = try builder.append(
      application.primitive, operands, regions: application.regions)
    let graph = builder.finish(results: results.filter { builder.type(of: $0).tensor != nil })
    let text = try exportStableHLO(graph)
    let read = try importStableHLO(Array(text.utf8), file: "\(type(of: application.primitive).name).mlir")
    try read.verify()
    #expect(read.parameterTypes == graph.parameterTypes && read.resultTypes == graph.resultTypes, "\(text)")
    #expect(read.effects.count == graph.effects.count, "\(text)")
    guard graph.effects.isEmpty, isExact(application) else { return }
    var random = SplitMix(seed: seed)
    let arguments = graph.parameterTypes.compactMap(\.tensor).map {
      Literal.random($0, specials: 0.4, &random)
    }
    var evaluation = ReferenceEvaluation()
    var options = CompilerOptions()
    options.math = .strict
    let pipeline = Pipeline(options)
    let wanted = try evaluation.run(
      try pipeline.meaning(of: graph), arguments, hostFunctions: graph.lapackFunctions)
    let got = try evaluation.run(
      try pipeline.meaning(of: read), arguments, hostFunctions: read.lapackFunctions)
    for (a, b) in zip(got, wanted) { #expect(a.canonicalElements == b.canonicalElements, "\(text)") }
  }
}
