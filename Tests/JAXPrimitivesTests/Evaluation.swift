import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

/// The results of a graph, its kernels run by the interpreter.
func evaluate(
  _ graph: Graph, _ inputs: [Literal], _ options: LoweringOptions = .reference,
  hostFunctions: [String: HostFunction] = [:]
) throws -> [Literal] {
  let lowered = try LoweredProgram(graph, options: options)
  var outputs: [Literal?] = []
  let types = graph.resultTypes.compactMap(\.tensor)
  let memory = inputs.map { allocate($0.expandedBytes) }
  var results: [UnsafeMutableRawBufferPointer] = []
  defer { for buffer in memory + results { buffer.deallocate() } }
  for (type, place) in zip(types, lowered.results) {
    if case .output(let position) = place, position == results.count {
      results.append(allocate([UInt8](repeating: 0xA5, count: type.byteCount)))
    }
  }
  try ProgramInterpreter(lowered.program).run(
    inputs: memory.map { UnsafeRawBufferPointer($0) }, outputs: results, hostFunctions: hostFunctions)
  for (type, place) in zip(types, lowered.results) {
    switch place {
    case .input(let position): outputs.append(inputs[position])
    case .output(let position): outputs.append(try Literal(type, bytes: Array(results[position])))
    }
  }
  return outputs.compactMap(\.self)
}

/// The results of a graph by the reference evaluation, which fusion, schedules and machine code must not change.
func evaluateInAllWays(_ graph: Graph, _ inputs: [Literal], compiles: Bool = true) throws -> [Literal] {
  try graph.verify()
  let reference = try evaluate(graph, inputs)
  let ways = [
    LoweringOptions(fuses: true, vectors: nil), LoweringOptions(),
    LoweringOptions(vectors: VectorTarget(lanes: 4, interleave: 1)),
    LoweringOptions(vectors: VectorTarget(lanes: 8, interleave: 3)),
  ]
  for way in ways {
    let results = try evaluate(graph, inputs, way)
    #expect(results == reference, "\(way)")
  }
  if compiles {
    let results = try compileAndRun(graph, inputs, LoweringOptions())
    #expect(results == reference, "machine code")
  }
  return reference
}

private func allocate(_ bytes: [UInt8]) -> UnsafeMutableRawBufferPointer {
  let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
  memory.copyBytes(from: bytes)
  return memory
}

/// The graph that `body` makes of parameters of `types`.
func graph(_ types: [TensorType], _ body: ([Tracer]) throws -> [Tracer]) rethrows -> Graph {
  let builder = GraphBuilder()
  let parameters = types.map { Tracer(builder.parameter(.tensor($0)), in: builder) }
  let results = try body(parameters)
  return builder.finish(results: results.map(\.value))
}

/// The graph of one instruction.
func graph(
  of primitive: any Primitive, _ types: [TensorType], regions: [Region] = []
) throws -> Graph {
  let builder = GraphBuilder()
  let parameters = types.map { builder.parameter(.tensor($0)) }
  return builder.finish(results: try builder.append(primitive, parameters, regions: regions))
}

extension TensorType {
  init(_ dtype: DType, _ extents: [Int]) throws { self.init(dtype, try Shape(extents)) }
}

extension Literal {
  init<Element>(_ type: TensorType, of elements: [Element]) throws {
    try self.init(type, bytes: elements.withUnsafeBytes { Array($0) })
  }

  func elements<Element>(_ element: Element.Type = Element.self) -> [Element] {
    expandedBytes.withUnsafeBytes { bytes in
      (0..<bytes.count / MemoryLayout<Element>.size).map {
        bytes.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Element>.size, as: Element.self)
      }
    }
  }

  /// Small numbers of either sign, of many binades in a float.
  static func random(_ type: TensorType, using generator: inout SplitMix) throws -> Literal {
    var bytes: [UInt8] = []
    for _ in 0..<type.shape.count * type.dtype.partCount {
      let component = type.dtype.component
      let constant =
        switch component.kind {
        case .bool: Kernel.Constant(.bool, integer: Int.random(in: 0...1, using: &generator))
        case .signed: Kernel.Constant(component, integer: Int.random(in: -100...100, using: &generator))
        case .unsigned: Kernel.Constant(component, integer: Int.random(in: 0...200, using: &generator))
        case .float, .complex: Kernel.Constant(component, Double.random(in: -2...2, using: &generator))
        }
      withUnsafeBytes(of: constant.bits.littleEndian) { bytes += $0.prefix(component.byteCount) }
    }
    return try Literal(type, bytes: bytes)
  }

  /// Element `position` along `axis`: what batching leaves one program of the batch.
  func slice(_ axis: Int, _ position: Int) throws -> Literal {
    let extents = type.shape.extents
    let size = type.dtype.byteCount * extents[(axis + 1)...].reduce(1, *)
    let outer = extents[..<axis].reduce(1, *)
    let bytes = expandedBytes
    let chosen = (0..<outer).flatMap { block in
      let start = (block * extents[axis] + position) * size
      return bytes[start..<start + size]
    }
    return try Literal(type.with(shape: type.shape.removing([axis])), bytes: chosen)
  }
}

/// Checks that the batched graph does to each element of a batch what the graph does, bit for bit.
func expectBatching(
  of graph: Graph, axes: [Int?], size: Int, using generator: inout SplitMix,
  _ location: SourceLocation = #_sourceLocation
) throws {
  let batched = try graph.vectorized(axes: axes, size: size)
  let inputs = try batched.graph.parameterTypes.compactMap(\.tensor).map {
    try Literal.random($0, using: &generator)
  }
  let results = try evaluate(batched.graph, inputs)
  for position in 0..<size {
    let slices = try zip(inputs, axes).map { input, axis in
      try axis.map { try input.slice($0, position) } ?? input
    }
    let expected = try evaluate(graph, slices)
    let got = try zip(results, batched.axes).map { result, axis in
      try axis.map { try result.slice($0, position) } ?? result
    }
    #expect(got == expected, "axes \(axes)", sourceLocation: location)
  }
}

/// All indices of a shape, in row-major order.
func indices(of extents: [Int]) -> [[Int]] {
  extents.reduce([[]]) { prefixes, extent in prefixes.flatMap { prefix in (0..<extent).map { prefix + [$0] } }
  }
}

/// The position of an element in row-major order.
func position(_ index: [Int], in extents: [Int]) -> Int {
  zip(index, extents).reduce(0) { $0 * $1.1 + $1.0 }
}
