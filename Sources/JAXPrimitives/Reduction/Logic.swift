package import JAXIR

/// Whether all elements over axes are true; bit by bit for integers. All ones where there is none.
package struct ReduceAnd: LogicReduction {
  package var axes: [Int] = []
  package var order = ReductionOrder.sequential

  package init() {}

  package static var noun: String { "an and" }
  package static func identity(_ dtype: DType) -> [Kernel.Constant] { [Kernel.Constant(dtype, integer: -1)] }
  package static func combine(_ a: Element, _ b: Element) -> Element { Element(a.scalar & b.scalar) }
}

/// Whether any element over axes is true; bit by bit for integers. 0 where there is none.
package struct ReduceOr: LogicReduction {
  package var axes: [Int] = []
  package var order = ReductionOrder.sequential

  package init() {}

  package static var noun: String { "an or" }
  package static func identity(_ dtype: DType) -> [Kernel.Constant] { [Kernel.Constant(dtype, integer: 0)] }
  package static func combine(_ a: Element, _ b: Element) -> Element { Element(a.scalar | b.scalar) }
}

/// A reduction of bits, which has no derivative.
package protocol LogicReduction: MonoidReduction, NondifferentiablePrimitive {}

extension LogicReduction {
  package static func accepts(_ dtype: DType) -> Bool { dtype == .bool || dtype.isInteger }
}
