package import JAXIR

/// A routine of LAPACK, applied to each matrix of a batch by the library that is installed on the machine.
///
/// Operands and results are those of XLA's foreign function `lapack_…_ffi`; matrices `[…, m, n]`, vectors `[…, k]` and
/// numbers `[…]` agree in the batch axes. `info`, where there is one, is 0 for a matrix that the routine could handle.
/// The order of its arithmetic is the library's own, on one thread.
///
/// - (C1) The operands are as many as the routine takes, of one dtype that LAPACK computes in, `float32`, `float64`,
///   `complex64` or `complex128`; the exchanges of `geqp3` are `int32`.
/// - (C2) They agree in the batch axes, and their other axes are those of a matrix or a vector that the routine takes.
/// - (C3) The routine's integers are within the matrix, and its extents fit 32 bits.
package struct LapackCall: Primitive {
  package var routine = LapackRoutine(.potrf, "L")

  package init() {}
  package init(_ routine: LapackRoutine) { self.routine = routine }

  package static var attributes: [Attribute<Self>] { [Attribute("routine", \.routine)] }

  package func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    try regions.checkNone()
    let types = try operands.tensors(routine.operandCount)
    return try LapackSignature(routine, types).resultTypes().map(ValueType.tensor)
  }

  /// No code, where there is nothing to compute; a call of the host otherwise.
  package func lower(_ site: any LoweringSite) throws(JAXError) {
    guard site.resultTypes.contains(where: { ($0.tensor?.shape.count ?? 0) > 0 }) else { return }
    try site.call(host: LapackHostCall(routine, site.operandTypes.compactMap(\.tensor)).name)
  }

  package func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    let results = Tracer.apply(self, rule.operands(withBatchAxisAt: 0))
    return (results, results.map { _ in 0 })
  }
}

/// The library fills whole results.
extension LapackCall: SteppedPrimitive {}

/// The host function behind a `LapackCall`: whoever runs the program finds it by its name, which says all that it needs.
package struct LapackHostCall: Hashable, Sendable {
  package let routine: LapackRoutine
  package let operandTypes: [TensorType]

  package init(_ routine: LapackRoutine, _ operandTypes: [TensorType]) {
    self.routine = routine
    self.operandTypes = operandTypes
  }

  private static let prefix = "lapack "

  /// `lapack syevd mode V uplo L f32[3,4,4]`
  package var name: String {
    "\(LapackHostCall.prefix)\(routine.text) " + operandTypes.map(\.description).joined(separator: " ")
  }

  /// The call of that name; nil when the name is not one of a LAPACK routine.
  package init?(name: String) {
    guard name.hasPrefix(LapackHostCall.prefix) else { return nil }
    do {
      var reader = try TextReader(String(name.dropFirst(LapackHostCall.prefix.count)))
      routine = try LapackRoutine(from: &reader)
      var types: [TensorType] = []
      for _ in 0..<routine.operandCount { types.append(try reader.tensorType()) }
      operandTypes = types
      try reader.expectEnd()
    } catch {
      return nil
    }
  }

  /// - Throws: what is wrong with the operands.
  package func resultTypes() throws(JAXError) -> [TensorType] {
    try LapackSignature(routine, operandTypes).resultTypes()
  }

  /// The name by which XLA calls the routine.
  package var target: String { routine.name.target(for: operandTypes[routine.matrixOperand].dtype) ?? name }
}
