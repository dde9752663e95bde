import JAX
import Testing

struct ConvolutionsTests {
  /// `x[i] · k[j]` wherever `i + low = o · stride + j · dilation`.
  private func expected(
    _ x: [Double], _ k: [Double], count: Int, stride: Int, low: Int, dilation: Int = 1, gap: Int = 1
  ) -> [Double] {
    (0..<count).map { o in
      k.indices.reduce(0) { sum, j in
        let place = o * stride + j * dilation - low
        guard place >= 0, place % gap == 0, place / gap < x.count else { return sum }
        return sum + x[place / gap] * k[j]
      }
    }
  }

  private let x: [Double] = [1, -2, 3, 5, -7, 4, 2]
  private let k: [Double] = [2, 1, -3]

  private func convolved(
    strides: [Int]? = nil, padding: ConvolutionPadding = .valid, inputDilation: [Int]? = nil,
    kernelDilation: [Int]? = nil
  ) throws -> [Double] {
    let result = convolution(
      Tensor(x, shape: [1, 1, 7]), Tensor(k, shape: [1, 1, 3]), strides: strides, padding: padding,
      inputDilation: inputDilation, kernelDilation: kernelDilation)
    return try result.elements(as: Double.self)
  }

  @Test func theKernelWalksAlongTheInput() throws {
    #expect(try convolved() == expected(x, k, count: 5, stride: 1, low: 0))
    #expect(try convolved(strides: [2]) == expected(x, k, count: 3, stride: 2, low: 0))
    #expect(try convolved(kernelDilation: [3]) == expected(x, k, count: 1, stride: 1, low: 0, dilation: 3))
    #expect(
      try convolved(inputDilation: [2]) == expected(x, k, count: 11, stride: 1, low: 0, dilation: 1, gap: 2))
  }

  @Test func paddingIsZeros() throws {
    #expect(try convolved(padding: .same) == expected(x, k, count: 7, stride: 1, low: 1))
    #expect(try convolved(strides: [3], padding: .same) == expected(x, k, count: 3, stride: 3, low: 1))
    #expect(
      try convolved(padding: .explicit([(before: 2, after: 0)]))
        == expected(x, k, count: 7, stride: 1, low: 2))
  }

  @Test func featuresMayBeFirstOrLast() throws {
    let images = Tensor((0..<2 * 3 * 5 * 4).map { Double($0 % 11) }, shape: [2, 3, 5, 4])
    let kernel = Tensor((0..<6 * 3 * 2 * 3).map { Double($0 % 7) - 3 }, shape: [6, 3, 2, 3])
    let first = convolution(images, kernel, padding: .same)
    let last = convolution(
      images.transposed([0, 2, 3, 1]), kernel.transposed([2, 3, 1, 0]), padding: .same, layout: .featuresLast)
    #expect(first.shape == [2, 6, 5, 4])
    #expect(try first.elements(as: Double.self) == last.transposed([0, 3, 1, 2]).elements(as: Double.self))
    let inJit = jit { (x: Tensor, k: Tensor) in convolution(x, k, padding: .same) }(images, kernel)
    #expect(try inJit.elements(as: Double.self) == first.elements(as: Double.self))
  }

  @Test func groupsMeetTheirOwnFeatures() throws {
    let x = Tensor([1.0, 2, 3, 4, 5, 6], shape: [1, 2, 3])
    let kernel = Tensor([10.0, 100], shape: [2, 1, 1])
    #expect(try convolution(x, kernel, groups: 2).elements(as: Double.self) == [10, 20, 30, 400, 500, 600])
  }

  @Test func whatDoesNotFitIsAnError() {
    func message(_ x: Tensor, _ kernel: Tensor, strides: [Int]? = nil) -> String? {
      let error = #expect(throws: JAXError.self) {
        try withErrors { _ = convolution(x, kernel, strides: strides, padding: .same) }
      }
      return error?.description
    }
    #expect(message(.ones([4, 4]), .ones([3]))?.contains("do not have as many axes") == true)
    #expect(message(.ones([1, 2, 4]), .ones([1, 3, 2]))?.contains("convolution") == true)
    #expect(message(.ones([1, 2, 4]), .ones([1, 2, 2]), strides: [0])?.contains("convolution") == true)
    #expect(message(.ones([1, 2, 4]), .ones([1, 2, 2]), strides: [1, 1])?.contains("convolution") == true)
  }
}
