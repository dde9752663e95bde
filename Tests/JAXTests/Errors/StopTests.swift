import Glibc
import JAX
import Testing

// The mistakes stand outside the tests, because the body of an exit test is compiled as another file.

private let additionLine = #line + 3

private func addWhatDoesNotBroadcast() {
  _ = Tensor.ones([3, 4]) + Tensor.ones([4, 3])
}

private let productLine = #line + 4

private func multiplyWhatDoesNotFit() {
  let function = jit { (x: Tensor) -> Tensor in
    let y = matmul(x, Tensor.ones([3, 3]))
    return y
  }
  _ = function(Tensor.ones([2, 2]))
}

private func useWhatFailed() {
  var kept: Tensor?
  _ = try? withErrors { kept = Tensor.ones([2]) + Tensor.ones([3]) }
  print(kept?.shape ?? [])
}

/// A mistake inside an expression, outside `withErrors`: the process stops with one message.
@Suite struct StopTests {
  private func expect(
    _ result: ExitTest.Result, says words: String..., sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let message = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(message.split(separator: "\n").count == 1, "\(message)", sourceLocation: sourceLocation)
    for word in words {
      #expect(message.contains(word), "\(word) in: \(message)", sourceLocation: sourceLocation)
    }
  }

  @Test func anOperatorNamesBothTypesAndTheLine() async throws {
    let result = try await #require(
      processExitsWith: .signal(SIGABRT), observing: [\.standardErrorContent]
    ) { addWhatDoesNotBroadcast() }
    expect(result, says: "StopTests.swift:\(additionLine)", "error: +: ", "f32[3,4]", "f32[4,3]")
  }

  @Test func aMistakeInATracedFunctionNamesItsOwnLine() async throws {
    let result = try await #require(
      processExitsWith: .signal(SIGABRT), observing: [\.standardErrorContent]
    ) { multiplyWhatDoesNotFit() }
    expect(result, says: "StopTests.swift:\(productLine)", "error: matmul: ", "f32[2,2]", "f32[3,3]")
  }

  @Test(arguments: ["D1", "D7", "D14", "D15", "D17"])
  func aMistakeOfTheCatalogueEndsWithItsText(id: String) async throws {
    let result = try await #require(
      processExitsWith: .signal(SIGABRT), observing: [\.standardErrorContent]
    ) { [id = id as String] in
      try Mistake.all.first { $0.id == id }?.make()
    }
    let mistake = try #require(Mistake.all.first { $0.id == id })
    let message = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(mistake.shown(message) == mistake.text(of: try mistake.error()) + "\n")
  }

  @Test func whatFailedCannotBeUsedOutsideWithErrors() async throws {
    let result = try await #require(
      processExitsWith: .signal(SIGABRT), observing: [\.standardErrorContent]
    ) { useWhatFailed() }
    expect(result, says: "f32[2]", "f32[3]")
  }
}
