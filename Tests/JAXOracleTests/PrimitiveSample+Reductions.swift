import JAXIR
import JAXPrimitives

extension PrimitiveSample {
  static let reductions: [PrimitiveSample] =
    monoid(ReduceSum.init) + monoid(ReduceProduct.init) + monoid(ReduceMax.init) + monoid(ReduceMin.init)
    + monoid(ReduceAnd.init) + monoid(ReduceOr.init) + general + products

  /// Over the last axis, over the first, over all, over an axis on either side of one that is kept, and over so many
  /// elements that they are cut in blocks.
  private static func monoid<P: MonoidReduction>(
    _ make: @escaping @Sendable ([Int], TensorType) -> P
  ) -> [PrimitiveSample] {
    let shapes: [@Sendable (Int) -> (extents: [Int], axes: [Int])] = [
      { ([3, $0], [1]) }, { ([3, $0], [0]) }, { ([$0, 3], [0]) }, { ([$0, 2], [0, 1]) },
      { ([3, $0, 5], [0, 2]) }, { ([$0 * 67], [0]) }, { ([$0 * 17, 9], [0]) },
    ]
    let standard = shapes.map { shape in
      PrimitiveSample(P.self) { dtype, extent in
        let operand = try TensorType(dtype, Shape(shape(extent).extents))
        return Application(make(shape(extent).axes, operand), [operand])
      }
    }
    let blocks = PrimitiveSample(P.self) { dtype, extent in
      Application(P(axes: [1], order: ReductionOrder(lanes: 4, block: 7)), [try type(dtype, 2, extent)])
    }
    return standard + [blocks]
  }

  private static let general: [PrimitiveSample] = [
    PrimitiveSample(Reduce.self) { dtype, extent in
      let operand = try type(dtype, 3, extent)
      return Application(
        Reduce(axes: [1], of: [operand]), [operand, try type(dtype)],
        regions: [.scalars([dtype, dtype]) { [.apply(Multiply(), $0[0], $0[1])] }])
    },
    PrimitiveSample(Reduce.self) { dtype, extent in
      _ = try Compare(.greaterEqual).resultType(of: [dtype, dtype])
      let (operand, index) = (try type(dtype, 2, extent), try type(.int32, 2, extent))
      return Application(
        Reduce(axes: [1], of: [operand, index]), [operand, index, try type(dtype), try type(.int32)],
        regions: [.argumentOfMaximum(dtype, .int32)])
    },
    PrimitiveSample(Reduce.self) { dtype, extent in
      _ = try Compare(.greaterEqual).resultType(of: [dtype, dtype])
      let (operand, index) = (try type(dtype, 5, extent), try type(.int64, 5, extent))
      return Application(
        Reduce(axes: [0], of: [operand, index]),
        [operand, index, try type(dtype, extent), try type(.int64)],
        regions: [.argumentOfMaximum(dtype, .int64)])
    },
  ]

  private static func product(
    _ contracting: ([Int], [Int]), batch: ([Int], [Int]) = ([], []),
    _ operands: @escaping @Sendable (DType, Int) throws -> [TensorType]
  ) -> PrimitiveSample {
    PrimitiveSample(DotGeneral.self) { dtype, extent in
      Application(
        DotGeneral(
          lhsBatch: batch.0, rhsBatch: batch.1, lhsContracting: contracting.0,
          rhsContracting: contracting.1, resultDType: dtype),
        try operands(dtype, extent))
    }
  }

  private static let products: [PrimitiveSample] = [
    product(([0], [0])) { [try type($0, $1), try type($0, $1)] },
    product(([1], [0])) { [try type($0, 2, 5), try type($0, 5, $1)] },
    product(([1], [1])) { [try type($0, $1, 3), try type($0, 7, 3)] },
    product(([0], [1])) { [try type($0, $1, 2), try type($0, 3, $1)] },
    product(([2, 1], [0, 2]), batch: ([0], [1])) { [try type($0, 2, 3, $1), try type($0, $1, 2, 3, 2)] },
    PrimitiveSample(DotGeneral.self) { dtype, extent in
      Application(
        DotGeneral(lhsContracting: [1], rhsContracting: [0], resultDType: .float32),
        [try type(dtype, 3, 4), try type(dtype, 4, extent)])
    },
  ]

  static let effects: [PrimitiveSample] = [
    PrimitiveSample(CreateToken.self) { dtype, extent in
      // A token alone is nothing: one that starts an effect.
      Application(ordered: Record(), [try type(dtype, extent)])
    },
    PrimitiveSample(Check.self) { dtype, extent in
      Application(ordered: Check(.equal), [try type(dtype, extent), try type(dtype, extent)])
    },
    PrimitiveSample(Call.self) { dtype, extent in
      let operand = try type(dtype, extent)
      let builder = GraphBuilder()
      let parameters = [operand, operand].map { Tracer(builder.parameter(.tensor($0)), in: builder) }
      let sum = Tracer.apply(Add(), parameters[1], parameters[0])
      let body = builder.finish(name: "f", results: [sum.value, parameters[0].value])
      return Application(Call("f"), [operand, operand], regions: [Region(body)])
    },
  ]
}
