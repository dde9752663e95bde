import JAXIR
import JAXPrimitives

extension Importer {
  static let randomRules: [String: Rule] = [
    "stablehlo.rng_bit_generator": { (site) throws(JAXError) in try site.randomBits() },
    "stablehlo.rng": { (site) throws(JAXError) in try site.randomNumbers() },
  ]
}

extension OperationSite {
  /// `DEFAULT` is philox, as XLA has it on CPUs.
  mutating func randomBits() throws(JAXError) -> [Graph.Value] {
    let word = try word("rng_algorithm") ?? "DEFAULT"
    let algorithms: [String: RandomAlgorithm] = [
      "DEFAULT": .philox, "PHILOX": .philox, "THREE_FRY": .threefry,
    ]
    guard let algorithm = algorithms[word] else { throw invalid("'\(word)' is no algorithm") }
    let state = Tracer(try operands(1)[0], in: scope.builder, at: location)
    let type = try resultType(1)
    return try named { () throws(JAXError) in
      let (next, bits) = try state.randomBits(algorithm, type)
      return [next.value, bits.value]
    }
  }

  /// Numbers that the standard leaves to the implementation: threefry, its key the operation's place in the text, so that
  /// one program gives the same numbers always and two operations different ones.
  mutating func randomNumbers() throws(JAXError) -> [Graph.Value] {
    let word = try word("rng_distribution") ?? ""
    guard word == "UNIFORM" || word == "NORMAL" else { throw invalid("'\(word)' is no distribution") }
    let operands = try operands(3)
    let type = try resultType()
    for operand in operands.prefix(2) {
      let scalar = try self.type(of: operand)
      guard scalar == .scalar(type.dtype) else {
        throw invalid("operand \(scalar) is no scalar of \(type.dtype)")
      }
    }
    if type.dtype.isComplex || (word == "NORMAL" && !type.dtype.isFloat) {
      throw unsupported("a distribution of \(type.dtype)")
    }
    let key = UInt64(operation.position.line) << 32 | UInt64(operation.position.column)
    let bytes = [key, 0].flatMap { (word: UInt64) in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> ($0 * 8)) }
    }
    let literal = try Literal(TensorType(.uint64, try Shape([2])), bytes: bytes)
    let state = Tracer(try apply(Constant(literal), [], regions: [])[0], in: scope.builder, at: location)
    let tracers = operands.map { Tracer($0, in: scope.builder, at: location) }
    return try named { () throws(JAXError) in
      let numbers =
        word == "UNIFORM"
        ? try state.uniform(from: tracers[0], to: tracers[1], type)
        : try state.normal(mean: tracers[0], deviation: tracers[1], type)
      return [numbers.value]
    }
  }

  /// Errors of `body` as errors of this operation.
  private func named<T>(_ body: () throws(JAXError) -> T) throws(JAXError) -> T {
    do throws(JAXError) {
      return try body()
    } catch {
      throw JAXError(
        error.code, error.message, operation: operation.name, location: location, hint: error.hint)
    }
  }
}
