import JAX

extension GradientProgram {
  static let rules: [GradientProgram] = [
    GradientProgram("custom_derivative") {
      let softplus = customJVP { (x: Tensor) in
        log1p(exp(x))
      } derivative: { x, dx in
        // The tangent of a value and a tangent that are not those of the code.
        (log1p(exp(x)), 2 * sigmoid(x) * dx)
      }
      let f = { @Sendable (x: Tensor) in (softplus(x) * sin(softplus(0.5 * x))).sum() }
      let x = numbers(5, seed: 1)
      return [grad(f)(x), jvp(f, x, numbers(5, seed: 2)).1, jit(hessian(f))(x)]
    },
    GradientProgram("custom_derivative_of_two") {
      let f = customJVP(name: "hypotenuse") { (x: Tensor, y: Tensor) in
        sqrt(x * x + y * y)
      } derivative: { x, y, dx, dy in
        let r = sqrt(x * x + y * y)
        return (r, (x * dx + y * dy) / (r + 0.1))
      }
      let loss = { @Sendable (x: Tensor, y: Tensor) in square(vmap(in: [0, nil]) { f($0, $1) }(x, y)).sum() }
      let (x, y) = jit { (x: Tensor, y: Tensor) in grad(loss, withRespectTo: \.0, \.1)(x, y) }(
        numbers(3, 4, seed: 1), numbers(4, seed: 2))
      return [x, y]
    },
    GradientProgram("clipped_pullback") {
      // The bound is a number of Swift, the exponent a tensor that the rule gives no derivative by.
      let bound = 0.3
      let f = customVJP(nondifferentiable: [1]) { (x: Tensor, n: Tensor, w: Tensor) in
        pow(x, n) * w
      } forward: { x, n, w in
        (pow(x, n) * w, [x, n, w])
      } backward: { (kept: [Tensor], g: Tensor) -> (Tensor, Tensor, Tensor) in
        let slope = g * kept[2] * kept[1] * pow(kept[0], kept[1] - 1)
        return (clamp(slope, lower: Tensor(-bound), upper: Tensor(bound)), 0, g * pow(kept[0], kept[1]))
      }
      let loss = { @Sendable (x: Tensor, w: Tensor) in
        sin(vmap(in: [0, nil, nil]) { f($0, $1, $2) }(x, Tensor(3.0 as Double), w)).sum()
      }
      let (x, w) = grad(loss, withRespectTo: \.0, \.1)(numbers(3, 4, seed: 1), numbers(4, seed: 2))
      return [x, w]
    },
    GradientProgram("implicit_root") {
      // y³ + y = x, of which the pullback knows the implicit derivative.
      let solution = { @Sendable (x: Tensor) in
        foriLoop(0..<30, x) { _, y in
          let error = y * y * y + y - x
          return y - error / (3 * y * y + 1)
        }
      }
      let root = customVJP(solution) { x in
        let y = solution(x)
        return (y, y)
      } backward: { (y: Tensor, g: Tensor) in
        g / (3 * y * y + 1)
      }
      let loss = { @Sendable (x: Tensor) in (root(x) * cos(x)).sum() }
      let x = numbers(4, seed: 1)
      return [jit(grad(loss))(x), jvp(grad(loss), x, numbers(4, seed: 2)).1]
    },
    GradientProgram("rules_in_a_scan") {
      let squash = customJVP { (x: Tensor) in
        tanh(x)
      } derivative: { x, dx in
        let y = tanh(x)
        return (y, dx * (1.1 - y * y))
      }
      let scaled = customVJP { (x: Tensor, s: Tensor) in
        x * s
      } forward: { (x: Tensor, s: Tensor) -> (Tensor, [Tensor]) in
        (x * s, [x, s])
      } backward: { (kept: [Tensor], g: Tensor) -> (Tensor, Tensor) in
        (g * kept[1], 0.5 * (g * kept[0]).sum())
      }
      let loss = { @Sendable (xs: Tensor, w: Tensor, s: Tensor) in
        let (last, ys) = scan(Tensor.zeros([3], .float64), over: xs) { h, x in
          let next = squash(matmul(h, w) + scaled(x, s))
          return (next, next.sum())
        }
        return square(ys).sum() + last.sum()
      }
      let (xs, w, s) = jit { (xs: Tensor, w: Tensor, s: Tensor) in
        grad(loss, withRespectTo: \.0, \.1, \.2)(xs, w, s)
      }(numbers(5, 3, seed: 1), numbers(3, 3, seed: 2), Tensor(0.7 as Double))
      return [xs, w, s]
    },
    GradientProgram("checkpointed_scan") {
      let step = checkpoint(saving: ["gate"]) { (h: Tensor, x: Tensor, w: Tensor) in
        let gate = named(sigmoid(matmul(h, w) + x), "gate")
        return gate * h + (1 - gate) * tanh(x)
      }
      let loss = { @Sendable (w: Tensor, xs: Tensor) in
        square(scan(Tensor.ones([3], .float64), over: xs) { h, x in (step(h, x, w), h.sum()) }.0).sum()
      }
      let (w, xs) = jit { (w: Tensor, xs: Tensor) in grad(loss, withRespectTo: \.0, \.1)(w, xs) }(
        numbers(3, 3, seed: 1), numbers(6, 3, seed: 2))
      return [w, xs]
    },
    GradientProgram("nested_checkpoints") {
      // A checkpoint of checkpoints, around a function with a rule of its own.
      let swish = customJVP { (x: Tensor) in
        x * sigmoid(x)
      } derivative: { x, dx in
        let s = sigmoid(x)
        return (x * s, dx * (s + x * s * (1 - s)))
      }
      let block = checkpoint { (x: Tensor, w: Tensor) in swish(matmul(x, w)) + x }
      let network = checkpoint(saving: .products) { (x: Tensor, ws: Tensor) in
        square(block(block(x, ws[0]), ws[1])).mean()
      }
      let x = numbers(4, 3, seed: 1)
      let ws = numbers(2, 3, 3, seed: 2)
      let loss = { @Sendable (ws: Tensor) in network(x, ws) }
      return [jit(grad(loss))(ws), jvp(grad(loss), ws, numbers(2, 3, 3, seed: 3)).1]
    },
  ]
}
