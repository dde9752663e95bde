import JAXIR
import Synchronization
import Testing

@testable import JAX

/// A variable outside of a function.
private final class Variable<Value: Sendable>: Sendable {
  private let stored: Mutex<Value>
  init(_ value: Value) { stored = Mutex(value) }
  var value: Value {
    get { stored.withLock(\.self) }
    set { stored.withLock { $0 = newValue } }
  }
}

@Suite struct PurityTests {
  private let file = "JAXTests/PurityTests.swift"
  private let x = Tensor([1, 2, 3] as [Float])

  @Test func aNumberThatChanges() throws {
    let rate = Variable<Double>(1)
    let line = #line
    let text = try errorText {
      try checkPurity(
        of: { (x: Tensor) -> Tensor in
          rate.value += 1
          return tanh(x) * Tensor(weak: rate.value)
        }, x)
    }
    let place = "\(file):\(line + 5):"
    #expect(text.hasPrefix(place), "\(text)")
    #expect(
      text.dropFirst(place.count).drop { $0 != " " }
        == joined(
          " error: checkPurity: two traces of this function give different programs: here it took the number 2.0 the ",
          "first time, but the number 3.0 the second time (a variable outside is read when the function is traced, ",
          "and its value kept: pass it as an argument, as a tensor, or as `Static` if the function decides by it; ",
          "random numbers and the time change as well)"))
  }

  @Test func aTensorThatChanges() throws {
    let weight = Variable(Tensor.ones([3]))
    let text = try errorText {
      try checkPurity(
        of: { (x: Tensor) -> Tensor in
          weight.value = Tensor([Float.random(in: 2...3)]) + Tensor.zeros([1])
          return x * Tensor([Float.random(in: 2...3)])
        }, x)
    }
    #expect(text.contains("here it read the tensor f32[1] [2."), "\(text)")
    #expect(text.contains("PurityTests.swift:\(#line - 5)"), "\(text)")
  }

  @Test func otherOperations() throws {
    let count = Variable(0)
    let text = try errorText {
      try checkPurity(
        of: { (x: Tensor) -> (Tensor, Tensor) in
          count.value += 1
          return (count.value == 1 ? sin(x) : cos(x), x)
        }, x)
    }
    #expect(
      text.contains(
        "here `%1 = sin %0 : f32[3]` was there the first time, but `%1 = cos %0 : f32[3]` the second time"),
      "\(text)")
    #expect(text.contains("the order of a Set or a Dictionary"))
    #expect(text.contains("PurityTests.swift:\(#line - 8)"), "\(text)")
  }

  @Test func moreOperationsInABranch() throws {
    let count = Variable(0)
    let text = try errorText {
      try checkPurity(
        of: { (x: Tensor) -> Tensor in
          cond(
            x.sum() .> 0, then: { x },
            otherwise: {
              count.value += 1
              return count.value == 1 ? x : exp(x)
            })
        }, x)
    }
    #expect(text.contains("nothing more was there the first time, but `%1 = exp %0"), "\(text)")
    #expect(text.contains("PurityTests.swift:\(#line - 5)"), "\(text)")
  }

  @Test func otherResults() throws {
    let count = Variable(0)
    let text = try errorText {
      try checkPurity(
        of: { (x: Tensor, y: Tensor) -> Tensor in
          count.value += 1
          return count.value == 1 ? x : y
        }, x, x)
    }
    #expect(
      text.contains("it returned `%0: f32[3]` the first time, but `%1: f32[3]` the second time"), "\(text)")
    #expect(text.contains("PurityTests.swift:\(#line - 8)"), "\(text)")
  }

  /// Constants made anew, callbacks, loops and functions in functions are the same each time.
  @Test func pureFunctions() throws {
    let weight = Tensor.ones([3])
    let inner = jit { (x: Tensor) in x * weight + Tensor([1, 2, 3] as [Float]) }
    try checkPurity(
      of: { (x: Tensor) -> Tensor in
        debugCallback(x) { (_: Tensor) in }
        debugPrint("{}", x)
        let sums = scan(Tensor(0 as Float), over: x) { sum, x in (sum + x, inner(x)) }.1
        return grad { (x: Tensor) in (inner(x) * 2).sum() }(x) + sums.sum()
      }, x)
    try checkPurity(of: { (x: Tensor, y: Tensor) in (x + y, x) }, x, x)
  }

  @Test func errorsOfTheFunctionAreThrown() throws {
    let text = try errorText { try checkPurity(of: { (x: Tensor) in x + Tensor.ones([2]) }, x) }
    #expect(text.contains("error: +: "))
  }
}

@Suite struct RetraceTests {
  @Test func manyTracesAreToldOnce() throws {
    let f = jit(name: "step") { (x: Tensor, y: [Tensor]) in x + y[0] }
    let line = #line + 2
    let notes = notes {
      for extent in 1...12 { _ = f(Tensor(1 as Float), [Tensor.ones([extent])]) }
    }
    #expect(
      notes == [
        joined(
          "JAXTests/PurityTests.swift:\(line): warning: this function 'step' was traced and compiled 9 times, because ",
          "its arguments differed: argument 1 at [0]: f32[6] → f32[7]; argument 1 at [0]: f32[7] → f32[8]; argument ",
          "1 at [0]: f32[8] → f32[9] (each dtype, shape, structure and static value makes another program: bring ",
          "data to a few shapes, for example by padding, and pass numbers that change as tensors, not as `Static`)"
        )
      ])
  }

  @Test func fewTracesAreNot() {
    let f = jit { (x: Tensor) in x + 1 }
    #expect(
      notes {
        for _ in 0..<3 { for extent in 1...8 { _ = f(Tensor.ones([extent])) } }
      }.isEmpty)
  }
}
