import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

struct RandomNumbersTests {
  private func numbers(
    _ dtype: DType, _ a: Double, _ b: Double, count: Int,
    _ draw: (Tracer, Tracer, Tracer, TensorType) throws -> Tracer
  ) throws -> [Double] {
    let type = TensorType(dtype, count)
    let builder = GraphBuilder()
    let state = builder.constant(
      .make(TensorType(.uint64, 2), [11, 0].map { Kernel.Constant(.uint64, integer: $0) }))
    let bounds = [a, b].map {
      builder.constant(Literal(splat: Kernel.Constant(dtype, $0), shape: .scalar))
    }
    let result = try draw(state, bounds[0], bounds[1], type)
    return try evaluate(builder.finish(results: [result.value]), [])[0].numbers
  }

  @Test(arguments: [DType.float16, .bfloat16, .float32, .float64, .int8, .int32, .uint64])
  func evenNumbersStayInRange(_ dtype: DType) throws {
    let values = try numbers(dtype, 3, 7, count: 4000) { try $0.uniform(from: $1, to: $2, $3) }
    #expect(values.allSatisfy { $0 >= 3 && $0 < 7 })
    let mean = values.reduce(0, +) / 4000
    #expect(abs(mean - (dtype.isFloat ? 5 : 4.5)) < 0.1)
    let expected = dtype.isFloat ? 4.0 / 3 : 1.25
    #expect(abs(values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 4000 - expected) < 0.1)
  }

  @Test(arguments: [DType.float16, .float32, .float64]) func normalNumbers(_ dtype: DType) throws {
    let values = try numbers(dtype, -1, 0.5, count: 4000) { try $0.normal(mean: $1, deviation: $2, $3) }
    let mean = values.reduce(0, +) / 4000
    let variance = values.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / 4000
    #expect(abs(mean + 1) < 0.03 && abs(variance - 0.25) < 0.02, "\(mean), \(variance)")
    // Of 4000, 27 per 10,000 beyond three deviations.
    #expect((2...25).contains(values.count { abs($0 + 1) > 1.5 }))
  }
}
