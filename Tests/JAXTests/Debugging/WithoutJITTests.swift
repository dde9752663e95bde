import JAX
import Synchronization
import Testing

/// Functions that run one operation after the other instead of being compiled.
@Suite struct WithoutJITTests {
  private static let x = Tensor((0..<24).map { Float($0) * 0.37 - 3 }, shape: [4, 6])

  /// Functions with contraction, reductions, products, loops, choices, calls and derivatives.
  private static let functions: [@Sendable (Tensor) -> Tensor] = [
    { x in tanh(x * 1.7 + x) * x - 0.3 },
    { x in softmax(matmul(x, x.transposed()) * 0.1) },
    { x in scan(x[0], over: x) { carry, row in (sin(carry) * row + carry, carry.sum()) }.1 },
    { x in scan(x[0], over: x, isReversed: true) { carry, row in (carry * 0.5 + row, exp(carry)) }.1 },
    { x in foriLoop(0..<7, x) { i, y in y * 0.9 + sin(y) * Tensor(0.1 as Float) + i.asType(.float32) } },
    { x in whileLoop(x, while: { abs($0).sum() .> 0.5 }) { $0 * 0.7 + 0.001 } },
    { x in
      cond(x.sum() .> 0) {
        exp(x) * 2 + x
      } otherwise: {
        cos(x) * 3 - x
      }
    },
    { x in switchCase(x.sum().asType(.int32), [{ x }, { x * x + 1 }, { -x }]) },
    { x in grad { (x: Tensor) in (tanh(x * 2 + 1) * x).sum() }(x) },
    { x in grad { (x: Tensor) in scan(x[0], over: x) { c, r in (sin(c) * r + c, c) }.0.sum() }(x) },
    { x in vmap { (row: Tensor) in logSumExp(row) * row + 1 }(x) },
    { x in jit { (x: Tensor) in x * x + x }(x) + 1 },
    { x in x.flattened().sorted() },
  ]

  @Test(arguments: functions.indices)
  func theBitsAreThoseOfCompiledCode(number: Int) throws {
    let f = jit(Self.functions[number])
    let compiled = f(Self.x)
    let (stepped, checked) = try withErrors {
      (withDebugging(.withoutJIT) { f(Self.x) }, withDebugging(.bounds) { f(Self.x) })
    }
    #expect(try stepped.bits == compiled.bits && stepped.type == compiled.type)
    #expect(try checked.bits == compiled.bits && checked.type == compiled.type)
    // Nothing was compiled for it.
    #expect(f.statistics.misses == 1)
  }

  @Test func everyOperationIsTold() throws {
    let lines = Mutex<[String]>([])
    let f = jit { (x: Tensor) in
      foriLoop(0..<2, x) { _, y in
        log(y)
      }
    }
    let line = #line - 3
    withDebugging(.withoutJIT, onOperation: { operation in lines.withLock { $0.append("\(operation)") } }) {
      _ = f(Tensor([1, 8] as [Float]))
    }
    let file = "JAXTests/WithoutJITTests.swift"
    let logs = lines.withLock { $0 }.filter { $0.contains("log(") }
    #expect(
      logs == [
        "\(file):\(line): log(f32[2] [1.0, 8.0]) = f32[2] [0.0, 2.0794415], in iteration 0 of the loop at "
          + "\(file):\(line - 1)",
        "\(file):\(line): log(f32[2] [0.0, 2.0794415]) = f32[2] [-inf, 0.73209935], in iteration 1 of the loop at "
          + "\(file):\(line - 1)",
      ])
  }

  @Test func theFunctionIsCalledEachTime() throws {
    let count = Mutex(0)
    let f = jit { (x: Tensor) -> Tensor in
      count.withLock { $0 += 1 }
      return x + 1
    }
    let x = Tensor([1] as [Float])
    for _ in 0..<3 { _ = f(x) }
    #expect(count.withLock { $0 } == 1)
    withDebugging(.withoutJIT) { for _ in 0..<3 { _ = f(x) } }
    #expect(count.withLock { $0 } == 4)
  }

  @Test func blocksInsideBlocks() throws {
    let f = jit { (x: Tensor) in log(x) }
    let thrown = try #require(throws: JAXError.self) {
      try withErrors { withDebugging(.nans) { withDebugging(.withoutJIT) { f(Tensor(-1 as Float)) } } }
    }
    #expect(thrown.operation == "log" && thrown.code == .nonFinite)
  }

  /// Debugging ends with the block, also for the quick look whether anybody debugs.
  @Test func afterwardsCallsAreFoundReady() throws {
    let f = jit { (x: Tensor) in x * 2 }
    let x = Tensor([1] as [Float])
    for _ in 0..<2 { _ = f(x) }
    withDebugging([.nans, .withoutJIT]) { _ = f(x) }
    let hits = f.statistics.hits
    _ = f(x)
    #expect(f.statistics.hits == hits + 1)
    #expect(f.statistics.misses == 1)
  }
}

extension Tensor {
  fileprivate var bits: [UInt32] { get throws { try elements(as: Float.self).map(\.bitPattern) } }
}
