import JAXIR
import JAXPrimitives

extension PrimitiveSample {
  /// Loops that turn zero, one and several times, and choices whose index may be anything.
  static let control: [PrimitiveSample] =
    [0, 1, 4].flatMap { trips in
      [
        // The state changes places, and an invariant is read.
        PrimitiveSample(While.self) { dtype, extent in
          try loop(trips, type(dtype, extent), count: 3) { state in
            [state[1], state[2], join(state[0], state[3])]
          }
        },
        // One kernel of scalars.
        PrimitiveSample(While.self) { dtype, extent in
          guard extent == 1 else { throw JAXError(.unsupported, "one extent is enough") }
          return loop(trips, .scalar(dtype), count: 2) { state in
            [join(state[1], state[2]), join(state[0], state[2])]
          }
        },
      ]
    } + [
      PrimitiveSample(Case.self) { dtype, extent in
        let type = try type(dtype, extent)
        let branches: [([Tracer]) -> [Tracer]] = [
          { [join($0[0], $0[1]), $0[0]] }, { [$0[1], $0[1]] },
          { [$0[0], join($0[1], $0[0])] },
        ]
        return Application(
          Case(), [.scalar(.int32), type, type], regions: branches.map { .tensors([type, type], $0) })
      }
    ] + scans + functions + sorts

  /// Functions with rules of their own mean what they compute.
  private static let functions: [PrimitiveSample] = [
    PrimitiveSample(Checkpoint.self) { dtype, extent in
      let type = try type(dtype, extent)
      return Application(
        Checkpoint(saved: ["a"], isRerun: extent > 1), [type, type],
        regions: [.tensors([type, type]) { [join($0[0], $0[1]), $0[0]] }])
    },
    PrimitiveSample(CustomJvp.self) { dtype, extent in
      let type = try type(dtype, extent)
      let count = dtype.isFloat || dtype.isComplex ? 4 : 2
      return Application(
        CustomJvp("f"), [type, type],
        regions: [
          .tensors([type, type]) { [join($0[0], $0[1])] },
          .tensors(Array(repeating: type, count: count)) { count == 4 ? [$0[0], $0[2]] : [$0[0]] },
        ])
    },
    PrimitiveSample(CustomVjp.self) { dtype, extent in
      let type = try type(dtype, extent)
      let isFloat = dtype.isFloat || dtype.isComplex
      return Application(
        CustomVjp("f"), [type],
        regions: [
          .tensors([type]) { [join($0[0], $0[0])] }, .tensors([type]) { $0 },
          .tensors(isFloat ? [type] : []) { $0 },
        ])
    },
  ]

  /// No, one and several slices, in both orders, with and without a count.
  private static let scans: [PrimitiveSample] = [0, 1, 3].flatMap { length in
    [false, true].map { isReversed in
      PrimitiveSample(Scan.self) { dtype, extent in
        let slice = try type(dtype, extent)
        let scan = Scan(
          length: length, invariants: 1, carries: 1, isReversed: isReversed, isCounted: isReversed)
        let operands = [slice, slice, try type(dtype, length, extent)]
        return Application(
          scan, (isReversed ? [.scalar(.int32)] : []) + operands,
          regions: [.tensors([slice, slice, slice]) { [join($0[1], $0[2]), join($0[0], $0[1]), $0[2]] }])
      }
    }
  }

  /// By a total order, as JAX orders floats, backwards, and by a comparator that is no order where there are NaNs.
  private static let sorts: [PrimitiveSample] = [
    PrimitiveSample(Sort.self) { dtype, extent in
      guard !dtype.isComplex else { throw JAXError(.unsupported, "complex numbers have no order") }
      return Application(
        Sort(axis: 0), [try type(dtype, extent), try type(.int32, extent)],
        regions: [.order([dtype, .int32])])
    },
    PrimitiveSample(Sort.self) { dtype, extent in
      guard !dtype.isComplex else { throw JAXError(.unsupported, "complex numbers have no order") }
      return Application(
        Sort(axis: 1), [try type(dtype, 3, extent, 2)],
        regions: [.scalars([dtype, dtype]) { [.apply(Compare(.greater), $0[0], $0[1])] }])
    },
  ]

  /// Something that every dtype has.
  private static func join(_ a: Tracer, _ b: Tracer) -> Tracer {
    a.dtype.isComplex ? .apply(Add(), a, b) : .apply(Maximum(), a, b)
  }

  /// A loop over a counter, of which only some bits count, so that it ends wherever it starts; `count` tensors of
  /// `type`; and one more as an invariant.
  private static func loop(
    _ trips: Int, _ type: TensorType, count: Int, _ body: ([Tracer]) -> [Tracer]
  ) -> Application {
    let types = [TensorType.scalar(.int32)] + Array(repeating: type, count: count + 1)
    return Application(
      While(invariants: 1), types,
      regions: [
        .tensors(types) { [Tracer.apply(And(), $0[0], $0[0].filled(7)).compare(.less, Double(trips))] },
        .tensors(types) { [$0[0] + 1] + body(Array($0.dropFirst())) },
      ])
  }
}

extension Region {
  /// The order of the first of two values of each dtype, in which all zeros are one and all NaNs are.
  static func order(_ dtypes: [DType]) -> Region {
    scalars(dtypes.flatMap { [$0, $0] }) { values in
      let keys = values.prefix(2).map { x in
        guard dtypes[0].isFloat else { return x }
        let zero = x.compare(.equal, 0).select(0, x)
        return x.compare(.notEqual, x).select(x.filled(.nan), zero)
      }
      return [.apply(Compare(.less, isTotal: true), keys[0], keys[1])]
    }
  }

  /// The region that `body` makes of parameters of `types`.
  static func tensors(_ types: [TensorType], _ body: ([Tracer]) throws -> [Tracer]) rethrows -> Region {
    let builder = GraphBuilder()
    let parameters = types.map { Tracer(builder.parameter(.tensor($0)), in: builder) }
    return Region(builder.finish(results: try body(parameters).map(\.value)))
  }
}
