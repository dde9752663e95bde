import JAX

// What a call of a compiled function costs beside its work.

extension Benchmark {
  static var calls: [Benchmark] {
    let x = Tensor([1, 2, 3, 4, 5, 6, 7, 8] as [Float])
    return [
      call("scalar") { Workload.increment([Tensor(Float(1))]) },
      call("1 tensor") { Workload.increment([x]) },
      call("2 tensors") {
        let f = jit { (a: Tensor, b: Tensor) in a + b }
        return PreparedCall { f(x, x) }
      },
      call("3 tensors") {
        let f = jit { (a: Tensor, b: Tensor, c: Tensor) in a + b + c }
        return PreparedCall { f(x, x, x) }
      },
      call("4 tensors") {
        let f = jit { (a: Tensor, b: Tensor, c: Tensor, d: Tensor) in a + b + c + d }
        return PreparedCall { f(x, x, x, x) }
      },
      call("10 tensors") { Workload.sumOfTen(Array(repeating: x, count: 10)) },
      call("tensor and structure of 10") {
        let f = jit { (a: Tensor, ten: TenTensors) in a + ten.sum }
        let ten = TenTensors(repeating: x)
        return PreparedCall { f(x, ten) }
      },
      call("structure of 10 tensors") {
        let (f, ten) = (jit { (ten: TenTensors) in ten.sum }, TenTensors(repeating: x))
        return PreparedCall { f(ten) }
      },
      call("2 results") {
        let f = jit { (a: Tensor) in (a + 1, a - 1) }
        return PreparedCall { f(x) }
      },
      call("eager, 2 tensors") { PreparedCall { x + x } },
    ]
  }

  private static func call(_ name: String, _ prepare: @escaping @Sendable () -> PreparedCall) -> Benchmark {
    Benchmark("call", name) { plan in
      let call = prepare()
      // Before it is compiled, an operation outside `jit` runs in the interpreter.
      call.run(100)
      return Timing.measure(plan, call.run)
    }
  }
}

/// A structure of a user's, as parameters of a model are.
struct TenTensors: TensorTree {
  var a, b, c, d, e, f, g, h, i, j: Tensor

  init(repeating x: Tensor) { (a, b, c, d, e, f, g, h, i, j) = (x, x, x, x, x, x, x, x, x, x) }

  var sum: Tensor {
    let firstHalf = a + b + c + d + e
    return firstHalf + f + g + h + i + j
  }

  func flatten(into leaves: inout TreeFlattener) {
    leaves.append(a)
    leaves.append(b)
    leaves.append(c)
    leaves.append(d)
    leaves.append(e)
    leaves.append(f)
    leaves.append(g)
    leaves.append(h)
    leaves.append(i)
    leaves.append(j)
  }

  func rebuild(from leaves: inout TreeRebuilder) -> TenTensors {
    var rebuilt = self
    rebuilt.a = leaves.next(a)
    rebuilt.b = leaves.next(b)
    rebuilt.c = leaves.next(c)
    rebuilt.d = leaves.next(d)
    rebuilt.e = leaves.next(e)
    rebuilt.f = leaves.next(f)
    rebuilt.g = leaves.next(g)
    rebuilt.h = leaves.next(h)
    rebuilt.i = leaves.next(i)
    rebuilt.j = leaves.next(j)
    return rebuilt
  }
}
