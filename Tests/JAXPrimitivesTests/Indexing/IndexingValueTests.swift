import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

/// Slices at computed places, gathers and scatters against the model, bit for bit.
struct IndexingValueTests {
  private static let integers = DType.allCases.filter(\.isInteger)

  private func dtypes(_ seed: UInt64) -> (element: DType, index: DType) {
    let (all, integers) = (DType.allCases, Self.integers)
    return (all[Int(seed) % all.count], integers[Int(seed / 3) % integers.count])
  }

  @Test(arguments: 0..<150 as Range<UInt64>)
  func gathers(_ seed: UInt64) throws {
    var random = try RandomIndexing(seed: seed)
    let (element, index) = dtypes(seed)
    let operand = try random.anyBits(TensorType(element, random.operand))
    let indices = random.indexLiteral(index)
    let gather = Gather(random.axes, sizes: random.sizes)
    let graph = try graph(of: gather, [operand.type, indices.type])
    #expect(graph.resultTypes == [.tensor(TensorType(element, random.windows))])
    let result = try evaluateInAllWays(graph, [operand, indices], compiles: seed % 5 == 0)[0]
    let expected = IndexingModel.gather(gather, operand, indices, result.type)
    #expect(result == expected, "seed \(seed): \(gather)")
  }

  @Test(arguments: 0..<150 as Range<UInt64>)
  func scatters(_ seed: UInt64) throws {
    var random = try RandomIndexing(seed: 1_000 + seed)
    let (element, index) = dtypes(seed)
    let operand = try random.anyBits(TensorType(element, random.operand))
    let indices = random.indexLiteral(index)
    let updates = try random.anyBits(TensorType(element, random.windows))
    let isSum = element.isInteger && seed % 2 == 0
    // No sum, but one that shows the order: 3a + u.
    let region = Region.binary(element) { isSum ? $0 + $0 + $0 + $1 : $1 }
    let scatter = Scatter(random.axes)
    let graph = try graph(of: scatter, [operand.type, indices.type, updates.type], regions: [region])
    let result = try evaluateInAllWays(graph, [operand, indices, updates], compiles: seed % 5 == 0)[0]
    let expected = IndexingModel.scatter(random.axes, operand, indices, updates) { old, update in
      isSum ? combined(old, update) : update
    }
    #expect(result == expected, "seed \(seed): \(scatter)")
  }

  /// `3a + u` of integers of any width, the low bytes of wide arithmetic.
  private func combined(_ old: [UInt8], _ update: [UInt8]) -> [UInt8] {
    func number(_ bytes: [UInt8]) -> UInt64 { bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) } }
    let sum = number(old) &* 3 &+ number(update)
    return withUnsafeBytes(of: sum.littleEndian) { Array($0.prefix(old.count)) }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func slicesAndUpdates(_ seed: UInt64) throws {
    var random = try RandomIndexing(seed: 2_000 + seed)
    let (element, index) = dtypes(seed)
    let shape = random.operand
    let operand = try random.anyBits(TensorType(element, shape))
    let sizes = shape.extents.map { Int.random(in: 0...$0, using: &random.random) }
    let update = try random.anyBits(try TensorType(element, sizes))
    let starts = sizes.map { _ in
      let far = [Int.min, .max, 300].randomElement(using: &random.random)!
      let isFar = Int.random(in: 0..<4, using: &random.random) == 0
      return Literal(
        splat: Kernel.Constant(index, integer: isFar ? far : Int.random(in: -3...9, using: &random.random)),
        shape: .scalar)
    }
    let places = starts.enumerated().map { axis, start in
      IndexingModel.clamped(start.wholeNumber(at: []), extent: shape[axis], size: sizes[axis])
    }
    func place(_ index: [Int]) -> [Int] { zip(places, index).map(+) }
    let types = starts.map(\.type)
    let slice = try graph(of: DynamicSlice(sizes: sizes), [operand.type] + types)
    let expected = indices(of: sizes).flatMap { operand.bytes(at: place($0)) }
    #expect(
      try evaluateInAllWays(slice, [operand] + starts, compiles: seed % 5 == 0)[0].expandedBytes == expected)

    var updated = operand.expandedBytes
    for index in indices(of: sizes) {
      let start = position(place(index), in: shape.extents) * element.byteCount
      updated.replaceSubrange(start..<start + element.byteCount, with: update.bytes(at: index))
    }
    let write = try graph(of: DynamicUpdateSlice(), [operand.type, update.type] + types)
    let arguments = [operand, update] + starts
    #expect(try evaluateInAllWays(write, arguments, compiles: seed % 5 == 0)[0].expandedBytes == updated)
  }

  /// The order of the windows is that of their indices: the last of several at one place stays, and a sum of floats
  /// is rounded in this order.
  @Test func windowsAreCombinedInOrder() throws {
    let axes = IndexedAxes(collapsed: [0], indexed: [0], vector: 1)
    let (tensor, indices) = (Literal.make(.float32, 0, 0), Literal.make(.int32, integers: 1, 0, 1, 1, 1))
    let updates = Literal.make(.float32, 1, 2, 0x1p24, 1, 4)
    func scattered(_ body: (Tracer, Tracer) -> Tracer) throws -> [Double] {
      let graph = try graph(
        of: Scatter(axes), [tensor.type, indices.type, updates.type], regions: [.binary(.float32, body)])
      return try evaluateInAllWays(graph, [tensor, indices, updates])[0].numbers
    }
    #expect(try scattered { $1 } == [2, 4])
    // 1 + 2²⁴ is 2²⁴, and so is that plus 1.
    #expect(try scattered { $0 + $1 } == [2, 0x1p24 + 4])
  }

  /// What dies where it is updated is updated in place: nothing is copied.
  @Test func updatesAreInPlace() throws {
    let type = TensorType(.float32, 1000)
    let indices = TensorType(.int32, 5, 1)
    let graph = graph([type, TensorType(.float32, 3), TensorType(.int32), indices]) { inputs in
      let computed = Tracer.apply(Exp(), inputs[0])
      let written = Tracer.apply(DynamicUpdateSlice(), computed, inputs[1], inputs[2])
      let updates = Tracer.apply(Sqrt(), inputs[3].convert(to: .float32).reshape(to: try! Shape([5])))
      let axes = IndexedAxes(collapsed: [0], indexed: [0], vector: 1)
      return Tracer.apply(
        Scatter(axes), [written, inputs[3], updates], regions: [.binary(.float32) { $0 + $1 }])
    }
    let program = try LoweredProgram(graph).program
    #expect(program.arenaByteCount == 0, "\(program)")
    let copies = program.steps.count { if case .copy = $0 { true } else { false } }
    #expect(copies == 0, "\(program)")
    // The updates are computed where they are used.
    #expect(program.steps.count == 3, "\(program)")
    let arguments = [
      Literal.make(type, (0..<1000).map { Kernel.Constant(.float32, Double($0) / 1000) }),
      .make(.float32, 7, 8, 9), Literal(splat: Kernel.Constant(.int32, integer: 990), shape: .scalar),
      .make(indices, [3, 991, 3, -1, 1000].map { Kernel.Constant(.int32, integer: $0) }),
    ]
    _ = try evaluateInAllWays(graph, arguments)
  }

  /// A body may be any function of scalars; what is none is an error that says so.
  @Test func bodiesAreScalarCode() throws {
    let axes = IndexedAxes(collapsed: [0], indexed: [0], vector: 1)
    let types = [TensorType(.float32, 4), TensorType(.int32, 2), TensorType(.float32, 2)]
    let region = Region.binary(.float32) { a, b in
      Tracer.apply(Fma(), a, b, b).reshape(to: try! Shape([1])).sum(over: [0])
    }
    let graph = try graph(of: Scatter(axes), types, regions: [region])
    let error = try #require(throws: JAXError.self) { try LoweredProgram(graph) }
    #expect(error.code == .unsupported && error.message.contains("inside a region of scalars"))
  }
}
