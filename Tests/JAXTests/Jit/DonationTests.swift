import JAXIR
import Synchronization
import Testing

@testable import JAX

@Suite struct DonationTests {
  /// Large enough to be a block of the pool.
  private func matrix(_ seed: Float) -> Tensor {
    Tensor((0..<1024).map { Float($0 % 13) * 0.25 + seed }, shape: [32, 32])
  }

  private func address(_ tensor: Tensor) throws -> UInt {
    UInt(bitPattern: try tensor.concrete(reading: "", at: .unknown).address)
  }

  private func error(_ body: () throws -> Void) throws -> JAXError {
    try #require(throws: JAXError.self) { try withErrors(body) }
  }

  @Sendable private static func step(_ w: Tensor, _ x: Tensor) -> Tensor { matmul(matmul(w, x), x) + 1 }

  @Test func aResultTakesTheMemoryAndHasTheSameBits() throws {
    let donating = jit(name: "step", donating: [0], Self.step)
    let plain = jit(Self.step)
    let x = matrix(0.5) * 0.01
    var (w, expected) = (matrix(1), matrix(1))
    for _ in 0..<4 {
      let before = try address(w)
      expected = plain(expected, x)
      w = donating(w, x)
      #expect(try address(w) == before)
      #expect(try floats(w) == floats(expected))
    }
    #expect(donating.statistics.hits == 3)
    #expect(donating.statistics.traces == 1)
  }

  @Test func aKernelComputesInTheMemoryThatItReads() throws {
    let update: @Sendable (Tensor, Tensor) -> Tensor = { w, gradient in w - gradient * 0.125 }
    let (donating, plain) = (jit(donating: [0], update), jit(update))
    var (w, expected) = (matrix(1), matrix(1))
    for _ in 0..<3 {
      let before = try address(w)
      expected = plain(expected, matrix(3))
      w = donating(w, matrix(3))
      #expect(try address(w) == before)
      #expect(try floats(w) == floats(expected))
    }
    // What other elements are computed from is not overwritten.
    let reversed = jit(donating: [0]) { (x: Tensor) in x + x.transposed() }
    #expect(try floats(reversed(matrix(1))) == floats(jit { (x: Tensor) in x + x.transposed() }(matrix(1))))
  }

  @Test func usingADonatedTensorSaysWhereItWasDonated() throws {
    let step = jit(name: "step", donating: [0], Self.step)
    let (w, x) = (matrix(1), matrix(2))
    let copy = w
    let line = #line + 1
    _ = step(w, x)
    for tensor in [w, copy] {
      #expect("\(tensor)" == "donated f32[32,32]")
      #expect(tensor.shape == [32, 32])
      let uses: [() throws -> Void] = [
        { _ = try tensor.elements(as: Float.self) }, { _ = tensor + 1 }, { _ = tensor * x },
        { _ = step(tensor, x) },
        { _ = jit { (y: Tensor) in y + 1 }(tensor) }, { _ = jit { (y: Tensor) in y + tensor }(x) },
      ]
      for use in uses {
        let error = try error(use)
        #expect(error.code == .donatedTensor)
        #expect(error.message.contains("donated to step at"))
        #expect(error.message.contains("DonationTests.swift:\(line)"))
        #expect(error.location != .unknown)
      }
    }
    #expect(try floats(step(matrix(1), x)) == floats(jit(Self.step)(matrix(1), x)))
  }

  @Test func operationsAndFunctionsThatWereReadyNoticeIt() throws {
    let (w, x) = (matrix(1), matrix(2))
    let add = jit { (a: Tensor, b: Tensor) in a + b }
    let tree = jit { (a: [Tensor]) in a[0] + a[1] }
    let reading = jit { (a: Tensor) in a + w }
    let readingTwice = jit { (a: [Tensor]) in a[0] + w }
    for _ in 0..<20 {
      _ = w + x
      _ = -w
      _ = add(w, x)
      _ = tree([w, x])
      _ = reading(x)
      _ = readingTwice([x])
    }
    _ = jit(donating: [0], Self.step)(w, x)
    let uses: [() throws -> Void] = [
      { _ = w + x }, { _ = -w }, { _ = add(w, x) }, { _ = tree([w, x]) }, { _ = reading(x) },
      { _ = readingTwice([x]) },
    ]
    for use in uses { #expect(try error(use).code == .donatedTensor) }
  }

  @Test func treesAndSmallTensorsAreDonatedToo() throws {
    let f = jit(name: "f", donating: [1]) { (x: Tensor, parameters: [Tensor]) in
      parameters.map { $0 * x }
    }
    let (x, small, large) = (Tensor(Float(2)), Tensor([1, 2] as [Float]), matrix(0))
    let results = f(x, [small, large])
    #expect(try floats(results[0]) == [2, 4])
    #expect(try floats(results[1]) == floats(matrix(0) * 2))
    for donated in [small, large] { #expect(try error { _ = donated + 1 }.code == .donatedTensor) }
    #expect(try floats(x) == [2])
  }

  @Test func anArgumentThatIsAResultStays() throws {
    let f = jit(donating: [0]) { (x: Tensor) in (x, matmul(x, x)) }
    let x = matrix(1)
    let (same, _) = f(x)
    #expect(try address(same) == address(x))
    #expect(try floats(x) == floats(matrix(1)))
  }

  @Test func whatIsPassedTwiceIsNotDonated() throws {
    let step = jit(name: "step", donating: [0], Self.step)
    let w = matrix(1)
    #expect(try error { _ = step(w, w) }.message.contains("passed twice"))
    let reading = jit(donating: [0]) { (x: Tensor) in matmul(x, w) }
    #expect(try error { _ = reading(w) }.message.contains("read from outside as well"))
    #expect(try floats(w) == floats(matrix(1)))
  }

  @Test func whatIsNotUsedAgainIsFree() throws {
    let f = jit(donating: [0]) { (x: Tensor) in x.sum() }
    // A size that no other test asks for.
    let count = 7_100_003
    let x = Tensor.ones([count])
    let before = try address(x)
    #expect(try floats(f(x)) == [Float(count)])
    #expect(try address(Tensor.ones([count])) == before)
  }

  @Test func argumentsThatThereAreNotCannotBeDonated() throws {
    let f = jit(name: "f", donating: [2]) { (x: Tensor) in x + 1 }
    #expect(try error { _ = f(matrix(1)) }.message.contains("argument 2 of f is donated, but it takes 1"))
  }

  @Test func insideATraceNothingIsDonated() throws {
    let step = jit(donating: [0], Self.step)
    let outer = jit { (w: Tensor, x: Tensor) in step(w, x) + w }
    let (w, x) = (matrix(1), matrix(2))
    for _ in 0..<3 { #expect(try floats(outer(w, x)) == floats(jit(Self.step)(w, x) + w)) }
    #expect(try floats(w) == floats(matrix(1)))
  }

  @Test func ofManyThreadsOneGetsTheTensor() throws {
    let step = jit(donating: [0], Self.step)
    let (w, x) = (matrix(1), matrix(2))
    let expected = try floats(jit(Self.step)(matrix(1), x))
    let outcomes = Outcomes()
    onThreads(8) { _ in
      do {
        let result = try withErrors { step(w, x) }
        outcomes.note(try floats(result) == expected ? "right" : "wrong")
      } catch {
        outcomes.note((error as? JAXError)?.code == .donatedTensor ? "error" : "other error")
      }
    }
    #expect(outcomes.counts == ["right": 1, "error": 7])
  }
}

/// Counts words.
private final class Outcomes: Sendable {
  private let words = Mutex<[String: Int]>([:])
  func note(_ word: String) { words.withLock { $0[word, default: 0] += 1 } }
  var counts: [String: Int] { words.withLock { $0 } }
}
