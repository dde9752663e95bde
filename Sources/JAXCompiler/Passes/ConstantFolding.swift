import JAXIR
import JAXPrimitives

/// What depends on constants alone is computed now, by the interpreter, which gives the bits that would be computed
/// later:
///
///     p(c…)  ⇒  c'
///
/// Element by element of splats, and movement of a splat, at any size:
///
///     p(splat c…)  ⇒  splat p(c…)        p elementwise
///     p(splat c)   ⇒  splat c            p a movement: broadcast, reshape, transpose, slice, reverse
///
/// Anything else only when operands and results are small, has no region (which might never end) and was given
/// operands: an iota is cheaper to compute than to keep. What cannot be evaluated here stays.
struct ConstantFolding: RewriteRule {
  let evaluate: PassContext.Evaluation?

  /// The most bytes of operands and results together that are folded as tables.
  static let byteBudget = 4_096

  func rewrite(_ site: RewriteSite) throws(JAXError) -> [Graph.Value]? {
    let instruction = site.instruction
    guard instruction.effects == .none, instruction.regions.isEmpty, !instruction.operands.isEmpty else {
      return nil
    }
    var literals: [Literal] = []
    for operand in instruction.operands {
      guard let constant = site.match(operand, Constant.self) else { return nil }
      literals.append(constant.primitive.literal)
    }
    guard let folded = try fold(instruction, literals) else { return nil }
    var values: [Graph.Value] = []
    for literal in folded { values.append(try site.apply(Constant(literal))) }
    return values
  }

  private func fold(_ instruction: Instruction, _ literals: [Literal]) throws(JAXError) -> [Literal]? {
    let types = try instruction.primitive.resultTypes(of: literals.map { .tensor($0.type) }, regions: [])
    let results = types.compactMap(\.tensor)
    guard results.count == types.count else { return nil }
    if instruction.primitive is any MovementPrimitive, literals.count == 1, literals[0].isSplat {
      return [try Literal(results[0], bytes: literals[0].bytes)]
    }
    if instruction.primitive is any ElementwisePrimitive, literals.allSatisfy(\.isSplat) {
      let scalars = try literals.scalars()
      return try evaluated(instruction, scalars)?.splats(of: results)
    }
    let byteCount = (literals.map(\.type) + results).reduce(0) { $0 + min($1.byteCount, Self.byteBudget + 1) }
    return byteCount <= Self.byteBudget ? evaluated(instruction, literals) : nil
  }

  /// Nil when the interpreter does not take the instruction: whoever lowers it later will say why.
  private func evaluated(_ instruction: Instruction, _ literals: [Literal]) -> [Literal]? {
    try? evaluate?(instruction, literals)
  }
}

extension [Literal] {
  /// The elements of splats, as scalars.
  fileprivate func scalars() throws(JAXError) -> [Literal] {
    var scalars: [Literal] = []
    for literal in self { scalars.append(try Literal(.scalar(literal.type.dtype), bytes: literal.bytes)) }
    return scalars
  }

  /// Tensors of `types` filled with these scalars.
  fileprivate func splats(of types: [TensorType]) throws(JAXError) -> [Literal] {
    var splats: [Literal] = []
    for (scalar, type) in zip(self, types) { splats.append(try Literal(type, bytes: scalar.bytes)) }
    return splats
  }
}

extension Pass {
  package static let constantFolding = Pass("constant-folding") { (graph, context) throws(JAXError) in
    try graph.rewritten(by: ConstantFolding(evaluate: context.evaluate))
  }
}
