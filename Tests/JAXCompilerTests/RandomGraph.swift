import JAXIR
import JAXPrimitives

/// Random well-typed graphs, rich in what the passes rewrite: special constants, negations, repeated and dead
/// instructions, movement there and back.
struct RandomGraph {
  private var random: SplitMix
  private let builder = GraphBuilder()
  private var values: [Graph.Value] = []

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  mutating func graph(size: Int) throws -> Graph {
    for dtype in [DType.float32, .float32, .int32, .bool] {
      values.append(builder.parameter(.tensor(TensorType(dtype, try Shape([2, 3])))))
    }
    while builder.count < size { try appendAny() }
    let results = (0..<12).map { _ in values.randomElement(using: &random)! }
    return builder.finish(results: results)
  }

  private func type(_ value: Graph.Value) -> TensorType { builder.type(of: value).tensor! }

  private mutating func pick(_ matches: (TensorType) -> Bool) -> Graph.Value? {
    let recent = values.suffix(12) + values.prefix(4)
    return recent.filter { matches(type($0)) }.randomElement(using: &random)
  }

  private mutating func append(_ primitive: any Primitive, _ operands: Graph.Value...) throws {
    values += try builder.append(primitive, operands)
  }

  private mutating func appendAny() throws {
    let x = values.suffix(12).randomElement(using: &random)!
    let type = type(x)
    switch Int.random(in: 0..<10, using: &random) {
    case 0, 1: try append(Constant(constant(type)))
    case 2: try appendMovement(of: x, type)
    case 3: try append(Convert([.float32, .int32, .bool, .float64].randomElement(using: &random)!), x)
    case 4:
      guard let predicate = pick({ $0 == type.with(dtype: .bool) }), let y = pick({ $0 == type }) else {
        return
      }
      try append(Select(), predicate, x, y)
    case 5: try append(unary(type.dtype), x)
    default:
      guard let y = pick({ $0 == type }) else { return }
      try append(binary(type.dtype), x, y)
    }
  }

  private mutating func constant(_ type: TensorType) -> Literal {
    let values: [Kernel.Constant] =
      type.dtype.isFloat
      ? [0.0, 0.0, -0.0, -0.0, 1, 1, -1, 2.5, .infinity, .nan].map { Kernel.Constant(type.dtype, $0) }
      : [0, 1, -1, 3].map { Kernel.Constant(type.dtype, integer: type.dtype == .bool ? $0 & 1 : $0) }
    return Literal(splat: values.randomElement(using: &random)!, shape: type.shape)
  }

  private mutating func unary(_ dtype: DType) -> any Primitive {
    let choices: [any Primitive] =
      dtype == .bool ? [Not()] : dtype.isFloat ? [Negate(), Abs()] : [Not(), Negate()]
    return choices.randomElement(using: &random)!
  }

  private mutating func binary(_ dtype: DType) -> any Primitive {
    let arithmetic: [any Primitive] = [Add(), Subtract(), Multiply(), Divide(), Maximum(), Minimum()]
    let bits: [any Primitive] = [And(), Or(), Xor()]
    let choices =
      switch dtype.kind {
      case .float: arithmetic
      case .bool: bits + [Add(), Multiply()]
      default: arithmetic + bits
      }
    return choices.randomElement(using: &random)!
  }

  private mutating func appendMovement(of x: Graph.Value, _ type: TensorType) throws {
    let extents = type.shape.extents
    switch Int.random(in: 0..<6, using: &random) {
    case 0: try append(Transpose(permutation: extents.indices.shuffled(using: &random)), x)
    case 1 where type.shape.count == 6:
      try append(Reshape(shape: [[6], [2, 3], [3, 2], [1, 6]].randomElement(using: &random)!), x)
    case 2: try append(Reverse(axes: extents.indices.filter { _ in Bool.random(using: &random) }), x)
    case 3: try append(BroadcastInDim(shape: extents, axes: Array(extents.indices)), x)
    case 4:
      try append(BroadcastInDim(shape: [2] + extents, axes: extents.indices.map { $0 + 1 }), x)
      let last = values.last!
      try append(
        Slice(
          starts: [1] + extents.map { _ in 0 }, limits: [2] + extents, strides: [3] + extents.map { _ in 1 }),
        last)
      try append(Reshape(shape: extents), values.last!)
    default: try append(BitcastConvert(type.dtype), x)
    }
  }
}
