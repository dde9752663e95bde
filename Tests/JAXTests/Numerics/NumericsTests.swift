import JAXIR
import Testing

@testable import JAX

private func integers(_ tensor: Tensor) throws -> [Int32] { try tensor.elements() }

@Suite struct NumericsTests {
  let x = Tensor([1, 2, 3, 4, 5, 6] as [Float], shape: [2, 3])

  @Test func arithmeticBroadcasts() throws {
    let row = Tensor([10, 20, 30] as [Float])
    let column = Tensor([100, 200] as [Float], shape: [2, 1])
    #expect(try floats(x + row) == [11, 22, 33, 14, 25, 36])
    #expect(try floats(column - x) == [99, 98, 97, 196, 195, 194])
    #expect(try floats(-x / 2) == [-0.5, -1, -1.5, -2, -2.5, -3])
    #expect((row + column).shape == [2, 3])
    var y = x
    y *= 2
    y += 1
    #expect(try floats(y) == [3, 5, 7, 9, 11, 13])
    #expect(try floats(x) == [1, 2, 3, 4, 5, 6])
  }

  @Test func integersDivideAsFloats() throws {
    let quotient = Tensor([Int32(1), 2]) / 2
    #expect(quotient.dtype == .float32)
    #expect(try floats(quotient) == [0.5, 1])
    #expect(sqrt(Tensor([Int64(4)])).dtype == .float32)
  }

  @Test func comparisonsAndLogic() throws {
    let small = x .< 3
    let even = Tensor([false, true, false, true, false, true], shape: [2, 3])
    #expect(try small.elements(as: Bool.self) == [true, true, false, false, false, false])
    #expect(try (small & even).elements(as: Bool.self) == [false, true, false, false, false, false])
    #expect(try (small | ~even).elements(as: Bool.self) == [true, true, true, false, true, false])
    #expect(try (small ^ even).elements(as: Bool.self) == [true, false, false, true, false, true])
    #expect(try (x .== x).all().item(as: Bool.self))
    #expect(try !(x .!= x).any().item(as: Bool.self))
    #expect(try floats(select(small, x, -1)) == [1, 2, -1, -1, -1, -1])
    #expect(try rightShift(Tensor([Int32(-8), 8]), 1).elements(as: Int32.self) == [-4, 4])
    #expect(try rightShift(Tensor([UInt8(255)]), 1).elements(as: UInt8.self) == [127])
    #expect(try leftShift(Tensor([UInt8(3)]), 1).elements(as: UInt8.self) == [6])
  }

  @Test func reductions() throws {
    #expect(try floats(x.sum()) == [21])
    #expect(try floats(x.sum(axes: [0])) == [5, 7, 9])
    #expect(try floats(x.sum(axes: [-1])) == [6, 15])
    #expect(x.sum(axes: [1], keepingAxes: true).shape == [2, 1])
    #expect(try floats(x.max(axes: [0])) == [4, 5, 6])
    #expect(try floats(x.min(axes: [1])) == [1, 4])
    #expect(try floats(x.mean(axes: [1])) == [2, 5])
    #expect(try floats(x.variance(axes: [0])) == [2.25, 2.25, 2.25])
    #expect(try floats(Tensor([Float.nan, 1]).max())[0].isNaN)
    #expect(Tensor([true, true]).sum().dtype == .int32)
    #expect(try integers(Tensor([true, true]).sum()) == [2])
    #expect(try floats(Tensor.zeros([0, 3]).sum(axes: [0])) == [0, 0, 0])
  }

  @Test func productsAndDeviations() throws {
    #expect(try floats(x.product(axes: [1])) == [6, 120])
    #expect(try integers(Tensor([Int8(100), 100]).product()) == [10_000])
    #expect(try floats(Tensor.zeros([0]).product()) == [1])
    #expect(try floats(x.standardDeviation(axes: [0])) == [1.5, 1.5, 1.5])
    #expect(x.standardDeviation(keepingAxes: true).shape == [1, 1])
  }

  @Test func argumentExtrema() throws {
    let y = Tensor([3, 1, 3, 0, .nan, 9] as [Float], shape: [2, 3])
    #expect(try integers(y.argmax(axis: 1)) == [0, 1])
    #expect(try integers(y.argmin(axis: 1)) == [1, 1])
    #expect(try integers(y.argmax()) == [4])
    #expect(try integers(x.argmax(axis: 0, keepingAxes: true)) == [1, 1, 1])
    #expect(x.argmax(axis: 0, keepingAxes: true).shape == [1, 3])
    #expect(try integers(Tensor([-Float.infinity, -.infinity]).argmax()) == [0])
  }

  @Test func shapes() throws {
    #expect(try floats(x.T) == [1, 4, 2, 5, 3, 6])
    #expect(x.reshaped([3, -1]).shape == [3, 2])
    #expect(x.flattened().shape == [6])
    #expect(x.expanded(at: 1).shape == [2, 1, 3])
    #expect(x.expanded(at: -1).shape == [2, 3, 1])
    #expect(x.expanded(at: 0).squeezed().shape == [2, 3])
    #expect(try floats(x.reversed(axes: [1])) == [3, 2, 1, 6, 5, 4])
    #expect(try floats(concatenate([x, x], axis: 1)) == [1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6])
    #expect(stack([x, x, x], axis: 1).shape == [2, 3, 3])
    #expect(try floats(x.padded([(0, 1), (-1, 0)], with: 7)) == [2, 3, 5, 6, 7, 7])
    #expect(x.broadcast(to: [4, 2, 3]).shape == [4, 2, 3])
  }

  @Test func swappedAxes() throws {
    let y = x.reshaped([2, 1, 3]).swappedAxes(0, -1)
    #expect(y.shape == [3, 1, 2])
    #expect(try floats(y) == [1, 4, 2, 5, 3, 6])
    #expect(throws: JAXError.self) { try withErrors { x.swappedAxes(0, 2) } }
  }

  @Test func rolling() throws {
    let row = Tensor([0, 1, 2, 3, 4] as [Float])
    #expect(try floats(row.rolled(by: 2, axis: 0)) == [3, 4, 0, 1, 2])
    #expect(try floats(row.rolled(by: -7, axis: 0)) == [2, 3, 4, 0, 1])
    #expect(try floats(row.rolled(by: 10, axis: 0)) == [0, 1, 2, 3, 4])
    #expect(try floats(x.rolled(by: 1, axis: -1)) == [3, 1, 2, 6, 4, 5])
    #expect(Tensor.zeros([0]).rolled(by: 3, axis: 0).shape == [0])
  }

  @Test func tiling() throws {
    #expect(try floats(Tensor([1, 2] as [Float]).tiled([2])) == [1, 2, 1, 2])
    #expect(
      try floats(Tensor([1, 2] as [Float], shape: [2, 1]).tiled([2, 2])) == [1, 1, 2, 2, 1, 1, 2, 2])
    #expect(x.tiled([2, 1, 3]).shape == [2, 2, 9])
    #expect(x.tiled([3]).shape == [2, 9])
    #expect(x.tiled([0, 1]).shape == [0, 3])
    #expect(throws: JAXError.self) { try withErrors { x.tiled([-1]) } }
    #expect(throws: JAXError.self) { try withErrors { x.tiled([.max, 2]) } }
  }

  @Test func triangles() throws {
    #expect(try floats(x.lowerTriangle()) == [1, 0, 0, 4, 5, 0])
    #expect(try floats(x.upperTriangle()) == [1, 2, 3, 0, 5, 6])
    #expect(try floats(x.upperTriangle(diagonal: 1)) == [0, 2, 3, 0, 0, 6])
    #expect(try floats(x.lowerTriangle(diagonal: -1)) == [0, 0, 0, 4, 0, 0])
    #expect(x.reshaped([1, 2, 3]).lowerTriangle().shape == [1, 2, 3])
    #expect(throws: JAXError.self) { try withErrors { Tensor([1]).lowerTriangle() } }
  }

  @Test func equalDistances() throws {
    #expect(try floats(Tensor.linspace(-1, 1, count: 5)) == [-1, -0.5, 0, 0.5, 1])
    let many = try floats(Tensor.linspace(0.1, 0.7, count: 50))
    #expect(many.first == 0.1 && many.last == 0.7)
    #expect(try floats(Tensor.linspace(3, 9, count: 1)) == [3])
    #expect(throws: JAXError.self) { try withErrors { Tensor.linspace(0, 1, count: 2, .int32) } }
  }

  @Test func subscripts() throws {
    #expect(try floats(x[0]) == [1, 2, 3])
    #expect(try floats(x[-1, 0]) == [4])
    #expect(try floats(x[0..., 1]) == [2, 5])
    #expect(try floats(x[Slice.all, 1..<3]) == [2, 3, 5, 6])
    #expect(try floats(x[Slice.remaining, Slice(by: 2)]) == [1, 3, 4, 6])
    #expect(x[Slice.newAxis, 0].shape == [1, 3])
    #expect(x[Slice(from: 5)].shape == [0, 3])
    #expect(try floats(x[...0, Slice(to: -1)]) == [1, 2])
  }

  @Test func products() throws {
    #expect(try floats(matmul(x, x.T)) == [14, 32, 32, 77])
    #expect(try floats(matmul(x, Tensor([1, 0, 1] as [Float]))) == [4, 10])
    #expect(try floats(matmul(Tensor([1, 1] as [Float]), x)) == [5, 7, 9])
    #expect(try floats(dot(x[0], x[1])) == [32])
    let batch = stack([x, x * 2])
    #expect(try floats(matmul(batch, x.T)) == [14, 32, 32, 77, 28, 64, 64, 154])
    let rhs = stack([x.T, x.T * 2])
    #expect(try floats(matmul(x, rhs)) == [14, 32, 32, 77, 28, 64, 64, 154])
    #expect(try floats(matmul(batch, rhs)) == [14, 32, 32, 77, 56, 128, 128, 308])
    #expect(try floats(matmul(x[0], rhs)) == [14, 32, 28, 64])
    #expect(try floats(outer(x[0], x[1])) == [4, 5, 6, 8, 10, 12, 12, 15, 18])
    #expect(try floats(tensordot(x, x, axes: [0, 1], [0, 1])) == [91])
  }

  @Test func creation() throws {
    #expect(try floats(Tensor.zeros([2])) == [0, 0])
    #expect(try Tensor.ones([2], .float64).elements(as: Double.self) == [1, 1])
    for dtype in DType.allCases where !dtype.isComplex {
      #expect(Tensor.zeros([2], dtype).dtype == dtype)
      #expect(try floats(Tensor.ones([2], dtype).asType(.float32)) == [1, 1])
    }
    #expect(try integers(Tensor.arange(4)) == [0, 1, 2, 3])
    #expect(try floats(Tensor.eye(2, 3)) == [1, 0, 0, 0, 1, 0])
    #expect(try floats(Tensor.full([2], 2.5)) == [2.5, 2.5])
    #expect(
      try integers(Tensor([2.7, -2.7, .infinity, .nan] as [Float]).asType(.int32)) == [2, -2, .max, 0])
    #expect(try integers(Tensor([Float(1)]).bitCast(to: .int32)) == [0x3F80_0000])
  }

  @Test func rowsOfOneHot() throws {
    let rows = oneHot(Tensor([2, 0, 3, -1] as [Int32]), count: 3)
    #expect(rows.dtype == .float32 && rows.shape == [4, 3])
    #expect(try floats(rows) == [0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0])
    // Positions that do not fit the indices' dtype must not wrap to them.
    let narrow = oneHot(Tensor([1] as [Int8]), count: 300, .int32)
    #expect(try integers(narrow.sum()) == [1])
    #expect(throws: JAXError.self) { try withErrors { oneHot(x, count: 3) } }
  }

  @Test func weakNumbersTakeTheDTypeOfWhatTheyMeet() throws {
    #expect((Tensor.ones([2], .float16) * Tensor(weak: 0.5)).dtype == .float16)
    #expect((Tensor.ones([2], .int8) + Tensor(weak: 3)).dtype == .int8)
    let graph = try jit { (x: Tensor) in x * Tensor(weak: 0.25) }.lower(Tensor.ones([2]))
    #expect(graph.graph.parameterCount == 1, "a constant, not a capture")
  }

  @Test func activations() throws {
    #expect(try floats(relu(Tensor([-1, 2] as [Float]))) == [0, 2])
    #expect(try floats(softmax(Tensor([0, 0] as [Float]))) == [0.5, 0.5])
    #expect(try floats(softmax(Tensor([1e30, 0] as [Float]))) == [1, 0])
    #expect(try floats(logSumExp(Tensor([-Float.infinity, -.infinity]))) == [-.infinity])
    #expect(try floats(gelu(Tensor([0, 10] as [Float]))) == [0, 10])
    let sum = try floats(exp(logSoftmax(x)).sum(axes: [1]))
    #expect(sum.allSatisfy { abs($0 - 1) < 1e-6 })
  }

  @Test func literalsWithoutATensorAreSwiftNumbers() {
    let sum = 1 + 2
    let bits = 6 & 3 | 1 ^ 4
    let shifted = 1 << 4
    let inverted = ~5
    let negative = -3
    let quotient = 1.0 / 4
    let mask = 7 * 2 - 1
    #expect(type(of: sum) == Int.self)
    #expect(type(of: bits) == Int.self)
    #expect(type(of: shifted) == Int.self)
    #expect(type(of: inverted) == Int.self)
    #expect(type(of: negative) == Int.self)
    #expect(type(of: mask) == Int.self)
    #expect(type(of: quotient) == Double.self)
  }

  @Test func descriptions() {
    #expect(x.description == "f32[2,3] [[1.0, 2.0, 3.0],\n [4.0, 5.0, 6.0]]")
    #expect(Tensor(Int32(3)).description == "i32[] 3")
    #expect(Tensor([true]).description == "bool[1] [true]")
    #expect(Tensor.zeros([2000]).description == "f32[2000] [0.0, 0.0, 0.0, …, 0.0, 0.0, 0.0]")
  }
}

@Suite struct NumericsErrorTests {
  private func message(_ body: () throws -> Tensor) throws -> String {
    let error = try #require(throws: JAXError.self) { try withErrors(body) }
    #expect(error.location != .unknown)
    return error.detail
  }

  let x = Tensor.zeros([3, 4])
  let y = Tensor.zeros([4, 3])

  @Test func theMessageNamesOperationAndTypes() throws {
    #expect(
      try message { x + y } == "+: f32[3,4] and f32[4,3] do not broadcast: extent 3 against 4 on axis 0 "
        + "(axes are aligned at the last; two extents must be equal, or one of them 1)")
    #expect(try message { matmul(x, x) }.hasPrefix("matmul: f32[3,4] and f32[3,4] do not multiply"))
    #expect(try message { x.sum(axes: [2]) } == "sum: axis 2 is out of range: f32[3,4] has 2 axes")
    #expect(try message { x.sum(axes: [0, -2]) }.hasPrefix("sum: axis 0 of f32[3,4] is named twice"))
    #expect(try message { x[5] } == "subscript: index 5 is out of range for axis 0 of f32[3,4]")
    #expect(try message { x[0, 0, 0] } == "subscript: 3 indices for the 2 axes of f32[3,4]")
    #expect(try message { x.reshaped([5]) }.hasPrefix("reshaped: f32[3,4] has 12 elements"))
    #expect(try message { x.reshaped([5, -1]) }.hasPrefix("reshaped: f32[3,4] with 12 elements"))
    #expect(try message { select(x, x, x) }.hasPrefix("select: the condition is f32[3,4], not bool"))
    #expect(try message { Tensor.zeros([-1]) }.hasPrefix("zeros: axis 0 of shape [-1]"))
    #expect(try message { Tensor.zeros([1 << 40, 1 << 40]) }.hasPrefix("zeros: shape"))
    #expect(try message { Tensor.zeros([0, 3]).max(axes: [0]) }.hasPrefix("max: f32[0,3] has no elements"))
    #expect(try message { concatenate([]) } == "concatenate: there is nothing to concatenate")
    #expect(try message { x & x }.hasPrefix("&: takes bools or integers"))
  }

  /// The place of the error of `body`; expressions inside a macro would be code of the macro.
  private func location(_ body: () throws -> Tensor) -> String {
    do {
      _ = try withErrors(body)
      return "no error"
    } catch let error as JAXError {
      return error.location.description
    } catch {
      return "\(error)"
    }
  }

  @Test func theLocationIsTheUsersLine() throws {
    let plus = location { x + y }
    #expect(plus.hasPrefix("JAXTests/NumericsTests.swift:\(#line - 1):"))
    let sum = location { x.sum(axes: [7]) }
    #expect(sum == "JAXTests/NumericsTests.swift:\(#line - 1)")
    let element = location { x[9] }
    #expect(element.hasPrefix("JAXTests/NumericsTests.swift:\(#line - 1):"))
    let negative = location { -(x .< 0) }
    #expect(negative.hasPrefix("JAXTests/NumericsTests.swift:\(#line - 1):"))
  }

  @Test func theFirstErrorWinsAndPoisons() throws {
    let error = try #require(throws: JAXError.self) {
      try withErrors {
        let bad = x + y
        let worse = bad.sum(axes: [9]) * 2
        return worse
      }
    }
    #expect(error.operation == "+")
  }
}
