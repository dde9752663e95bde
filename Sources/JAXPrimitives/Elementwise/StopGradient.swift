package import JAXIR

/// The operand, as a constant in derivatives: no tangent passes.
///
/// - (C1) Operand and result have one type.
package struct StopGradient: UnaryElementwisePrimitive, NondifferentiablePrimitive {
  package init() {}
  package static var domain: DTypeDomain { .all }

  package func element(_ x: Scalar) -> Scalar { x }
  package func element(_ operands: [Element], type: DType) -> Element { operands[0] }
}
