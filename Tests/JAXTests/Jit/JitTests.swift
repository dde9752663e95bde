import JAXIR
import Testing

@testable import JAX

func floats(_ tensor: Tensor) throws -> [Float] { try tensor.elements() }

private struct Layer: TensorTree, Equatable {
  var weight, bias: Tensor
  func flatten(into leaves: inout TreeFlattener) {
    leaves.append(weight)
    leaves.append(bias)
  }
  func rebuild(from leaves: inout TreeRebuilder) -> Layer {
    Layer(weight: leaves.next(weight), bias: leaves.next(bias))
  }
  static func == (a: Layer, b: Layer) -> Bool { false }
}

@Suite struct JitTests {
  let x = Tensor([1, 2, 3] as [Float])

  @Test func aTracedFunctionGivesWhatItGivesUntraced() throws {
    let f = { @Sendable (x: Tensor, y: Tensor) in tanh(x) * y - x[0] }
    let y = Tensor([0.5, -1, 2] as [Float])
    let compiled = jit(f)
    #expect(try floats(compiled(x, y)) == floats(f(x, y)))
    #expect(try floats(compiled(y, x)) == floats(f(y, x)))
  }

  @Test func oneTraceAndOneCompilationPerSignature() throws {
    let f = jit { (x: Tensor) in x * 2 }
    for _ in 0..<5 { #expect(try floats(f(x)) == [2, 4, 6]) }
    #expect(f.statistics.traces == 1)
    #expect(f.statistics.misses == 1)
    #expect(f.statistics.hits == 4)
    _ = f(Tensor([Int32(1), 2, 3]))
    #expect(f.statistics.misses == 2)
    #expect(f.statistics.lastMiss == ["argument 0: f32[3] → i32[3]"])
    _ = f(Tensor([Float(1)]))
    #expect(f.statistics.lastMiss == ["argument 0: i32[3] → f32[1]"])
    _ = f(x)
    #expect(f.statistics.traces == 3)
    #expect(f.statistics.hits == 5)
  }

  @Test func staticArgumentsArePartOfTheProgram() throws {
    let power = jit { (n: Static<Int>, x: Tensor) in
      (1..<n.value).reduce(x) { product, _ in product * x }
    }
    #expect(try floats(power(Static(2), x)) == [1, 4, 9])
    #expect(try floats(power(Static(3), x)) == [1, 8, 27])
    #expect(try floats(power(Static(2), x)) == [1, 4, 9])
    #expect(power.statistics.traces == 2)
    #expect(power.statistics.lastMiss == ["static argument 0: 2 → 3"])
  }

  @Test func treesGoInAndOut() throws {
    let f = jit { (layer: Layer, inputs: [Tensor], extra: Tensor?, named: [String: Tensor]) in
      var layer = layer
      layer.bias = layer.bias + inputs.reduce(0) { $0 + $1 }
      return (layer, inputs.map { -$0 }, extra.map { $0 * 2 }, named.mapValues { $0 + 1 })
    }
    let layer = Layer(weight: x, bias: x)
    let (updated, negated, extra, named) = f(layer, [x, x], x, ["b": x, "a": x * 10])
    #expect(try floats(updated.weight) == [1, 2, 3])
    #expect(try floats(updated.bias) == [3, 6, 9])
    #expect(try negated.map(floats) == [[-1, -2, -3], [-1, -2, -3]])
    #expect(try floats(extra!) == [2, 4, 6])
    #expect(try floats(named["a"]!) == [11, 21, 31])
    #expect(try floats(named["b"]!) == [2, 3, 4])
    let (_, fewer, none, _) = f(layer, [x], nil, [:])
    #expect(fewer.count == 1)
    #expect(none == nil)
    #expect(f.statistics.lastMiss == ["argument 1: array of 2 → array of 1"])
  }

  @Test func weakArgumentsStayWeak() throws {
    let f = jit { (x: Tensor, y: Tensor) in x * y }
    #expect(f(2.5, Tensor([1, 2] as [Double])).dtype == .float64)
    #expect(f(Tensor(Float(2.5)), Tensor([Float(1)])).dtype == .float32)
    let g = jit { (x: Tensor) in x + 1 }
    #expect((g(1) * Tensor([Double(1)])).dtype == .float64)
  }

  @Test func dtypesOfResultsAreThoseOfEagerEvaluation() throws {
    for dtype in [DType.int8, .uint8, .int32, .int64, .float32, .float64] {
      let x = Tensor.ones([3], dtype)
      let f = { @Sendable (x: Tensor) in (x + 1, x / 2, x .> 0, exp(x), x.sum()) }
      let (a, b, c, d, e) = f(x)
      let (p, q, r, s, t) = jit(f)(x)
      #expect([a, b, c, d, e].map(\.type) == [p, q, r, s, t].map(\.type))
    }
  }

  @Test func capturedTensorsAreParameters() throws {
    let captured = Tensor((0..<100).map(Float.init))
    let f = jit { (x: Tensor) in x + captured }
    let text = try f.graph(Tensor.zeros([100]))
    #expect(!text.contains("constant"), "\(text)")
    #expect(try floats(f(Tensor.zeros([100]))) == (0..<100).map(Float.init))
  }

  @Test func everyOperationIsRecorded() throws {
    // On captures alone, in the outermost function and in one that is called.
    let captured = x
    let inner = jit(name: "inner") { () in captured * 3 }
    let f = jit { (y: Tensor) in (captured * 2, inner(), y, Tensor.zeros([2]) + 1, Tensor.arange(3)) }
    let text = try f.graph(x)
    #expect(text.components(of: "mul") == 2, "\(text)")
    #expect(text.contains("iota"))
    let (a, b, c, d, e) = f(x)
    #expect(try floats(a) == [2, 4, 6])
    #expect(try floats(b) == [3, 6, 9])
    #expect(try floats(c) == [1, 2, 3])
    #expect(try floats(d) == [1, 1])
    #expect(try e.elements(as: Int32.self) == [0, 1, 2])
  }

  @Test func nestedFunctionsCaptureFromOutside() throws {
    let f = jit { (x: Tensor, y: Tensor) in
      let inner = jit { (z: Tensor) in z * y + 1 }
      return inner(x) + inner(y)
    }
    let y = Tensor([10, 20, 30] as [Float])
    #expect(try floats(f(x, y)) == [112, 442, 992])
    #expect(f.statistics.traces == 1)
  }

  @Test func threeLevelsOfCaptures() throws {
    let constant = Tensor([100] as [Float])
    let f = jit { (a: Tensor) in
      let middle = jit { (b: Tensor) in
        let inner = jit { (c: Tensor) in a * 1000 + b * 10 + c + constant }
        return inner(b + 1)
      }
      return middle(a + 1)
    }
    #expect(try floats(f(Tensor([1] as [Float]))) == [1000 + 20 + 3 + 100])
  }

  @Test func gradientFreeRecursionOnStaticsIsUnrolled() throws {
    let f = jit { (n: Static<Int>, x: Tensor) in Recursion.power(n.value, x) }
    #expect(try floats(f(Static(5), x)) == [1, 32, 243])
  }

  private enum Recursion {
    static func power(_ n: Int, _ x: Tensor) -> Tensor {
      n == 0 ? 1 : jit { (x: Tensor) in x * power(n - 1, x) }(x)
    }
  }

  @Test func aFunctionMadeAnewInALoopIsCompiledOnce() throws {
    let before = Engine.shared.statistics.misses
    for round in 0..<20 {
      let f = jit { (x: Tensor) in cos(x) * 0.123 + x }
      #expect(try floats(f(x * Tensor(Float(round)))).count == 3)
    }
    #expect(Engine.shared.statistics.misses - before <= 1 + Engine.unrelated)
  }

  @Test func linesAreOnInstructions() throws {
    let f = jit { (x: Tensor) in
      let y = x + 1
      return -y[0] * tanh(x).T
    }
    let graph = try f.lower(x).graph
    let lines = graph.instructions.map { instruction in instruction.location.description }
    let start = #line - 6
    #expect(lines.contains { $0.hasPrefix("JAXTests/JitTests.swift:\(start + 1):") }, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("JAXTests/JitTests.swift:\(start + 2)") }, "\(lines)")
    #expect(lines.allSatisfy { $0.hasPrefix("JAXTests/JitTests.swift:") }, "\(lines)")
  }
}

extension Engine {
  /// Compilations that tests running beside one another may add.
  static var unrelated: Int { 1_000 }
}

extension String {
  /// How often `part` occurs.
  func components(of part: String) -> Int {
    self.split(separator: part, omittingEmptySubsequences: false).count - 1
  }
}
