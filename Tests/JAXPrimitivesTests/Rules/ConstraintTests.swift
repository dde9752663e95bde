import JAXIR
import JAXPrimitives
import Testing

/// The numbered constraints of the primitives, each broken once.
struct ConstraintTests {
  struct Violation: Sendable, CustomTestStringConvertible {
    let primitive: any Primitive
    let operands: [TensorType]
    let code: JAXError.Code
    /// A part of the message.
    let says: String

    init(_ primitive: any Primitive, _ operands: [TensorType], _ code: JAXError.Code, _ says: String) {
      self.primitive = primitive
      self.operands = operands
      self.code = code
      self.says = says
    }

    var testDescription: String { "\(type(of: primitive).name): \(says)" }
  }

  private static let f = TensorType(.float32, 2, 3)
  private static let i = TensorType(.int32, 2, 3)
  private static let b = TensorType(.bool, 2, 3)
  private static let h = TensorType(.float16, 2, 3)
  private static let c = TensorType(.complex64, 2, 3)

  static let elementwise: [Violation] = [
    Violation(
      Add(), [f, TensorType(.float32, 2, 4)], .shapeMismatch, "f32[2,3] and f32[2,4] differ in shape"),
    Violation(Add(), [f, i], .dtypeMismatch, "f32 and i32 do not mix"),
    Violation(Add(), [f], .invalidArgument, "takes 2 operands, not 1"),
    Violation(Subtract(), [b, b], .dtypeMismatch, "takes numbers, not bool"),
    Violation(Exp(), [i], .dtypeMismatch, "takes floats or complex numbers, not i32"),
    Violation(And(), [f, f], .dtypeMismatch, "takes bools or integers, not f32"),
    Violation(PopulationCount(), [b], .dtypeMismatch, "takes integers, not bool"),
    Violation(Fma(), [i, i, i], .dtypeMismatch, "takes floats, not i32"),
    Violation(Select(), [f, f, f], .dtypeMismatch, "the predicate is f32, not bool"),
    Violation(Select(), [b, f, i], .dtypeMismatch, "f32 and i32 do not mix"),
    Violation(Clamp(), [f, f, i], .dtypeMismatch, "f32 and i32 do not mix"),
    Violation(Compare(.less), [f, i], .dtypeMismatch, "f32 and i32 do not mix"),
    Violation(IsFinite(), [i], .dtypeMismatch, "takes floats"),
    Violation(Complex(), [h, h], .dtypeMismatch, "no complex dtype has parts of f16"),
    Violation(Complex(), [f, c], .dtypeMismatch, "takes floats, not c64"),
    Violation(Real(), [i], .dtypeMismatch, "takes floats or complex numbers, not i32"),
    Violation(Imaginary(), [b], .dtypeMismatch, "takes floats or complex numbers, not bool"),
    Violation(Compare(.less), [c, c], .dtypeMismatch, "numbers of c64 have no order"),
    Violation(Compare(.equal, isTotal: true), [c, c], .dtypeMismatch, "numbers of c64 have no order"),
    Violation(Maximum(), [c, c], .dtypeMismatch, "takes bools, integers or floats, not c64"),
    Violation(Clamp(), [c, c, c], .dtypeMismatch, "takes bools, integers or floats, not c64"),
    Violation(Floor(), [c], .dtypeMismatch, "takes floats, not c64"),
    Violation(Erf(), [c], .dtypeMismatch, "takes floats, not c64"),
    Violation(Fma(), [c, c, c], .dtypeMismatch, "takes floats, not c64"),
    Violation(Remainder(), [c, c], .dtypeMismatch, "takes integers or floats, not c64"),
    Violation(
      ReducePrecision(exponentBits: 0, mantissaBits: 3), [f], .invalidArgument,
      "there is no float of 0 exponent"),
    Violation(
      ReducePrecision(exponentBits: 4, mantissaBits: -1), [f], .invalidArgument, "and -1 mantissa bits"),
  ]

  static let structural: [Violation] = [
    Violation(Iota(.bool, shape: [2], axis: 0), [], .dtypeMismatch, "takes numbers, not bool"),
    Violation(Iota(.int32, shape: [2], axis: 1), [], .invalidArgument, "axis 1 is not one of the 1"),
    Violation(Iota(.int32, shape: [-2], axis: 0), [], .invalidShape, "negative extent"),
    Violation(
      Iota(.int32, shape: [.max, .max], axis: 0), [], .shapeOverflow, "more elements than memory can address"),
    Violation(
      BroadcastInDim(shape: [2, 3], axes: [0]), [f], .invalidArgument, "do not name one axis for each"),
    Violation(BroadcastInDim(shape: [2, 3], axes: [0, 0]), [f], .invalidArgument, "axis 0 is named twice"),
    Violation(
      BroadcastInDim(shape: [2, 3], axes: [0, 2]), [f], .invalidArgument, "axis 2 is not one of the 2"),
    Violation(
      BroadcastInDim(shape: [2, 4], axes: [0, 1]), [f], .shapeMismatch, "extent 3 of axis 1 against 4"),
    Violation(Transpose(permutation: [0]), [f], .invalidArgument, "does not order the 2 axes"),
    Violation(Transpose(permutation: [1, 1]), [f], .invalidArgument, "axis 1 is named twice"),
    Violation(Reshape(shape: [5]), [f], .shapeMismatch, "has 6 elements, shape [5] has 5"),
    Violation(Reverse(axes: [2]), [f], .invalidArgument, "axis 2 is not one of the 2"),
    Violation(
      Slice(starts: [0], limits: [1], strides: [1]), [f], .invalidArgument, "one start, limit and stride"),
    Violation(
      Slice(starts: [0, 2], limits: [1, 1], strides: [1, 1]), [f], .invalidArgument, "2..<1 is not within"),
    Violation(
      Slice(starts: [0, 0], limits: [3, 1], strides: [1, 1]), [f], .invalidArgument, "within axis 0"),
    Violation(
      Slice(starts: [0, 0], limits: [1, 1], strides: [1, 0]), [f], .invalidArgument, "stride 0 of axis 1"),
    Violation(Concatenate(axis: 0), [], .invalidArgument, "takes at least one operand"),
    Violation(Concatenate(axis: 2), [f], .invalidArgument, "axis 2 is not one of the 2"),
    Violation(Concatenate(axis: 0), [f, i], .dtypeMismatch, "f32 and i32 do not mix"),
    Violation(Concatenate(axis: 0), [f, TensorType(.float32, 2, 4)], .shapeMismatch, "in more than axis 0"),
    Violation(
      Concatenate(axis: 0), [TensorType(.float32, .max / 16, 0), TensorType(.float32, .max / 16, 0)],
      .shapeOverflow, "more elements than memory can address"),
    Violation(
      Pad(low: [0, 0], high: [0, 0], interior: [0, 0]), [f, TensorType(.int32)], .dtypeMismatch,
      "the padding is i32[], not f32[]"),
    Violation(
      Pad(low: [0], high: [0], interior: [0]), [f, TensorType(.float32)], .invalidArgument,
      "one low, high and interior"),
    Violation(
      Pad(low: [0, 0], high: [0, 0], interior: [0, -1]), [f, TensorType(.float32)], .invalidArgument,
      "interior -1 of axis 1 is negative"),
    Violation(
      Pad(low: [-3, 0], high: [0, 0], interior: [0, 0]), [f, TensorType(.float32)], .invalidArgument,
      "remove more than axis 0"),
    Violation(
      Pad(low: [.min, 0], high: [.max, 0], interior: [0, 0]), [f, TensorType(.float32)], .shapeOverflow,
      "beyond the size of any tensor"),
    Violation(
      Pad(low: [0, 0], high: [0, 0], interior: [.max / 16, .max / 16]), [f, TensorType(.float32)],
      .shapeOverflow, "more elements than memory can address"),
    Violation(
      BitcastConvert(.bool), [TensorType(.int8)], .dtypeMismatch, "the bits of i8 are not those of bool"),
    Violation(BitcastConvert(.float64), [f], .shapeMismatch, "does not hold the 2 parts"),
    Violation(BitcastConvert(.float64), [TensorType(.float32)], .shapeMismatch, "does not hold the 2 parts"),
  ]

  @Test(arguments: elementwise + structural)
  func aBrokenConstraintIsRejected(_ violation: Violation) throws {
    let types = violation.operands.map { ValueType.tensor($0) }
    let error = try #require(throws: JAXError.self) {
      try violation.primitive.resultTypes(of: types, regions: [])
    }
    #expect(error.code == violation.code)
    #expect(error.message.contains(violation.says), "\(error.message)")
  }
}
