import JAXIR
import Synchronization
import Testing

@testable import JAX

private struct Ten: TensorTree {
  var members: [Tensor]
  func flatten(into leaves: inout TreeFlattener) { for member in members { leaves.append(member) } }
  func rebuild(from leaves: inout TreeRebuilder) -> Ten { Ten(members: members.map { leaves.next($0) }) }
}

/// A tree that computes what it is made of.
private struct Doubled: TensorTree {
  var x: Tensor
  func flatten(into leaves: inout TreeFlattener) { leaves.append(x * 2) }
  func rebuild(from leaves: inout TreeRebuilder) -> Doubled { Doubled(x: leaves.next(x)) }
}

/// Calls that are found ready: as the first call, whatever the arguments.
@Suite struct CallPathTests {
  private func tensor(_ count: Int, _ value: Float) -> Tensor {
    Tensor([Float](repeating: value, count: count))
  }

  @Test func oneToFiveTensors() throws {
    let x = tensor(3, 1)
    let one = jit { (a: Tensor) in a + 1 }
    let two = jit { (a: Tensor, b: Tensor) in a - b * 2 }
    let three = jit { (a: Tensor, b: Tensor, c: Tensor) in a - b * c }
    let four = jit { (a: Tensor, b: Tensor, c: Tensor, d: Tensor) in (a - b * c) / d }
    let five = jit { (a: Tensor, b: Tensor, c: Tensor, d: Tensor, e: Tensor) in (a - b * c) / d + e }
    for step in 1...4 {
      let y = x * Tensor(Float(step))
      let s = Float(step)
      #expect(try floats(one(y)) == [s + 1, s + 1, s + 1])
      #expect(try floats(two(x, y)) == [1 - 2 * s, 1 - 2 * s, 1 - 2 * s])
      #expect(try floats(three(x, y, y)) == [1 - s * s, 1 - s * s, 1 - s * s])
      #expect(try floats(four(x, y, x, y)) == [(1 - s) / s, (1 - s) / s, (1 - s) / s])
      #expect(try floats(five(x, y, x, x, y)) == [1, 1, 1])
    }
    #expect(four.statistics.hits == 3)
    #expect(five.statistics.hits == 3)
    #expect(four.statistics.misses == 1)
  }

  @Test func fiveToElevenTensors() throws {
    @Sendable func weigh(_ tensors: Tensor...) -> Tensor {
      tensors.enumerated().reduce(0) { $0 + $1.element * Tensor(weak: Double(1 << $1.offset)) }
    }
    typealias T = Tensor
    let five = jit { (a: T, b: T, c: T, d: T, e: T) -> T in weigh(a, b, c, d, e) }
    let six = jit { (a: T, b: T, c: T, d: T, e: T, f: T) -> T in weigh(a, b, c, d, e, f) }
    let seven = jit { (a: T, b: T, c: T, d: T, e: T, f: T, g: T) -> T in weigh(a, b, c, d, e, f, g) }
    let eight = jit { (a: T, b: T, c: T, d: T, e: T, f: T, g: T, h: T) -> T in weigh(a, b, c, d, e, f, g, h) }
    let nine = jit { (a: T, b: T, c: T, d: T, e: T, f: T, g: T, h: T, i: T) -> T in
      weigh(a, b, c, d, e, f, g, h, i)
    }
    let ten = jit { (a: T, b: T, c: T, d: T, e: T, f: T, g: T, h: T, i: T, j: T) -> T in
      weigh(a, b, c, d, e, f, g, h, i, j)
    }
    let eleven = jit { (a: T, b: T, c: T, d: T, e: T, f: T, g: T, h: T, i: T, j: T, k: T) -> T in
      weigh(a, b, c, d, e, f, g, h, i, j, k)
    }
    // Every tensor is different, so that none stands for another.
    let x = (0..<11).map { tensor(2, Float($0 + 1)) }
    for _ in 0..<4 {
      #expect(try floats(five(x[0], x[1], x[2], x[3], x[4])) == [129, 129])
      #expect(try floats(six(x[0], x[1], x[2], x[3], x[4], x[5])) == [321, 321])
      #expect(try floats(seven(x[0], x[1], x[2], x[3], x[4], x[5], x[6])) == [769, 769])
      #expect(try floats(eight(x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7])) == [1793, 1793])
      #expect(try floats(nine(x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8])) == [4097, 4097])
      #expect(try floats(ten(x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8], x[9])) == [9217, 9217])
      #expect(
        try floats(eleven(x[0], x[1], x[2], x[3], x[4], x[5], x[6], x[7], x[8], x[9], x[10]))
          == [20481, 20481])
    }
    for statistics in [
      five.statistics, six.statistics, seven.statistics, eight.statistics, nine.statistics, ten.statistics,
      eleven.statistics,
    ] {
      #expect(statistics.hits == 3)
      #expect(statistics.misses == 1)
    }
    // Inside a trace the call is recorded.
    let outer = jit { (y: T) in five(y, y, x[2], y, y) * 2 }
    #expect(try outer.graph(x[0]).contains("call"))
    #expect(try floats(outer(x[0])) == [78, 78])
  }

  @Test func moreTensorsThanBitsOfAWord() throws {
    let f = jit { (x: Tensor, rest: [Tensor], y: Tensor) in rest.reduce(x) { $0 + $1 } - y * 1000 }
    for value in 1...4 {
      let rest = (0..<70).map { tensor(1, Float(value * $0)) }
      #expect(try floats(f(tensor(1, 5), rest, tensor(1, Float(value)))) == [Float(5 + value * 1415)])
    }
    #expect(f.statistics.hits == 3)
  }

  @Test func resultsInTuplesOfAnyForm() throws {
    let three = jit { (x: Tensor) in (x + 1, x, x * 2) }
    let mixed = jit { (x: Tensor, y: Tensor) in ([x + y], x - y, Static(3)) }
    let nothing = jit { (x: Tensor) in () }
    for value in 1...4 {
      let v = Float(value)
      let (a, b, c) = three(tensor(1, v))
      #expect(try [floats(a), floats(b), floats(c)] == [[v + 1], [v], [2 * v]])
      let (d, e, f) = mixed(tensor(1, v), tensor(1, 1))
      #expect(try [floats(d[0]), floats(e)] == [[v + 1], [v - 1]])
      #expect(f.value == 3)
      nothing(tensor(1, v))
    }
    #expect(three.statistics.hits == 3)
    #expect(mixed.statistics.hits == 3)
    #expect(nothing.statistics.hits == 3)
  }

  @Test func alternatingShapesAreAllFound() throws {
    let f = jit { (x: Tensor) in x * 2 }
    let g = jit { (x: Ten) in x.members.reduce(0) { $0 + $1 } }
    // More shapes than are kept at hand.
    for round in 0..<60 {
      let count = 1 + round % 6
      #expect(try floats(f(tensor(count, 3))) == [Float](repeating: 6, count: count))
      let ten = Ten(members: (0..<10).map { tensor(count, Float($0)) })
      #expect(try floats(g(ten)) == [Float](repeating: 45, count: count))
    }
    for statistics in [f.statistics, g.statistics] {
      #expect(statistics.traces == 6)
      #expect(statistics.misses == 6)
      #expect(statistics.hits == 54)
    }
  }

  @Test func differentNumbersOfMembersAreDifferentSignatures() throws {
    let f = jit { (a: Ten, b: Ten) in a.members.reduce(0) { $0 + $1 } - b.members.reduce(0) { $0 + $1 } }
    for _ in 0..<3 {
      for split in [1, 2, 3] {
        let a = Ten(members: (0..<split).map { _ in tensor(2, 1) })
        let b = Ten(members: (split..<4).map { _ in tensor(2, 1) })
        #expect(try floats(f(a, b)) == [Float](repeating: Float(2 * split - 4), count: 2))
      }
    }
    #expect(f.statistics.traces == 3)
  }

  @Test func aTreeMayComputeItsTensors() throws {
    let f = jit { (x: Doubled, y: Tensor) in x.x + y }
    for value in 1...20 {
      let value = Float(value)
      #expect(
        try floats(f(Doubled(x: tensor(5, value)), tensor(5, 1)))
          == [Float](repeating: 2 * value + 1, count: 5))
    }
    #expect(f.statistics.traces == 1)
  }

  @Test func numbersWeakAndStrongTensorsAreToldApart() throws {
    let f = jit { (x: Tensor, y: Tensor) in x * y }
    for _ in 0..<3 {
      #expect(f(2, tensor(2, 1)).dtype == .float32)
      #expect(f(Tensor(weak: 2.5), Tensor([1, 2] as [Double])).dtype == .float64)
      #expect(f(Tensor(Float(2)), Tensor([1, 2] as [Double])).dtype == .float64)
    }
  }

  @Test func functionsCallFunctionsOnceTheyAreCompiled() throws {
    let inner = jit { (x: Tensor) in x + 1 }
    let x = tensor(3, 1)
    for _ in 0..<3 { _ = inner(x) }
    let captured = tensor(3, 5)
    let outer = jit { (x: Tensor) in inner(x) * inner(captured) }
    for _ in 0..<3 { #expect(try floats(outer(x)) == [12, 12, 12]) }
    #expect(try outer.graph(x).contains("call"))
  }

  @Test func ownershipIsTheSameWhenReady() throws {
    let captured = tensor(2, 7)
    let f = jit { (x: Tensor, y: [Tensor]) in
      let z = x * 2
      return (x, [z, z], y[0], captured, z + captured)
    }
    for value in 1...4 {
      let x = tensor(2, Float(value))
      let (a, b, c, d, e) = f(x, [x, x])
      #expect(try floats(a) == floats(x))
      #expect(try b.map(floats) == [floats(x * 2), floats(x * 2)])
      #expect(try floats(c) == floats(x))
      #expect(try floats(d) == [7, 7])
      #expect(try floats(e) == floats(x * 2 + 7))
    }
    #expect(f.statistics.hits == 3)
  }

  @Test func threadsCallWhileSignaturesReplaceEachOther() throws {
    final class Counter: Sendable { let value = Atomic<Int>(0) }
    let counter = Counter()
    let f = jit { (x: Tensor, y: Tensor) in x + y }
    let pair = jit { (x: Tensor) in (x + 1, [x]) }
    onThreads(16) { thread in
      for round in 0..<100 {
        let count = 1 + (thread + round) % 7
        let x = Tensor([Float](repeating: Float(thread), count: count))
        let sum = f(x, x)
        let (next, same) = pair(sum)
        let expected = [Float](repeating: Float(2 * thread), count: count)
        if (try? floats(sum)) == expected, (try? floats(same[0])) == expected,
          (try? floats(next)) == expected.map({ $0 + 1 })
        {
          counter.value.add(1, ordering: .relaxed)
        }
      }
    }
    #expect(counter.value.load(ordering: .relaxed) == 1_600)
    #expect(f.statistics.traces == 7)
    #expect(f.statistics.hits + f.statistics.misses == 1_600)
  }

  @Test func freedResultsAreUsedAgain() throws {
    let f = jit { (x: Tensor, y: Tensor) in x * 2 + y }
    // A size that no other test asks for.
    let x = Tensor.ones([5_300_001])
    var addresses: Set<UInt> = []
    for _ in 0..<10 {
      addresses.insert(UInt(bitPattern: try f(x, x).concrete(reading: "", at: .unknown).address))
    }
    // Fresh memory each time would be thousands of page faults a call.
    #expect(addresses.count == 1)
    #expect(addresses.first! % (2 << 20) == 0)
  }
}
