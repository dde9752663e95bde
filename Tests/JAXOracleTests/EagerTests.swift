import JAX
import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

/// Primitives run at once, whose one program serves every extent: the same bits as the reference, with scalars beside
/// tensors too.
struct EagerTests {
  static let names = Set(PrimitiveSample.elementwise.joined().map { $0.primitive.name }).sorted()

  @Test(arguments: names)
  func eagerIsReference(name: String) throws {
    for sample in PrimitiveSample.elementwise.joined() where sample.primitive.name == name {
      for dtype in PrimitiveTests.dtypes {
        // The first uses are interpreted, the later ones compiled.
        for extent in PrimitiveTests.extents + PrimitiveTests.extents.reversed() {
          guard let application = sample.application(dtype, extent) else { continue }
          try check(application, scalar: nil)
          if application.operands.count > 1 {
            try check(application, scalar: extent % application.operands.count)
          }
        }
      }
    }
  }

  /// - Parameter scalar: the operand that is one element for all.
  private func check(_ application: Application, scalar: Int?) throws {
    var random = SplitMix(seed: UInt64(application.operands.count))
    var types = application.operands.compactMap(\.tensor)
    let shape = types[0].shape
    if let scalar { types[scalar] = .scalar(types[scalar].dtype) }
    let arguments = types.map { Literal.random($0, specials: 0.4, &random) }
    let builder = GraphBuilder()
    let operands = try types.map { type in
      let parameter = builder.parameter(.tensor(type))
      return type.shape == shape
        ? parameter
        : try builder.append(BroadcastInDim(shape: shape.extents, axes: []), [parameter])[0]
    }
    let graph = builder.finish(results: try builder.append(application.primitive, operands))
    var reference = ReferenceEvaluation()
    let expected = try reference.run(graph, arguments)
    let got = try Engine.shared.run(
      application.primitive, try arguments.map { try Engine.shared.tensor($0) })
    #expect(
      got.map(\.literal.canonicalElements) == expected.map(\.canonicalElements),
      "\(graph)\n\(arguments.map(\.description))")
  }
}
