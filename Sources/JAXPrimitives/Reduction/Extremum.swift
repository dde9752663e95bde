package import JAXIR

/// The largest element over axes, NaN where one is NaN; the smallest value of the dtype where there is none.
package struct ReduceMax: Extremum {
  package var axes: [Int] = []
  package var order = ReductionOrder.sequential

  package init() {}

  package static var noun: String { "a maximum" }
  package static func identity(_ dtype: DType) -> [Kernel.Constant] { [dtype.smallest] }
  package static func combine(_ a: Element, _ b: Element) -> Element { Element(a.scalar.maximum(b.scalar)) }
}

/// The smallest element over axes, NaN where one is NaN; the largest value of the dtype where there is none.
package struct ReduceMin: Extremum {
  package var axes: [Int] = []
  package var order = ReductionOrder.sequential

  package init() {}

  package static var noun: String { "a minimum" }
  package static func identity(_ dtype: DType) -> [Kernel.Constant] { [dtype.largest] }
  package static func combine(_ a: Element, _ b: Element) -> Element { Element(a.scalar.minimum(b.scalar)) }
}

/// A reduction that chooses one of the elements.
package protocol Extremum: MonoidReduction {}

extension Extremum {
  package static func accepts(_ dtype: DType) -> Bool { !dtype.isComplex }

  /// The mean of the tangents of the elements that equal the result, as in JAX.
  package func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results {
    let operand = rule.primals[0]
    let result = Tracer.apply(self, operand)
    guard operand.dtype.isFloat, let tangent = rule.tangents[0] else { return ([result], [nil]) }
    let isChosen = operand.compare(.equal, result.broadcast(over: axes, to: operand.shape))
    let weights = isChosen.convert(to: operand.dtype)
    let sum = ReduceSum(axes: axes, order: order)
    return ([result], [Tracer.apply(sum, tangent * weights) / Tracer.apply(sum, weights)])
  }
}

extension DType {
  /// The value of a dtype that is not complex to which no other compares less.
  var smallest: Kernel.Constant {
    switch kind {
    case .float: Kernel.Constant(self, -.infinity)
    case .signed: Kernel.Constant(self, integer: Int.min >> (64 - bitWidth))
    case .unsigned, .bool, .complex: Kernel.Constant(self, integer: 0)
    }
  }

  /// The value of a dtype that is not complex to which no other compares greater.
  var largest: Kernel.Constant {
    switch kind {
    case .float: Kernel.Constant(self, .infinity)
    case .signed: Kernel.Constant(self, integer: Int.max >> (64 - bitWidth))
    case .unsigned, .bool, .complex: Kernel.Constant(self, integer: -1)
    }
  }
}
