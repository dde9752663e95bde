import JAXIR
import Testing

struct RandomGraphTextTests {
  @Test func everyGraphReadsBackAsItPrints() throws {
    for seed in UInt64(0)..<100 {
      var generator = RandomGraph(seed: seed)
      let graph = try generator.graph(size: 30)
      let text = graph.description
      let read = try Graph(parsing: text, vocabulary: .test)
      #expect(read == graph && read.description == text, "seed \(seed)\n\(text)")
    }
  }
}
