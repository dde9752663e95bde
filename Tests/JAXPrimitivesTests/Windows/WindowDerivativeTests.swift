import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

/// Bodies that have a derivative forwards alone say so.
struct WindowDerivativeTests {
  private let vector = TensorType(.float64, 4)

  private func error(_ primitive: any Primitive, _ types: [TensorType], _ region: Region) throws -> JAXError {
    let builder = GraphBuilder()
    let parameters = types.map { builder.parameter(.tensor($0)) }
    let graph = builder.finish(results: try builder.append(primitive, parameters, regions: [region]))
    let active = types.map { _ in true }
    // Forwards there is one.
    #expect(try graph.jvp(active, explicitZeros: true).graph.results.count == 2 * graph.results.count)
    return try #require(throws: JAXError.self) { try graph.pulledBack(active) }
  }

  @Test func productsOfWindows() throws {
    let product = Region.binary(.float64) { $0 * $1 }
    let error = try error(
      ReduceWindow(Windows(sizes: [2], strides: [1], dilations: [1])), [vector, .scalar(.float64)], product)
    #expect(error.operation == "reduce_window", "\(error)")
    #expect(error.hint?.contains("jvp") == true)
  }

  @Test func tensorsAccumulatedTogether() throws {
    let builder = GraphBuilder()
    let parameters = (0..<4).map { _ in
      Tracer(builder.parameter(.tensor(.scalar(.float64))), in: builder)
    }
    let results = [parameters[0] * parameters[2], parameters[1] + parameters[0] * parameters[3]]
    let error = try error(
      Cumulate(axis: 0, isReverse: false), [vector, vector, .scalar(.float64), .scalar(.float64)],
      Region(builder.finish(results: results.map(\.value))))
    #expect(error.operation == "cumulate", "\(error)")
    #expect(error.hint?.contains("a scan") == true)
  }
}
