import JAXIR
import Testing

struct RowStrideTests {
  @Test(arguments: [DType.int8, .float16, .float32, .float64])
  func rowsAreAnOddNumberOfLinesApart(_ dtype: DType) {
    for count in 1...1_000 {
      let byteCount = dtype.rowStride(count) * dtype.byteCount
      #expect(byteCount % 128 == 64)
      #expect(byteCount >= count * dtype.byteCount)
      #expect(byteCount < count * dtype.byteCount + 128)
    }
  }
}
