import JAX

extension GradientProgram {
  static let control: [GradientProgram] = [
    GradientProgram("lstm") {
      let loss = { @Sendable (w: Tensor, xs: Tensor) in
        let zero = Tensor.zeros([3], .float64)
        let (last, states) = scan([zero, zero], over: xs) { state, x in
          let gates = split(matmul(concatenate([state[0], x]), w), into: 4)
          let c = sigmoid(gates[1]) * state[1] + sigmoid(gates[0]) * tanh(gates[2])
          let h = sigmoid(gates[3]) * tanh(c)
          return ([h, c], h)
        }
        return square(states).sum() + (last[1] * last[0]).sum()
      }
      let (w, xs) = grad(loss, withRespectTo: \.0, \.1)(numbers(5, 12, seed: 1), numbers(6, 2, seed: 2))
      return [w, xs]
    },
    GradientProgram("recurrent") {
      let xs = numbers(7, 2, seed: 2)
      let loss = { @Sendable (w: Tensor, h: Tensor) in
        let (last, _) = scan(h, over: xs) { h, x in
          let next = tanh(matmul(concatenate([h, x]), w))
          return (next, next)
        }
        return square(last).sum()
      }
      let (w, h) = grad(loss, withRespectTo: \.0, \.1)(numbers(5, 3, seed: 1), numbers(3, seed: 3))
      return [w, h]
    },
    GradientProgram("reversed_scan") {
      let gradient = grad { (xs: Tensor) in
        let (last, ys) = scan(Tensor.ones([2], .float64), over: xs, isReversed: true) { c, x in
          (c * 0.9 + sin(x), c * x)
        }
        return square(ys).sum() + last.sum()
      }
      return [gradient(numbers(6, 2, seed: 1))]
    },
    GradientProgram("nested_scans") {
      let loss = { @Sendable (xs: Tensor, a: Tensor) in
        let (c, sums) = scan(Tensor(0.1 as Double), over: xs) { c, x in
          let (c, ys) = scan(c, over: x) { c, v in (sin(c * a + v), c * v) }
          return (c, ys.sum())
        }
        return c + square(sums).sum()
      }
      let (xs, a) = grad(loss, withRespectTo: \.0, \.1)(numbers(4, 3, seed: 1), Tensor(0.8 as Double))
      return [xs, a]
    },
    GradientProgram("pendulum") {
      let loss = { @Sendable (state: Tensor, g: Tensor) in
        let last = foriLoop(0..<40, state) { _, s in s + 0.05 * stack([s[1], -g * sin(s[0])]) }
        return square(last).sum()
      }
      let (state, g) = grad(loss, withRespectTo: \.0, \.1)(Tensor([1.0, 0.5]), Tensor(9.8 as Double))
      return [state, g]
    },
    GradientProgram("runge_kutta") {
      let f = { @Sendable (y: Tensor) in
        stack([
          10 * (y[1] - y[0]), y[0] * (28 - y[2]) - y[1], y[0] * y[1] - Tensor(8.0 / 3.0 as Double) * y[2],
        ])
      }
      let gradient = grad { (y: Tensor) in
        foriLoop(0..<10, y) { _, y in
          let h = 0.01
          let a = f(y)
          let b = f(y + Tensor(h / 2) * a)
          let c = f(y + Tensor(h / 2) * b)
          let d = f(y + Tensor(h) * c)
          return y + Tensor(h / 6) * (a + 2 * b + 2 * c + d)
        }.sum()
      }
      return [gradient(numbers(3, seed: 1, 0.5, 1.5))]
    },
    GradientProgram("branches") {
      let gradient = jit(
        grad { (x: Tensor) in cond(x.sum() .> 0, then: { (sin(x) * x).sum() }, otherwise: { exp(x).sum() }) })
      let x = numbers(4, seed: 1)
      return [gradient(x), gradient(abs(x))]
    },
    GradientProgram("batched_branches") {
      let f = { @Sendable (x: Tensor) in cond(x .> 0, then: { sin(x) * x }, otherwise: { exp(x) }) }
      return [vmap(grad(f))(numbers(6, seed: 1))]
    },
    GradientProgram("newton_forwards") {
      let root = { @Sendable (a: Tensor) in
        whileLoop(a, while: { abs($0 * $0 - a) .> 1e-12 }) { 0.5 * ($0 + a / $0) }
      }
      let (value, tangent) = jit { (a: Tensor) in jvp(root, a, Tensor(1.0 as Double)) }(Tensor(3.0 as Double))
      return [value, tangent]
    },
    GradientProgram("loop_with_updates") {
      let gradient = grad { (x: Tensor) in
        square(
          foriLoop(0..<4, x) { i, y in
            dynamicUpdateSlice(y, sin(dynamicSlice(y, [i], sizes: [2])) * x[i], [i + 1])
          }
        ).sum()
      }
      return [gradient(numbers(6, seed: 1))]
    },
    GradientProgram("hessian_through_a_scan") {
      let f = { @Sendable (x: Tensor) in
        let (c, _) = scan(x, over: numbers(4, 3, seed: 2)) { c, v in
          let next = sin(c + v * x)
          return (next, next)
        }
        return (c * c).sum()
      }
      return [hessian(f)(numbers(3, seed: 1))]
    },
    GradientProgram("batched_scan_gradients") {
      let loss = { @Sendable (w: Tensor, xs: Tensor) in
        scan(Tensor.zeros([2], .float64), over: xs) { h, x in
          let next = tanh(matmul(h, w) + x)
          return (next, next)
        }.0.sum()
      }
      return [vmap(in: [nil, 0], grad(loss))(numbers(2, 2, seed: 1), numbers(3, 5, 2, seed: 2))]
    },
  ]
}
