import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

struct BatchingTests {
  /// How a rule batches does not depend on which float or integer it is.
  static let samples = Sample.all.filter { sample in
    let skipped: Set<DType> = [.float32, .bfloat16, .float16, .uint8, .uint64, .int8]
    return !sample.operands.isEmpty && !sample.operands.contains { skipped.contains($0.dtype) }
  }

  /// Every set of batched operands, each with its batch axis first and last: the same bits as one call per slice.
  @Test(arguments: samples)
  func aBatchIsALoopOverItsSlices(_ sample: Sample) throws {
    let (graph, size) = (try sample.graph(), 2)
    for subset in 1..<(1 << sample.operands.count) {
      for isLast in [false, true] {
        let axes = sample.operands.enumerated().map { position, type -> Int? in
          subset >> position & 1 == 0 ? nil : isLast ? type.rank : 0
        }
        try check(sample, graph, axes, size)
      }
    }
  }

  private func check(_ sample: Sample, _ graph: Graph, _ axes: [Int?], _ size: Int) throws {
    var random = SplitMix(seed: 7)
    let arguments = try zip(sample.operands, axes).map { type, axis in
      var extents = type.shape.extents
      if let axis { extents.insert(size, at: axis) }
      return Literal.random(type.with(shape: try Shape(extents)), in: sample.domain, &random)
    }
    let batched = try graph.vectorized(axes: axes, size: size)
    try batched.graph.verify()
    let results = try evaluate(batched.graph, arguments)
    for position in 0..<size {
      let slices = try zip(arguments, axes).map { argument, axis in
        try axis.map { try argument.slice($0, position) } ?? argument
      }
      for (result, (axis, expected)) in zip(results, zip(batched.axes, try evaluate(graph, slices))) {
        let actual = try axis.map { try result.slice($0, position) } ?? result
        #expect(actual == expected, "axes \(axes), slice \(position)")
      }
    }
  }
}
