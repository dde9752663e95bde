import JAXIR
import JAXPrimitives

extension PrimitiveSample {
  static let windows = reduced + selected + cumulated

  /// Without padding, with padding of both signs, gaps in the windows and in the operand, and over two axes.
  private static let geometries: [@Sendable (Int) -> (windows: Windows, extents: [Int])] = [
    { (Windows(sizes: [3]), [$0]) },
    { (Windows(sizes: [3], strides: [2], low: [1], high: [2]), [$0]) },
    { (Windows(sizes: [2], dilations: [3], baseDilations: [2], low: [2], high: [-1]), [$0]) },
    { (Windows(sizes: [2, 3], strides: [1, 2], low: [1, -1], high: [0, 1]), [4, $0]) },
    { (Windows(sizes: [3, 1], strides: [2, 1], low: [1, 0], high: [1, 0]), [5, $0]) },
  ]

  private static func isNumber(_ dtype: DType) throws {
    guard dtype != .bool else { throw JAXError(.dtypeMismatch, "no sum of bools") }
  }

  private static let reduced: [PrimitiveSample] = geometries.flatMap { geometry in
    [
      PrimitiveSample(ReduceWindow.self) { dtype, extent in
        try isNumber(dtype)
        let (windows, extents) = geometry(extent)
        return Application(
          ReduceWindow(windows), [try TensorType(dtype, Shape(extents)), try type(dtype)],
          regions: [.scalars([dtype, dtype]) { [$0[0] + $0[1]] }])
      },
      PrimitiveSample(ReduceWindow.self) { dtype, extent in
        guard !dtype.isComplex else { throw JAXError(.dtypeMismatch, "no order of complex numbers") }
        let (windows, extents) = geometry(extent)
        let shape = try Shape(extents)
        return Application(
          ReduceWindow(windows),
          [TensorType(dtype, shape), TensorType(.int32, shape), try type(dtype), try type(.int32)],
          regions: [.argumentOfMaximum(dtype, .int32)])
      },
    ]
  }

  private static let selected: [PrimitiveSample] = geometries.flatMap { geometry in
    [
      PrimitiveSample(SelectAndGather.self) { dtype, extent in
        let (windows, extents) = geometry(extent)
        let shape = try Shape(extents)
        return Application(
          SelectAndGather(windows), [TensorType(dtype, shape), TensorType(.float32, shape)],
          regions: [.scalars([.float32, .float32]) { [$0[0].compare(.greaterEqual, $0[1])] }])
      },
      PrimitiveSample(SelectAndScatter.self) { dtype, extent in
        try isNumber(dtype)
        let (windows, extents) = geometry(extent)
        let operand = TensorType(.int32, try Shape(extents))
        let gather = SelectAndGather(windows)
        let regions = [Region.scalars([.int32, .int32]) { [$0[0].compare(.less, $0[1])] }]
        let source = try gather.resultTypes(of: [.tensor(operand), .tensor(operand)], regions: regions)[0]
        return Application(
          SelectAndScatter(windows), [operand, source.tensor!.with(dtype: dtype), try type(dtype)],
          regions: regions + [.scalars([dtype, dtype]) { [$0[0] + $0[1]] }])
      },
    ]
  }

  private static let cumulated: [PrimitiveSample] = [false, true].flatMap { isReverse in
    [
      PrimitiveSample(Cumulate.self) { dtype, extent in
        try isNumber(dtype)
        return Application(
          Cumulate(axis: 0, isReverse: isReverse), [try type(dtype, extent), try type(dtype)],
          regions: [.scalars([dtype, dtype]) { [$0[0] + $0[1]] }])
      },
      PrimitiveSample(Cumulate.self) { dtype, extent in
        guard !dtype.isComplex else { throw JAXError(.dtypeMismatch, "no order of complex numbers") }
        let (operand, index) = (try type(dtype, 3, extent), try type(.int32, 3, extent))
        return Application(
          Cumulate(axis: 0, isReverse: isReverse), [operand, index, try type(dtype), try type(.int32)],
          regions: [.argumentOfMaximum(dtype, .int32)])
      },
      PrimitiveSample(Cumulate.self) { dtype, extent in
        try isNumber(dtype)
        return Application(
          Cumulate(axis: 1, isReverse: isReverse), [try type(dtype, 5, extent), try type(dtype)],
          regions: [.scalars([dtype, dtype]) { [.apply(Multiply(), $0[0], $0[1])] }])
      },
    ]
  }
}
