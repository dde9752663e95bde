import JAXIR
import Synchronization
import Testing

@testable import JAX

/// What is noted while `body` runs.
func notes(_ body: () throws -> Void) rethrows -> [String] {
  let log = EffectLog<String>()
  var ambient = Ambient.current
  ambient.notes = log.append
  try Ambient.$current.withValue(ambient, operation: body)
  return log.entries
}

/// One text in several lines.
func joined(_ parts: String...) -> String { parts.joined() }

/// The text of the error that `body` ends with.
func errorText(_ body: () throws -> some Any) throws -> String {
  try #require(throws: JAXError.self) { try withErrors { _ = try body() } }.description
}

/// Typical mistakes of who is new to tracing, each with all that is said about it.
@Suite struct TracingMistakeTests {
  private let file = "JAXTests/TracingMistakeTests.swift"
  private let x = Tensor([1, 2, 3] as [Float])

  @Test func printingInsideAFunction() throws {
    let printed = Mutex<[String]>([])
    let line = #line
    let step = jit(name: "step") { (x: Tensor) -> Tensor in
      let y = tanh(x)
      printed.withLock { $0.append("\(y)") }
      printed.withLock { $0.append("\(x)") }
      return y * 2
    }
    let notes = notes {
      for _ in 0..<3 { _ = step(x) }
    }
    #expect(
      printed.withLock(\.self) == [
        "traced f32[3] (made at \(file):\(line + 2))", "traced f32[3] (an argument)",
      ])
    #expect(notes.count == 2)
    for (note, line) in zip(notes, [line + 3, line + 4]) {
      #expect(note.hasPrefix("\(file):\(line):"), "\(note)")
    }
    #expect(
      notes[0].drop { $0 != " " }
        == joined(
          " note: a tensor without elements is printed here: the jitted function 'step' called at ",
          "\(file):\(line + 8) is being traced, and Swift's print runs only then; debugPrint(\"x = {x}\", x: x) prints ",
          "the elements at each run"))
  }

  @Test func aLineIsNotedOnce() {
    let notes = notes {
      for extent in 1...3 {
        _ = jit { (x: Tensor) -> Tensor in
          _ = "\(x)"
          return x
        }(Tensor.ones([extent]))
      }
    }
    #expect(notes.count == 1)
  }

  @Test func whatIsKnownIsPrinted() throws {
    let printed = Mutex<[String]>([])
    let notes = notes {
      _ = grad { (x: Tensor) -> Tensor in
        printed.withLock { $0.append("\(x * 2)") }
        return x.sum()
      }(x)
    }
    #expect(printed.withLock(\.self) == ["f32[3] [2.0, 4.0, 6.0]"])
    #expect(notes.isEmpty)
  }

  @Test func decidingByATensor() throws {
    let line = #line
    let step = jit(name: "step") { (x: Tensor, limit: Tensor) -> Tensor in
      do throws(JAXError) {
        if try x.sum().item(as: Float.self) > 3 { return x }
        return -x
      } catch {
        return Tensor.fail(error)
      }
    }
    let text = try errorText { step(x, 1) }
    #expect(
      text
        == joined(
          "\(file):\(line + 3): error: item: the elements of this f32[], made at \(file):\(line + 3) in the jitted ",
          "function 'step' called at \(file):\(line + 9), are not known yet: that function is being traced, once for ",
          "all runs; it depends on argument 0 (choose with `select` or `cond`, repeat with `whileLoop` or `foriLoop`; ",
          "or return it and read it after the call; or pass what the function has to know while it is traced as ",
          "`Static`)"))
  }

  @Test func appendingToAnOuterArray() throws {
    let history = Mutex<[Tensor]>([])
    let line = #line
    let step = jit(name: "step") { (x: Tensor) -> Tensor in
      let y = (x * x).sum()
      history.withLock { $0.append(y) }
      return y
    }
    _ = step(x)
    let kept = history.withLock(\.self)
    #expect("\(kept)" == "[traced f32[] (made at \(file):\(line + 2))]")
    let text = try errorText { kept[0] + 1 }
    let place = "\(file):\(line + 9):"
    #expect(text.hasPrefix(place), "\(text)")
    #expect(
      text.dropFirst(place.count).drop { $0 != " " }
        == joined(
          " error: +: this f32[], made at \(file):\(line + 2) in the jitted function 'step' called at ",
          "\(file):\(line + 6), is used after that function was traced: there it stood for a value of every run, and ",
          "it has no elements (return it from the function and use what the call gives, instead of keeping it in a ",
          "variable, an array or an object outside)"))
  }

  @Test func usingATensorInAnotherTask() throws {
    let text = Mutex("")
    let step = jit(name: "step") { (x: Tensor) -> Tensor in
      onThread { text.withLock { $0 = (try? errorText { x + 1 }) ?? "" } }
      return x
    }
    _ = step(x)
    #expect(text.withLock(\.self).contains("is used on another thread, while that function is being traced"))
    #expect(text.withLock(\.self).contains("the jitted function 'step' called at \(file):\(#line - 2)"))
  }

  @Test func shapesHaveNoElements() throws {
    let line = #line + 1
    let shape = evalShape({ (x: Tensor) in x * 2 }, x)
    #expect("\(shape)" == "f32[3], without elements")
    let text = try errorText { try shape.elements(as: Float.self) }
    let expected = joined(
      "elements: this f32[3] is what `evalShape` gave at \(file):\(line): a shape and a dtype alone (call the ",
      "function itself for elements)")
    #expect(text.hasSuffix(expected), "\(text)")
  }

  @Test func callbacksInOrderInABatch() throws {
    let line = #line
    let text = try errorText {
      vmap { (x: Tensor) -> Tensor in
        debugCallback(x, ordered: true) { (_: Tensor) in }
        return x * 2
      }(x)
    }
    #expect(
      text
        == joined(
          "\(file):\(line + 3): error: debugCallback: calls in order cannot be mapped over a batch by vmap, whose ",
          "elements come in no order (leave out `ordered: true`, or go through the batch with `scan` or `map`)"
        )
    )
  }
}
