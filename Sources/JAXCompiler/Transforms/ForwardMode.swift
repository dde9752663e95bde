package import JAXIR
import JAXPrimitives

/// The derivative of a graph along tangents, by the rules of its primitives.
///
///     f: (x…) → (y…)   ⇒   (x…, ẋ…) → (y…, ẏ…),   ẏ = ∂f(x) · ẋ
///
/// A nil tangent is a zero that takes no instruction: what depends on no tangent is copied as it is, and a tangent
/// that no result needs leaves nothing.
package struct Differentiated {
  /// Parameters: those of the function, then one tangent for each that has one. Results likewise.
  package var graph: Graph
  /// By result of the function: whether the graph gives its tangent; the tangent of the others is zero.
  package var hasTangent: [Bool]
}

extension Graph {
  /// - Parameters:
  ///   - active: By parameter: whether it has a tangent.
  ///   - explicitZeros: Whether zero tangents of tensors are results too; tokens never have one.
  ///   - including: By result: whether its tangent is a result; nil leaves this to the other parameter.
  /// - Throws: `invalidArgument` when `active` does not fit the parameters; what a rule throws.
  package func jvp(
    _ active: [Bool], explicitZeros: Bool = false, including: [Bool]? = nil
  ) throws(JAXError) -> Differentiated {
    guard active.count == parameterCount, !zip(active, parameterTypes).contains(where: { $0 && $1 == .token })
    else {
      throw JAXError(.invalidArgument, "\(active.count) tangents for the parameters of '\(name)'")
    }
    let builder = GraphBuilder()
    var primals = parameterTypes.map(builder.traced)
    var tangents = zip(parameterTypes, active).map { $1 ? builder.traced($0) : nil }
    for instruction in instructions {
      let (results, derivatives) = try instruction.jvp(primals, tangents, in: builder)
      primals += results
      tangents += derivatives
    }
    var resultTangents = results.map { tangents[$0.index] }
    for (position, type) in resultTypes.enumerated() {
      if including?[position] ?? explicitZeros {
        guard resultTangents[position] == nil else { continue }
        resultTangents[position] = try type.tensor.map { (type) throws(JAXError) in try builder.zeros(type) }
      } else if including != nil {
        resultTangents[position] = nil
      }
    }
    let values = results.map { primals[$0.index].value } + resultTangents.compactMap { $0?.value }
    let graph = try builder.finish(name: name, results: values).removingDeadCode()
    return Differentiated(graph: graph, hasTangent: resultTangents.map { $0 != nil })
  }
}

extension Instruction {
  /// The results and their tangents; `primals` and `tangents` are those of all values so far.
  fileprivate func jvp(
    _ primals: [Tracer], _ tangents: [Tracer?], in builder: GraphBuilder
  ) throws(JAXError) -> JVPRule.Results {
    let operands = self.operands.map { primals[$0.index].at(location) }
    let operandTangents = self.operands.map { tangents[$0.index]?.at(location) }
    guard operandTangents.contains(where: { $0 != nil }) else {
      let copies = try builder.copy(self, operands)
      return (copies, copies.map { _ in nil })
    }
    let rule = JVPRule(
      primals: operands, tangents: operandTangents, regions: regions, transforms: GraphTransforms())
    let derivative = try located { () throws(JAXError) in try primitive.jvp(rule) }
    precondition(
      derivative.primals.count == results.count && derivative.tangents.count == results.count,
      "a rule gives each result and its tangent")
    return derivative
  }
}

extension GraphBuilder {
  /// A tensor of zeros, of any dtype.
  func zeros(_ type: TensorType) throws(JAXError) -> Tracer {
    constant(try Literal(type, bytes: [UInt8](repeating: 0, count: type.dtype.byteCount)))
  }
}
