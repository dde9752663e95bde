import JAXIR
import Synchronization
import Testing

@testable import JAX

/// A place outside a traced function, into which it must not put its values.
private final class Outside: Sendable {
  private let stored = Mutex<Tensor?>(nil)
  func store(_ tensor: Tensor) { stored.withLock { $0 = tensor } }
  var tensor: Tensor? { stored.withLock { $0 } }
}

@Suite struct StagingErrorTests {
  let x = Tensor([1, 2, 3] as [Float])

  private func error(_ body: () throws -> some Any) throws -> JAXError {
    try #require(throws: JAXError.self) { try withErrors { _ = try body() } }
  }

  @Test func readingATracedValueSaysWhatAndHowToMendIt() throws {
    let outside = Outside()
    let f = jit { (x: Tensor) -> Tensor in
      do throws(JAXError) {
        _ = try x.sum().item(as: Float.self)
      } catch {
        outside.store(.fail(error))
      }
      return x
    }
    let thrown = try error { f(x) }
    #expect(thrown.code == .concretization)
    #expect(thrown.operation == "item")
    #expect(thrown.message.contains("f32[]"))
    #expect(thrown.message.contains("JAXTests/StagingErrorTests.swift:"))
    #expect(thrown.hint != nil)
  }

  @Test func aValueThatLeftItsFunctionSaysWhereItWasMade() throws {
    let outside = Outside()
    let f = jit { (x: Tensor) -> Tensor in
      let y = x * 2
      outside.store(y)
      return y
    }
    _ = f(x)
    let leaked = try #require(outside.tensor)
    let line = #line - 6
    let used = try error { leaked + 1 }
    #expect(used.code == .escapedTracer)
    #expect(used.message.contains("JAXTests/StagingErrorTests.swift:\(line):"), "\(used.message)")
    let read = try error { try leaked.elements(as: Float.self) }
    #expect(read.code == .escapedTracer)
    let other = jit { (x: Tensor) in x + leaked }
    #expect(try error { other(x) }.code == .escapedTracer)
    #expect(try error { jit { (x: Tensor) in leaked }(x) }.code == .escapedTracer)
  }

  @Test func aValueOfAnInnerFunctionIsNotOneOfTheOuter() throws {
    let outside = Outside()
    let f = jit { (x: Tensor) -> Tensor in
      let inner = jit { (y: Tensor) -> Tensor in
        let z = y * 2
        outside.store(z)
        return z
      }
      return inner(x) + outside.tensor!
    }
    #expect(try error { f(x) }.code == .escapedTracer)
  }

  @Test func aTaskInsideIsNotPartOfTheFunction() throws {
    let outside = Outside()
    let captured = x
    let f = jit { (x: Tensor) -> Tensor in
      onThread {
        // Concrete tensors are computed with; a value of the trace has no meaning here.
        outside.store(captured * 2)
        do {
          try withErrors { _ = x + 1 }
          outside.store(Tensor.zeros([1]))
        } catch let error as JAXError {
          if error.code != .escapedTracer { outside.store(Tensor.zeros([2])) }
        } catch {
          outside.store(Tensor.zeros([3]))
        }
      }
      return x
    }
    #expect(try floats(f(x)) == [1, 2, 3])
    #expect(try floats(#require(outside.tensor)) == [2, 4, 6])
  }

  @Test func recursionWithoutEndIsAnError() throws {
    final class Knot: Sendable {
      let function = Mutex<(@Sendable (Tensor) -> Tensor)?>(nil)
    }
    let knot = Knot()
    let f = jit(name: "f") { (x: Tensor) in knot.function.withLock { $0 }!(x) + 1 }
    knot.function.withLock { $0 = { x in f(x) } }
    let thrown = try error { f(x) }
    #expect(thrown.code == .recursiveTrace)
    #expect(thrown.message.hasPrefix("f calls itself"))
  }

  @Test func anErrorInsideAFunctionIsThrownEachTime() throws {
    let f = jit { (x: Tensor) -> Tensor in
      _ = x + Tensor.zeros([7])
      return x
    }
    for _ in 0..<2 {
      let thrown = try error { f(x) }
      #expect(thrown.code == .shapeMismatch)
      #expect(thrown.operation == "+")
    }
    #expect(f.statistics.traces == 2)
  }

  @Test func lowerThrows() throws {
    let f = jit { (x: Tensor) in x + Tensor.zeros([7]) }
    let thrown = try #require(throws: JAXError.self) { try f.lower(x) }
    #expect(thrown.code == .shapeMismatch)
  }

  @Test func whatAPoisonedTensorTouchesIsPoisoned() throws {
    let outside = Outside()
    let thrown = try error {
      let bad = x + Tensor.zeros([7])
      let pair = jit { (x: Tensor) in (x, x * 2) }(bad)
      outside.store(pair.1)
      return select(bad .< 0, 1, 2)
    }
    #expect(thrown.operation == "+")
    let poisoned = try #require(outside.tensor)
    #expect(throws: JAXError.self) { try poisoned.elements(as: Float.self) }
    #expect(poisoned.description.contains("failed"))
  }

  @Test func textsOfWrongElementTypes() throws {
    let thrown = try #require(throws: JAXError.self) { try x.elements(as: Double.self) }
    #expect(thrown.code == .dtypeMismatch)
    #expect(throws: JAXError.self) { try x.item(as: Float.self) }
  }
}
