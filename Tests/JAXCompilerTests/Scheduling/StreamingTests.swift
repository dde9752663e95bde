import JAXIR
import Testing

@testable import JAXCompiler

/// Which buffers are written past the caches.
struct StreamingTests {
  private func access(_ body: String, beyond byteCount: Int = 1 << 20) throws -> Kernel.Access {
    let kernel = try Kernel(
      parsing: "kernel fill(@0: read f32[?], @1: write f32[1048576]) {\n\(body)\n}")
    try kernel.verify()
    let streamed = kernel.streamed(beyond: byteCount)
    try streamed.verify()
    #expect(try Kernel(parsing: streamed.description) == streamed)
    return streamed.parameters[1].access
  }

  private func loop(_ index: String, _ vector: String = "vector(16 x 4)", mask: String = "") -> String {
    """
    %0: f32 = load @0[0]
    %1: bool = cmp.lt %0, %0
    loop %2 in 0 ..< 64 threads(grain 1) {
      %3: i64 = index [%2*16]
      loop %4 in 0 ..< 16 \(vector) {
        %5: i64 = index [%3 + %4]
        store %0, @1[\(index)]\(mask)
      }
    }
    """
  }

  @Test func alignedVectorsOfALargeBuffer() throws {
    #expect(try access(loop("%5")) == .stream)
    #expect(try access(loop("%2*32 + %4 + 64")) == .stream)
    #expect(try access(loop("%5"), beyond: 1 << 22) == .write)
  }

  @Test(arguments: ["%5 + 1", "%5*2", "%2*8 + %4", "%2*16 - %4 + 2048", "%3"])
  func notWhatLiesElsewhere(_ index: String) throws {
    #expect(try access(loop(index, index == "%3" ? "" : "vector(16 x 4)")) == .write)
  }

  @Test func notUnderAMask() throws {
    #expect(try access(loop("%5", mask: " where %1")) == .write)
  }

  @Test func oneOtherStoreIsEnough() throws {
    #expect(try access(loop("%5") + "\nstore %0, @1[3]") == .write)
  }
}
