import JAXIR
import Testing

struct LiteralTests {
  /// A splat has its element as often as its shape says.
  @Test(arguments: [0, 1, 2, 3, 64, 1_000, 1_025])
  func splatsExpand(_ count: Int) throws {
    let shape = try Shape([count])
    for constant in [Kernel.Constant(.float32, 1.5), Kernel.Constant(.int8, integer: -3)] {
      let literal = Literal(splat: constant, shape: shape)
      let element = Literal(splat: constant, shape: .scalar).expandedBytes
      #expect(element.count == constant.dtype.byteCount)
      #expect(literal.expandedBytes == (0..<count).flatMap { _ in element })
    }
  }
}
