import JAXIR
import JAXPrimitives
import Testing

/// An application of a primitive on which its rules are tested.
struct Sample: Sendable, CustomTestStringConvertible {
  let primitive: any Primitive
  let operands: [TensorType]
  var regions: [Region] = []
  /// Where float elements are drawn from: away from the places where there is no derivative.
  var domain = 0.25...2.0
  /// Each a set of operands in which the result is linear while the others are held.
  var linear: [[Int]] = []

  init(
    _ primitive: any Primitive, _ operands: [TensorType], regions: [Region] = [],
    in domain: ClosedRange<Double> = 0.25...2.0, linear: [[Int]] = []
  ) {
    self.primitive = primitive
    self.operands = operands
    self.regions = regions
    self.domain = domain
    self.linear = linear
  }

  var testDescription: String {
    "\(type(of: primitive).name) of \(operands.map(\.description).joined(separator: ", "))"
  }

  /// The function that applies the primitive to its parameters.
  func graph() throws -> Graph {
    let builder = GraphBuilder()
    let parameters = operands.map { builder.parameter(.tensor($0)) }
    return builder.finish(results: try builder.append(primitive, parameters, regions: regions))
  }

  func arguments(_ random: inout SplitMix) -> [Literal] {
    operands.map { Literal.random($0, in: domain, &random) }
  }
}

extension TensorType {
  init(_ dtype: DType, _ extents: Int...) {
    guard let shape = try? Shape(extents) else { preconditionFailure("\(extents) is no shape") }
    self.init(dtype, shape)
  }
}

// MARK: The samples

extension Sample {
  static let all = elementwise + structural + indexing + windows + linearAlgebra + reductions

  /// Those on which derivatives can be computed: in f64, with parameters that round nothing, of primitives that have one
  /// along every operand.
  static let smooth = all.filter { sample in
    let others = ["reduce_precision", "next_after", "polygamma", "zeta", "encode_float8"]
    return sample.operands.contains { $0.dtype.component == .float64 }
      && !others.contains(type(of: sample.primitive).name)
  }

  static let elementwise = arithmetic + functions + complexNumbers + choices + bits

  private static func same(_ dtype: DType, _ count: Int) -> [TensorType] {
    Array(repeating: TensorType(dtype, 2, 3), count: count)
  }

  private static let arithmetic: [Sample] = [DType.float64, .float32, .bfloat16, .int32, .uint8].flatMap {
    dtype in
    let linear = dtype.isFloat
    return [
      Sample(Add(), same(dtype, 2), linear: linear ? [[0], [1], [0, 1]] : []),
      Sample(Subtract(), same(dtype, 2), linear: linear ? [[0], [1], [0, 1]] : []),
      Sample(Multiply(), same(dtype, 2), linear: linear ? [[0], [1]] : []),
      Sample(Divide(), same(dtype, 2), linear: linear ? [[0]] : []),
      Sample(Remainder(), same(dtype, 2)),
      Sample(Negate(), same(dtype, 1), linear: linear ? [[0]] : []),
      Sample(Abs(), same(dtype, 1), in: -2.0 ... -0.25),
      Sample(Sign(), same(dtype, 1)),
      Sample(Pow(), same(dtype, 2)),
    ]
  }

  private static let complexNumbers: [Sample] = [DType.complex128, .complex64].flatMap { dtype in
    let part = TensorType(dtype.component, 2, 3)
    return [
      Sample(Add(), same(dtype, 2), linear: [[0], [1], [0, 1]]),
      Sample(Subtract(), same(dtype, 2), linear: [[0], [1], [0, 1]]),
      Sample(Multiply(), same(dtype, 2), linear: [[0], [1]]),
      Sample(Divide(), same(dtype, 2), linear: [[0]]),
      Sample(Negate(), same(dtype, 1), linear: [[0]]),
      Sample(Abs(), same(dtype, 1), in: -2.0 ... -0.25),
      Sample(Sign(), same(dtype, 1), in: -2.0 ... -0.25),
      Sample(Compare(.notEqual), same(dtype, 2)),
      Sample(Select(), [TensorType(.bool, 2, 3)] + same(dtype, 2), linear: [[1], [2], [1, 2]]),
      Sample(Convert(.complex128), same(dtype, 1), linear: [[0]]),
      Sample(Convert(.complex128), [part], linear: [[0]]),
      Sample(Convert(.float64), same(dtype, 1), linear: [[0]]),
      Sample(Convert(.int32), same(dtype, 1)),
      Sample(Complex(), [part, part], linear: [[0], [1], [0, 1]]),
      Sample(Real(), same(dtype, 1), linear: [[0]]),
      Sample(Real(), [part], linear: [[0]]),
      Sample(Imaginary(), same(dtype, 1), linear: [[0]]),
      Sample(Imaginary(), [part], linear: [[0]]),
      Sample(Pow(), same(dtype, 2)),
      Sample(Atan2(), same(dtype, 2), in: 0.5...1),
    ]
      + complexFunctions.map { Sample($0, same(dtype, 1), in: -0.9 ... -0.3) }
  }

  private static let complexFunctions: [any Primitive] = [
    Exp(), Expm1(), Log(), Log1p(), Tanh(), Logistic(), Sin(), Cos(), Tan(), Sqrt(), Rsqrt(), Cbrt(), Sinh(),
    Cosh(), Asin(), Acos(), Atan(), Asinh(), Acosh(), Atanh(),
  ]

  private static let functions: [Sample] = [DType.float64, .float32, .float16].flatMap { dtype in
    let unary: [any Primitive] = [
      Exp(), Expm1(), Log(), Log1p(), Tanh(), Logistic(), Erf(), Sin(), Cos(), Sqrt(), Rsqrt(), Cbrt(),
      Tan(), Asin(), Acos(), Atan(), Sinh(), Cosh(), Asinh(), Atanh(), Erfc(), ErfInv(), Lgamma(), Digamma(),
      BesselI0e(), BesselI1e(), Floor(), Ceil(), RoundNearestEven(), RoundNearestAwayFromZero(),
    ]
    return unary.map { Sample($0, same(dtype, 1), in: 0.55...0.95) } + [
      Sample(Atan2(), same(dtype, 2)),
      Sample(Acosh(), same(dtype, 1), in: 1.5...3),
      Sample(NextAfter(), same(dtype, 2)),
      Sample(EncodeFloat8(.e5m2), same(dtype, 1)),
      Sample(DecodeFloat8(.e4m3), same(.uint8, 1)),
      Sample(Polygamma(), same(dtype, 2)),
      Sample(Zeta(), same(dtype, 2), in: 1.5...3),
      Sample(Fma(), same(dtype, 3), linear: [[0, 2], [1, 2], [2], [0]]),
      Sample(ReducePrecision(exponentBits: 5, mantissaBits: 3), same(dtype, 1)),
      Sample(IsFinite(), same(dtype, 1)),
    ]
  }

  private static let choices: [Sample] =
    [Sample(StopGradient(), same(.int8, 1))]
    + [DType.float64, .bool, .int8].flatMap { dtype in
      let choosing = [TensorType(.bool, 2, 3)] + same(dtype, 2)
      return [
        Sample(Maximum(), same(dtype, 2)),
        Sample(Minimum(), same(dtype, 2)),
        Sample(Clamp(), same(dtype, 3)),
        Sample(Compare(.less), same(dtype, 2)),
        Sample(Compare(.notEqual, isTotal: true), same(dtype, 2)),
        Sample(Select(), choosing, linear: dtype.isFloat ? [[1], [2], [1, 2]] : []),
        Sample(Convert(.float32), same(dtype, 1), linear: dtype.isFloat ? [[0]] : []),
        Sample(Convert(.bool), same(dtype, 1)),
      ]
    }

  private static let bits: [Sample] = [DType.int32, .uint64].flatMap { dtype in
    [
      Sample(And(), same(dtype, 2)), Sample(Or(), same(dtype, 2)), Sample(Xor(), same(dtype, 2)),
      Sample(Not(), same(dtype, 1)), Sample(PopulationCount(), same(dtype, 1)),
      Sample(CountLeadingZeros(), same(dtype, 1)), Sample(ShiftLeft(), same(dtype, 2)),
      Sample(ShiftRightLogical(), same(dtype, 2)), Sample(ShiftRightArithmetic(), same(dtype, 2)),
    ]
  }

  static let structural: [Sample] = [DType.float64, .int16, .complex128].flatMap { dtype in
    let scalar = TensorType(dtype)
    let isInteger = dtype == .int16
    let linear = isInteger ? [] : [[0]]
    return [
      Sample(Constant(Literal(3, scalar)), []),
      Sample(Iota(dtype, shape: [3, 4], axis: 1), []),
      Sample(BroadcastInDim(shape: [3, 2, 4], axes: [2, 0]), [TensorType(dtype, 4, 3)], linear: linear),
      Sample(BroadcastInDim(shape: [3, 2], axes: [1, 0]), [TensorType(dtype, 1, 3)], linear: linear),
      Sample(Transpose(permutation: [2, 0, 1]), [TensorType(dtype, 2, 3, 4)], linear: linear),
      Sample(Reshape(shape: [4, 1, 6]), [TensorType(dtype, 2, 3, 4)], linear: linear),
      Sample(Reverse(axes: [1]), [TensorType(dtype, 2, 3)], linear: linear),
      Sample(
        Slice(starts: [1, 0], limits: [4, 5], strides: [2, 3]), [TensorType(dtype, 5, 6)], linear: linear),
      Sample(
        Slice(starts: [1, 2], limits: [2, 2], strides: [Int.max, 1]), [TensorType(dtype, 5, 6)],
        linear: linear),
      Sample(
        Pad(low: [1, -1], high: [2, 0], interior: [0, 2]), [TensorType(dtype, 2, 3), scalar],
        linear: isInteger ? [] : [[0], [1], [0, 1]]),
      Sample(
        Pad(low: [1, 3], high: [0, -2], interior: [3, 1]), [TensorType(dtype, 0, 3), scalar],
        linear: isInteger ? [] : [[0], [1], [0, 1]]),
      Sample(
        Concatenate(axis: 1), [TensorType(dtype, 2, 3), TensorType(dtype, 2, 0), TensorType(dtype, 2, 1)],
        linear: isInteger ? [] : [[0], [2], [0, 1, 2]]),
      Sample(BitcastConvert(dtype.isComplex ? .complex64 : .uint8), [TensorType(dtype, 3)]),
      Sample(
        BitcastConvert(dtype),
        [
          dtype.isComplex
            ? TensorType(.complex64, 2, 2) : isInteger ? TensorType(.bfloat16, 2) : TensorType(.int16, 2, 4)
        ]),
    ]
  }

  static let reductions: [Sample] = [
    Sample(ReduceSum(axes: [1], of: TensorType(.float64, 2, 3)), [TensorType(.float64, 2, 3)], linear: [[0]]),
    Sample(ReduceProduct(axes: [1], of: TensorType(.float64, 2, 3)), [TensorType(.float64, 2, 3)]),
    Sample(ReduceMax(axes: [0], of: TensorType(.float64, 2, 3)), [TensorType(.float64, 2, 3)]),
    Sample(ReduceMin(axes: [0, 1], of: TensorType(.int32, 2, 3)), [TensorType(.int32, 2, 3)]),
    Sample(ReduceAnd(axes: [0], of: TensorType(.bool, 2, 3)), [TensorType(.bool, 2, 3)]),
    Sample(ReduceOr(axes: [0], of: TensorType(.bool, 2, 3)), [TensorType(.bool, 2, 3)]),
    Sample(
      DotGeneral(
        lhsBatch: [0], rhsBatch: [1], lhsContracting: [2], rhsContracting: [0], resultDType: .float64),
      [TensorType(.float64, 2, 3, 4), TensorType(.float64, 4, 2, 5)], linear: [[0], [1]]),
    Sample(
      ReduceSum(axes: [0], of: TensorType(.complex128, 3, 2)), [TensorType(.complex128, 3, 2)], linear: [[0]]),
    Sample(ReduceProduct(axes: [0], of: TensorType(.complex128, 3, 2)), [TensorType(.complex128, 3, 2)]),
    Sample(
      DotGeneral(lhsContracting: [1], rhsContracting: [0], resultDType: .complex128),
      [TensorType(.complex128, 2, 3), TensorType(.complex128, 3, 2)], linear: [[0], [1]]),
  ]
}
