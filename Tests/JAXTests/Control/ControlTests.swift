import JAX
import Testing

struct ControlTests {
  /// Outside a traced function, where the loop is Swift's, and inside, where it is the program's.
  private func both(_ x: Tensor, _ function: @escaping @Sendable (Tensor) -> Tensor) throws -> [Float] {
    let eager = try function(x).elements(as: Float.self)
    let traced = try jit(function)(x).elements(as: Float.self)
    #expect(eager == traced)
    return eager
  }

  @Test func whileLoops() throws {
    let halved = try both(Tensor([100, 60, 8] as [Float])) { x in
      whileLoop(x, while: { $0.sum() .> 10 }) { $0 / 2 }
    }
    #expect(halved == [3.125, 1.875, 0.25])
    // It never turns.
    #expect(
      try both(Tensor([1] as [Float])) { x in whileLoop(x, while: { $0.sum() .> 10 }) { $0 / 2 } } == [1])
  }

  @Test func counted() throws {
    let power = try both(Tensor([1, 2, 3] as [Float])) { x in foriLoop(0..<4, x) { _, y in y * x } }
    #expect(power == [1, 32, 243])
    // A number starts it, and the index is read.
    let sum = try both(Tensor([1] as [Float])) { x in
      foriLoop(2..<5, Tensor(weak: 0.0)) { i, y in y + i * x.sum() }
    }
    #expect(sum == [9])
    #expect(try both(Tensor([7] as [Float])) { x in foriLoop(3..<3, x) { _, y in y * 2 } } == [7])
  }

  @Test func choices() throws {
    for (input, output) in [([1, 2], [2, 4]), ([-1, -2], [1, 2])] as [([Float], [Float])] {
      let chosen = try both(Tensor(input)) { x in
        cond(x.sum() .> 0) {
          x * 2
        } otherwise: {
          -x
        }
      }
      #expect(chosen == output)
    }
  }

  /// The state is a tree; loops and choices are inside each other, and capture what is around them.
  @Test func nested() throws {
    let results = try both(Tensor([1, 2, 3] as [Float])) { x in
      let scale = x.sum()
      let state = foriLoop(0..<5, [x, x * 0]) { i, state in
        let inner = whileLoop(state[0], while: { $0.sum() .> scale }) { $0 / 2 }
        let next = cond(i .< 3) {
          inner + x
        } otherwise: {
          inner * scale
        }
        return [next, state[1] + inner]
      }
      return state[0] + state[1]
    }
    let x = [1, 2, 3] as [Float]
    var (state, sum) = (x, [0, 0, 0] as [Float])
    for i in 0..<5 {
      var inner = state
      while inner.reduce(0, +) > 6 { inner = inner.map { $0 / 2 } }
      state = i < 3 ? zip(inner, x).map { $0 + $1 } : inner.map { $0 * 6 }
      sum = zip(sum, inner).map { $0 + $1 }
    }
    #expect(results == zip(state, sum).map { $0 + $1 })
  }

  @Test func whatDoesNotFitIsSaid() throws {
    func message(_ body: () -> Tensor) -> String? {
      do {
        _ = try withErrors { body() }
        return nil
      } catch {
        return "\(error)"
      }
    }
    let x = Tensor([1, 2, 3] as [Float])
    #expect(
      message { whileLoop(x, while: { $0 }) { $0 } }?.contains("what decides is f32[3], not bool[]") == true)
    let grows = jit { (x: Tensor) in foriLoop(0..<2, x) { _, y in y.sum() } }
    #expect(message { grows(x) }?.contains("the state is f32[3], but the body gives f32[]") == true)
    let differs = jit { (x: Tensor) in
      cond(x.sum() .> 0) {
        x
      } otherwise: {
        x.sum()
      }
    }
    #expect(message { differs(x) }?.contains("the branches give (f32[3]) and (f32[])") == true)
  }

  // MARK: Order

  @Test func sorted() throws {
    let x = Tensor([3, .nan, -1, 2, -.infinity, 2] as [Float])
    let ascending = try x.sorted().elements(as: Float.self)
    #expect(Array(ascending.dropLast()) == [-.infinity, -1, 2, 2, 3] && ascending[5].isNaN)
    #expect(try x.argsort().elements(as: Int32.self) == [4, 2, 3, 5, 0, 1])
    #expect(try x.argsort(descending: true).elements(as: Int32.self) == [1, 0, 3, 5, 2, 4])
    let (values, indices) = x.topK(3)
    #expect(try Array(values.elements(as: Float.self).dropFirst()) == [3, 2])
    #expect(try indices.elements(as: Int32.self) == [1, 0, 3])
    let matrix = Tensor([3, 1, 2, 6, 5, 4] as [Int32], shape: [2, 3])
    #expect(try matrix.sorted(axis: 0).elements(as: Int32.self) == [3, 1, 2, 6, 5, 4])
    #expect(try matrix.sorted().elements(as: Int32.self) == [1, 2, 3, 4, 5, 6])
    #expect(try matrix.topK(1).indices.elements(as: Int32.self) == [0, 0])
    #expect(throws: JAXError.self) { try withErrors { x.topK(7).values } }
  }
}
