import JAXIR
import JAXPrimitives

/// At which index of its result an instruction reads its operands, axis by axis.
struct AxisRelations {
  /// By operand and axis: the axis of the results whose index it is; nil for any other index.
  private let axes: [[Int?]]

  subscript(operand: Int, axis axis: Int) -> Int? { axes[operand][axis] }

  init(of instruction: Instruction, in graph: Graph) {
    let operands = instruction.operands.map { graph[type: $0].tensor }
    switch instruction.primitive {
    case is any ElementwisePrimitive:
      axes = operands.map { type in type.map { Array($0.shape.extents.indices) } ?? [] }
    case let reduction as any ReductionPrimitive:
      let rank = operands[0]?.rank ?? 0
      let kept = (0..<rank).filter { !reduction.axes.contains($0) }
      let identity = Array(kept.indices).map(Optional.some)
      let reduced = (0..<rank).map(kept.firstIndex)
      // What a general reduction starts from has the shape of its results.
      let count = reduction is Reduce ? operands.count / 2 : operands.count
      axes = operands.indices.map { position in
        position < count ? reduced : Array(identity.prefix(operands[position]?.rank ?? 0))
      }
    case let product as DotGeneral:
      let types = operands.compactMap(\.self)
      axes = types.indices.map { product.resultAxes(ofOperand: $0, types) }
    case let primitive as any PointwisePrimitive:
      axes = AxisRelations.probe(primitive, operands.compactMap(\.self), graph[type: instruction.results[0]])
    default:
      axes = operands.map { Array(repeating: nil, count: $0?.rank ?? 0) }
    }
  }

  /// Asks the primitive for an element in a kernel that nobody runs, and looks at which indices it reads.
  private static func probe(
    _ primitive: any PointwisePrimitive, _ operands: [TensorType], _ result: ValueType
  ) -> [[Int?]] {
    var axes: [[Int?]?] = operands.map { _ in nil }
    guard let type = result.tensor, type.shape.count > 0 else {
      return operands.map { Array(repeating: nil, count: $0.rank) }
    }
    let builder = KernelBuilder(name: "probe")
    builder.forEachElement(of: type.shape) { index in
      let sources = operands.enumerated().map { position, operand in
        ElementSource(operand) { asked in
          let related = zip(asked, operand.shape.extents).map { place, extent in
            index.firstIndex { !$0.isConstant && $0 == place }.flatMap { type.shape[$0] == extent ? $0 : nil }
          }
          // What is read at two indices is read at the axes that they share.
          axes[position] = axes[position].map { zip($0, related).map { $0 == $1 ? $0 : nil } } ?? related
          return .zero(operand.dtype, in: builder)
        }
      }
      _ = primitive.element(at: index, of: sources, type: type, in: builder)
    }
    return zip(axes, operands).map { $0 ?? Array(repeating: nil, count: $1.rank) }
  }
}

extension Element {
  static func zero(_ dtype: DType, in builder: KernelBuilder) -> Element {
    let zero = builder.constant(Kernel.Constant(dtype.component, bits: 0))
    return Element(parts: Array(repeating: zero, count: dtype.partCount))
  }
}

extension KernelBuilder {
  /// A nest of independent loops over all indices of `shape`; along an axis of extent 1 the index is the constant 0.
  func forEachElement(of shape: Shape, _ body: ([AffineIndex]) -> Void) {
    let axes = shape.extents.indices.filter { shape[$0] != 1 }
    forEach(axes.map { shape[$0] }) { loops in
      var index = [AffineIndex](repeating: AffineIndex(), count: shape.rank)
      for (axis, loop) in zip(axes, loops) { index[axis] = loop }
      body(index)
    }
  }
}
