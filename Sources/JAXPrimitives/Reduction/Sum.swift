package import JAXIR

/// The sum over axes; 0 where there is nothing to sum. Of `bool`s, whether any is true.
///
/// Half precision is accumulated in f32 and rounded once.
package struct ReduceSum: MonoidReduction, LinearUnaryPrimitive {
  package var axes: [Int] = []
  package var order = ReductionOrder.sequential

  package init() {}

  package static var noun: String { "a sum" }
  package static func accepts(_ dtype: DType) -> Bool { true }
  package static func accumulator(for dtype: DType) -> DType { dtype.accumulator }

  package static func identity(_ dtype: DType) -> [Kernel.Constant] {
    Array(repeating: Kernel.Constant(dtype.component, 0), count: dtype.partCount)
  }

  package static func combine(_ a: Element, _ b: Element) -> Element {
    Element(parts: zip(a.parts, b.parts).map { $0.dtype == .bool ? $0 | $1 : $0 + $1 })
  }

  /// Each element of the operand went into one sum: its cotangent is that of the sum.
  package func transposed(_ cotangent: Tracer, to operand: TensorType) throws(JAXError) -> Tracer {
    cotangent.broadcast(over: axes, to: operand.shape)
  }
}
