import JAXIR
import Testing

@testable import JAX

/// What JAX gives for the same calls.
@Suite struct IndexedUpdateTests {
  let x = Tensor((0..<10).map(Float.init))
  let matrix = Tensor((0..<12).map(Float.init), shape: [3, 4])
  let indices = Tensor([11, -1, -11, 3] as [Int32])

  @Test func subscriptsByTensors() throws {
    #expect(try floats(x[indices]) == [9, 9, 0, 3])
    #expect(matrix[Tensor([0, 2], shape: [2, 1])].shape == [2, 1, 4])
    #expect(try floats(matrix[Tensor([2, 0]), Tensor([1, -1])]) == [9, 3])
    #expect(try floats(matrix[Slice.all, Tensor([1, 3])]) == [1, 3, 5, 7, 9, 11])
    #expect(try floats(matrix[1...2, Tensor([1, 3])]) == [5, 7, 9, 11])
    // Apart, the axes of the indices come first.
    let cube = Tensor((0..<24).map(Float.init), shape: [2, 3, 4])
    #expect(cube[Tensor([0, 1, 1]), Slice.all, Tensor([0, 2, 3])].shape == [3, 3])
    #expect(cube[Slice.all, Tensor([0, 1, 1]), Tensor([0, 2, 3])].shape == [2, 3])
    #expect(cube[1, Slice.newAxis, Tensor([0, 2])].shape == [2, 1, 4])
    #expect(try floats(cube[Tensor([1]), 2, 3]) == [23])
  }

  @Test func getFills() throws {
    let filled = try floats(x.at[indices].get())
    #expect(filled[0].isNaN && filled[2].isNaN && filled[1] == 9 && filled[3] == 3)
    #expect(try floats(x.at[indices].get(mode: .clip)) == [9, 9, 0, 3])
    #expect(try floats(x.at[2...3].get()) == [2, 3])
  }

  @Test func taking() throws {
    #expect(try floats(take(matrix, Tensor([3, 0]), axis: 1)) == [3, 0, 7, 4, 11, 8])
    #expect(try floats(take(matrix, Tensor([11, -1]))) == [11, 11])
    #expect(try floats(take(x, indices, mode: .clip)) == [9, 9, 0, 3])
    #expect(take(matrix, Tensor([0, 1], shape: [1, 2]), axis: 0).shape == [1, 2, 4])
    let numbers = take(Tensor((0..<10).map(Int32.init)), indices)
    let least: [Int32] = try numbers.elements()
    #expect(least == [.min, 9, .min, 3])
    let bytes = take(Tensor((0..<10).map(UInt8.init)), indices)
    let greatest: [UInt8] = try bytes.elements()
    #expect(greatest == [255, 9, 255, 3])
    #expect(take(Tensor.zeros([0, 3]), Tensor([] as [Int32]), axis: 0).shape == [0, 3])
  }

  @Test func takingAlongAnAxis() throws {
    let two = Tensor((0..<6).map(Float.init), shape: [2, 3])
    let taken = try floats(takeAlongAxis(two, Tensor([3, -1, 0, -4], shape: [2, 2]), axis: 1))
    #expect(taken[0].isNaN && taken[1] == 2 && taken[2] == 3 && taken[3].isNaN)
    #expect(try floats(takeAlongAxis(two, Tensor([1, 0, 1], shape: [1, 3]), axis: 0)) == [3, 1, 5])
    #expect(try floats(takeAlongAxis(two, Tensor([2], shape: [1, 1]), axis: -1)) == [2, 5])
  }

  @Test func slicesAtComputedPlaces() throws {
    #expect(try floats(dynamicSlice(matrix, [Tensor(Int32(1)), -2], sizes: [2, 2])) == [6, 7, 10, 11])
    #expect(try floats(dynamicSlice(x, [Tensor(UInt8(200))], sizes: [3])) == [7, 8, 9])
    let updated = dynamicUpdateSlice(x, Tensor([50, 60] as [Int32]), [Tensor(Int64(100))])
    #expect(try floats(updated) == [0, 1, 2, 3, 4, 5, 6, 7, 50, 60])
    let compiled = jit { (x: Tensor, start: Tensor) in dynamicSlice(x, [start], sizes: [2]) }
    #expect(try floats(compiled(x, Tensor(Int32(4)))) == [4, 5])
  }

  @Test func updates() throws {
    #expect(try floats(x.at[indices].set(100)) == [0, 1, 2, 100, 4, 5, 6, 7, 8, 100])
    #expect(try floats(x.at[indices].set(5, mode: .clip)) == [5, 1, 2, 5, 4, 5, 6, 7, 8, 5])
    let twice = Tensor([1, 1, 2] as [Int32])
    #expect(try floats(x.at[twice].add(10)) == [0, 21, 12, 3, 4, 5, 6, 7, 8, 9])
    #expect(try floats(x.at[twice].multiply(3)) == [0, 9, 6, 3, 4, 5, 6, 7, 8, 9])
    #expect(try floats(x.at[twice].set(Tensor([7, 8, 9] as [Float])))[1...2] == [8, 9])
    #expect(try floats(x.at[twice].max(Tensor([0, 5, 1] as [Float])))[1...2] == [5, 2])
    #expect(try floats(x.at[twice].min(1))[1...2] == [1, 1])
  }

  @Test func updatesOfSlices() throws {
    #expect(try floats(x.at[2..<4].set(Tensor([7, 8] as [Float])))[1...4] == [1, 7, 8, 4])
    #expect(try floats(x.at[Slice(from: 1, by: 3)].add(100)) == [0, 101, 2, 3, 104, 5, 6, 107, 8, 9])
    #expect(try floats(x.at[-1].set(0))[8...9] == [8, 0])
    #expect(try floats(matrix.at[1, Slice(by: 2)].set(0)) == [0, 1, 2, 3, 0, 5, 0, 7, 8, 9, 10, 11])
    let columns = matrix.at[Slice(by: 2), 1...2].add(Tensor([100, 200] as [Float]))
    #expect(try floats(columns) == [0, 101, 202, 3, 4, 5, 6, 7, 8, 109, 210, 11])
    #expect(try floats(matrix.at[Slice.remaining].set(1)) == [Float](repeating: 1, count: 12))
    let rows = matrix.at[Tensor([2, 0]), 1...].add(Tensor([10, 20, 30] as [Float]))
    #expect(try floats(rows) == [0, 11, 22, 33, 4, 5, 6, 7, 8, 19, 30, 41])
  }

  @Test func updatesInsideJit() throws {
    let scatter = jit { (x: Tensor, i: Tensor, y: Tensor) in x.at[i].add(y) * 2 }
    let result = scatter(x, Tensor([0, 0, 9] as [Int32]), Tensor([1, 2, 3] as [Float]))
    #expect(try floats(result) == [6, 2, 4, 6, 8, 10, 12, 14, 16, 24])
  }

  @Test func mistakesAreErrors() throws {
    func message(_ body: () throws -> Tensor) throws -> String {
      try #require(throws: JAXError.self) { try withErrors(body) }.detail
    }
    #expect(
      try message { x[Tensor([0.5] as [Float])] }
        == "subscript: indices are integers, not f32[1] (convert them with asType(.int32))")
    #expect(
      try message { x[x .> 0] }.hasSuffix(
        "(what a mask chooses has no fixed shape: keep the shape with select(mask, x, 0))"))
    #expect(try message { take(Tensor.zeros([0]), Tensor([1])) }.contains("nothing to take"))
    #expect(try message { takeAlongAxis(matrix, Tensor([1]), axis: 0) }.contains("differ in rank"))
    #expect(try message { dynamicSlice(matrix, [0], sizes: [1, 1]) }.contains("1 starts for the 2 axes"))
    #expect(try message { dynamicSlice(matrix, [0, 0], sizes: [4, 1]) }.contains("size 4 is not within"))
    #expect(try message { x.at[0..<2].set(Tensor.zeros([3])) }.contains("broadcast"))
    #expect(try message { (x .> 3).at[0].add(Tensor(true)) }.contains("no 'add' of bool"))
    #expect(try message { matrix[Slice(by: 2), Tensor([1])] }.contains("a slice with step 2"))
  }
}

@Suite struct CumulativeTests {
  let x = Tensor([3, 1, 4, 1, 5, 9] as [Float], shape: [2, 3])

  @Test func accumulations() throws {
    #expect(try floats(x.cumulativeSum(axis: 1)) == [3, 4, 8, 1, 6, 15])
    #expect(try floats(x.cumulativeSum()) == [3, 1, 4, 4, 6, 13])
    #expect(try floats(x.cumulativeSum(axis: 1, reverse: true)) == [8, 5, 4, 15, 14, 9])
    #expect(try floats(x.cumulativeProduct(axis: -1)) == [3, 3, 12, 1, 5, 45])
    #expect(try floats(x.cumulativeMax(axis: 1)) == [3, 3, 4, 1, 5, 9])
    #expect(try floats(x.cumulativeMin(axis: 1, reverse: true)) == [1, 1, 4, 1, 5, 9])
    let counted: [Int32] = try Tensor([true, false, true]).cumulativeSum().elements()
    #expect(counted == [1, 1, 2])
    let compiled = jit { (x: Tensor) in x.cumulativeSum(axis: 1) * 2 }
    #expect(try floats(compiled(x)) == [6, 8, 16, 2, 12, 30])
  }
}
