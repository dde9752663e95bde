import JAXIR
import JAXPrimitives

extension PrimitiveSample {
  /// At least one of every primitive of the vocabulary.
  static let all =
    arithmetic + functions + special + choices + structural + indexing + windows + linearAlgebra
    + reductions + effects + control

  /// Groups of which random programs take one as often as another.
  static let elementwise = [arithmetic, arithmetic, functions, functions, choices, choices, special]

  /// Functions that are defined everywhere, and nowhere steep: of these are the regions of programs that are to have
  /// derivatives.
  static let tame: [PrimitiveSample] = [
    PrimitiveSample(Add(), 2), PrimitiveSample(Subtract(), 2), PrimitiveSample(Multiply(), 2),
    PrimitiveSample(Negate(), 1), PrimitiveSample(Abs(), 1), PrimitiveSample(Sin(), 1),
    PrimitiveSample(Cos(), 1), PrimitiveSample(Tanh(), 1), PrimitiveSample(Logistic(), 1),
    PrimitiveSample(Erf(), 1), PrimitiveSample(Atan(), 1), PrimitiveSample(Maximum(), 2),
    PrimitiveSample(Minimum(), 2), PrimitiveSample(Fma(), 3),
    PrimitiveSample(Select(), 2, isChoice: true), PrimitiveSample(Compare(.less), 2),
    PrimitiveSample(And(), 2), PrimitiveSample(Floor(), 1), PrimitiveSample(Sign(), 1),
  ]

  private static let arithmetic: [PrimitiveSample] = [
    PrimitiveSample(Add(), 2),
    PrimitiveSample(Subtract(), 2),
    PrimitiveSample(Multiply(), 2),
    PrimitiveSample(Divide(), 2),
    PrimitiveSample(Remainder(), 2),
    PrimitiveSample(Negate(), 1),
    PrimitiveSample(Named("a"), 1),
    PrimitiveSample(Fma(), 3),
    PrimitiveSample(Abs(), 1),
    PrimitiveSample(Complex(), 2),
    PrimitiveSample(Real(), 1),
    PrimitiveSample(Imaginary(), 1),
    PrimitiveSample(Sign(), 1),
    PrimitiveSample(StopGradient(), 1),
    PrimitiveSample(And(), 2),
    PrimitiveSample(Or(), 2),
    PrimitiveSample(Xor(), 2),
    PrimitiveSample(Not(), 1),
    PrimitiveSample(PopulationCount(), 1),
    PrimitiveSample(CountLeadingZeros(), 1),
    PrimitiveSample(ShiftLeft(), 2),
    PrimitiveSample(ShiftRightLogical(), 2),
    PrimitiveSample(ShiftRightArithmetic(), 2),
  ]

  private static let functions: [PrimitiveSample] = [
    PrimitiveSample(Floor(), 1),
    PrimitiveSample(Ceil(), 1),
    PrimitiveSample(RoundNearestEven(), 1),
    PrimitiveSample(RoundNearestAwayFromZero(), 1),
    PrimitiveSample(ReducePrecision(exponentBits: 5, mantissaBits: 10), 1),
    PrimitiveSample(ReducePrecision(exponentBits: 4, mantissaBits: 0), 1),
    PrimitiveSample(Exp(), 1),
    PrimitiveSample(Expm1(), 1),
    PrimitiveSample(Log(), 1),
    PrimitiveSample(Log1p(), 1),
    PrimitiveSample(Tanh(), 1),
    PrimitiveSample(Logistic(), 1),
    PrimitiveSample(Erf(), 1),
    PrimitiveSample(Sin(), 1),
    PrimitiveSample(Cos(), 1),
    PrimitiveSample(Atan2(), 2),
    PrimitiveSample(Sqrt(), 1),
    PrimitiveSample(Rsqrt(), 1),
    PrimitiveSample(Cbrt(), 1),
    PrimitiveSample(Pow(), 2),
  ]

  private static let special: [PrimitiveSample] =
    [
      PrimitiveSample(Tan(), 1),
      PrimitiveSample(Asin(), 1),
      PrimitiveSample(Acos(), 1),
      PrimitiveSample(Atan(), 1),
      PrimitiveSample(Sinh(), 1),
      PrimitiveSample(Cosh(), 1),
      PrimitiveSample(Asinh(), 1),
      PrimitiveSample(Acosh(), 1),
      PrimitiveSample(Atanh(), 1),
      PrimitiveSample(Erfc(), 1),
      PrimitiveSample(ErfInv(), 1),
      PrimitiveSample(Lgamma(), 1),
      PrimitiveSample(Digamma(), 1),
      PrimitiveSample(Polygamma(), 2),
      PrimitiveSample(Zeta(), 2),
      PrimitiveSample(BesselI0e(), 1),
      PrimitiveSample(BesselI1e(), 1),
      PrimitiveSample(NextAfter(), 2),
    ]
    + Float8Format.allCases.flatMap { format in
      [
        PrimitiveSample(EncodeFloat8(format), 1),
        PrimitiveSample(DecodeFloat8.self) { Application(DecodeFloat8(format), [try type(.uint8, $1)]) },
      ]
    }

  private static let choices: [PrimitiveSample] =
    [
      PrimitiveSample(Maximum(), 2),
      PrimitiveSample(Minimum(), 2),
      PrimitiveSample(Clamp(), 3),
      PrimitiveSample(Select(), 2, isChoice: true),
      PrimitiveSample(IsFinite(), 1),
      PrimitiveSample(Compare(.less, isTotal: true), 2),
      PrimitiveSample(Compare(.equal, isTotal: true), 2),
    ]
    + Comparison.allCases.map { PrimitiveSample(Compare($0), 2) }
    + DType.allCases.map { PrimitiveSample(Convert($0), 1) }

  private static let structural: [PrimitiveSample] = [
    PrimitiveSample(Constant.self) { dtype, extent in
      var random = SplitMix(seed: UInt64(extent))
      return Application(
        Constant(.random(try type(dtype, extent), specials: 0.3, &random)), [])
    },
    PrimitiveSample(Constant.self) { dtype, extent in
      Application(Constant(Literal(1, try type(dtype, extent))), [])
    },
    PrimitiveSample(Iota.self) { Application(Iota($0, shape: [$1], axis: 0), []) },
    PrimitiveSample(Iota.self) { Application(Iota($0, shape: [$1, 3], axis: 1), []) },
    PrimitiveSample(BroadcastInDim.self) {
      Application(BroadcastInDim(shape: [3, $1], axes: [1]), [try type($0, $1)])
    },
    PrimitiveSample(BroadcastInDim.self) {
      Application(BroadcastInDim(shape: [3, $1, 2], axes: [2, 1]), [try type($0, 2, 1)])
    },
    PrimitiveSample(Transpose.self) { Application(Transpose(permutation: [1, 0]), [try type($0, 3, $1)]) },
    // Enough for squares of whole vectors.
    PrimitiveSample(Transpose.self) { Application(Transpose(permutation: [1, 0]), [try type($0, $1, 70)]) },
    PrimitiveSample(Transpose.self) {
      Application(Transpose(permutation: [2, 0, 1]), [try type($0, 2, $1, 3)])
    },
    PrimitiveSample(Reshape.self) { Application(Reshape(shape: [$1, 6]), [try type($0, 2, $1, 3)]) },
    PrimitiveSample(Slice.self) {
      Application(
        Slice(starts: [1, $1 / 3], limits: [3, $1], strides: [1, 2]), [try type($0, 3, $1)])
    },
    PrimitiveSample(Reverse.self) { Application(Reverse(axes: [1]), [try type($0, 2, $1)]) },
    PrimitiveSample(Concatenate.self) {
      Application(Concatenate(axis: 0), [try type($0, $1), try type($0, 3), try type($0, $1 / 2)])
    },
    PrimitiveSample(Pad.self) {
      Application(Pad(low: [2, -1], high: [1, 2], interior: [1, 0]), [try type($0, $1, 3), try type($0)])
    },
    PrimitiveSample(Pad.self) {
      Application(Pad(low: [0, 3], high: [-1, -1], interior: [0, 2]), [try type($0, 2, $1), try type($0)])
    },
    PrimitiveSample(BitcastConvert.self) { Application(BitcastConvert($0), [try type(.uint16, $1)]) },
    PrimitiveSample(BitcastConvert.self) { Application(BitcastConvert($0), [try type(.uint64, $1)]) },
    PrimitiveSample(BitcastConvert.self) { Application(BitcastConvert($0), [try type(.int8, $1, 4)]) },
    PrimitiveSample(BitcastConvert.self) { Application(BitcastConvert(.bool), [try type($0, $1)]) },
    PrimitiveSample(BitcastConvert.self) { Application(BitcastConvert($0), [try type(.complex128, $1)]) },
    PrimitiveSample(BitcastConvert.self) {
      Application(BitcastConvert(.complex128), [try type($0, $1, 16 / $0.byteCount)])
    },
  ]
}
