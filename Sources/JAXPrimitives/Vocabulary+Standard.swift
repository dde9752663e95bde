package import JAXIR

extension Vocabulary {
  /// All primitives of the language.
  package static let standard = Vocabulary([
    // Elementwise
    Add.self,
    Subtract.self,
    Multiply.self,
    Divide.self,
    Remainder.self,
    Negate.self,
    Fma.self,
    Compare.self,
    IsFinite.self,
    Select.self,
    Convert.self,
    Abs.self,
    Sign.self,
    Floor.self,
    Ceil.self,
    RoundNearestEven.self,
    RoundNearestAwayFromZero.self,
    // Structural
    Constant.self,
    BroadcastInDim.self,
    Transpose.self,
    Reshape.self,
    // Reduction
    ReduceSum.self,
    ReduceMax.self,
    ReduceMin.self,
    ReduceAnd.self,
    ReduceOr.self,
    Reduce.self,
    // Contraction
    DotGeneral.self,
    // Effects
    CreateToken.self,
    Check.self,
    Call.self,
  ])
}
