import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

/// Between any two dtypes the bytes stay what they are: to a narrower one a last axis of the parts comes, to a wider
/// one it goes.
struct BitcastWidthTests {
  static let dtypes = DType.allCases.filter { $0 != .bool && !$0.isComplex }

  @Test(arguments: dtypes) func bytesStay(_ source: DType) throws {
    var random = SplitMix(seed: 41)
    for target in Self.dtypes {
      let ratio = target.byteCount / source.byteCount
      let type = ratio > 1 ? TensorType(source, 3, ratio) : TensorType(source, 3)
      let bytes = (0..<type.byteCount).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      let graph = try Sample(BitcastConvert(target), [type]).graph()
      let result = try evaluateInAllWays(graph, [try Literal(type, bytes: bytes)])[0]
      let parts = source.byteCount / target.byteCount
      #expect(result.type == (parts > 1 ? TensorType(target, 3, parts) : TensorType(target, 3)))
      #expect(result.expandedBytes == bytes, "\(source) to \(target), seed 41")
    }
  }
}
