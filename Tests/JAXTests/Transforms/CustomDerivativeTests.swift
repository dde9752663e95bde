import Testing

@testable import JAX

/// Functions with derivatives of their own, whatever is done with them.
struct CustomDerivativeTests {
  let x = Tensor([0.5, -1.25, 2] as [Double])

  /// `x²`, whose derivative pretends to be `3·x`.
  private static let square = customJVP(name: "square") { (x: Tensor) in
    x * x
  } derivative: { x, dx in
    (x * x, 3 * x * dx)
  }

  /// `x²`, whose pullback pretends that the derivative is `5·x`.
  private static let pulled = customVJP(name: "pulled") { (x: Tensor) in
    x * x
  } forward: { x in
    (x * x, ["x": x])
  } backward: { residuals, g in
    residuals["x"]! * 5 * g
  }

  @Test func theRuleIsUsedEverywhere() throws {
    for (f, slope) in [(Self.square, 3), (Self.pulled, 5)] as [(@Sendable (Tensor) -> Tensor, Double)] {
      let loss = { @Sendable (x: Tensor) in f(x).sum() }
      let derivative = Tensor(slope) * x
      #expect(try doubles(f(x)) == doubles(x * x))
      #expect(try doubles(jit(f)(x)) == doubles(x * x))
      #expect(try doubles(grad(loss)(x)) == doubles(derivative))
      #expect(try doubles(jit(grad(loss))(x)) == doubles(derivative))
      #expect(try doubles(grad(jit(loss))(x)) == doubles(derivative))
      let batch = stack([x, 2 * x], axis: 0)
      #expect(try doubles(vmap(f)(batch)) == doubles(batch * batch))
      #expect(try doubles(vmap(grad(loss))(batch)) == doubles(Tensor(slope) * batch))
      #expect(try doubles(grad { b in vmap(f)(b).sum() }(batch)) == doubles(Tensor(slope) * batch))
      #expect(try doubles(jvp(f, x, x).1) == doubles(derivative * x))
      #expect(try doubles(jit { x in jvp(f, x, x).1 }(x)) == doubles(derivative * x))
      #expect(try doubles(linearize(f, at: x).1(x)) == doubles(derivative * x))
      // The derivative of the derivative is that of its code.
      #expect(try doubles(grad { x in grad(loss)(x).sum() }(x)) == [slope, slope, slope])
      #expect(try doubles(jvp(grad(loss), x, x).1) == doubles(derivative))
      #expect(try doubles(grad { x in jvp(loss, x, x).1 }(x)) == doubles(2 * derivative))
      #expect(try doubles(jvp({ x in jvp(f, x, x).1 }, x, x).1) == doubles(2 * derivative * x))
      #expect(try doubles(hessian(loss)(x)) == doubles(Tensor(slope) * identity(3)))
    }
  }

  private func identity(_ count: Int) -> Tensor {
    Tensor((0..<count * count).map { $0 % (count + 1) == 0 ? 1.0 : 0 }, shape: [count, count])
  }

  @Test func inLoops() throws {
    for (f, slope) in [(Self.square, 3), (Self.pulled, 5)] as [(@Sendable (Tensor) -> Tensor, Double)] {
      let loss = { @Sendable (xs: Tensor) in
        scan(Tensor(1 as Double), over: xs) { c, x in (c * x, f(x)) }.1.sum()
      }
      #expect(try doubles(grad(loss)(x)) == doubles(Tensor(slope) * x))
      #expect(try doubles(jit(grad(loss))(x)) == doubles(Tensor(slope) * x))
      let carried = { @Sendable (x: Tensor) in foriLoop(0..<2, x) { _, y in f(y) }.sum() }
      // slope · x² · slope · x
      let expected = Tensor(slope * slope) * x * x * x
      #expect(try doubles(jit(grad(carried))(x)) == doubles(expected))
      #expect(try doubles(grad(carried)(x)) == doubles(expected))
      let chosen = { @Sendable (x: Tensor) in cond(x.sum() .> 0, then: { f(x) }, otherwise: { x }).sum() }
      #expect(try doubles(jit(grad(chosen))(x)) == doubles(Tensor(slope) * x))
    }
  }

  /// One rule calls another function with a rule.
  @Test func nested() throws {
    let outer = customJVP(name: "outer") { (x: Tensor) in
      Self.square(x) + 1
    } derivative: { x, dx in
      let (y, dy) = jvp(Self.square, x, dx)
      return (y + 1, 2 * dy)
    }
    let loss = { @Sendable (x: Tensor) in outer(x).sum() }
    #expect(try doubles(grad(loss)(x)) == doubles(6 * x))
    #expect(try doubles(jit(grad(loss))(x)) == doubles(6 * x))
    #expect(try doubles(vmap(grad(loss))(stack([x, x]))[1]) == doubles(6 * x))
    let pulled = customVJP { (x: Tensor) in
      Self.square(x)
    } forward: { x in
      (Self.square(x), x)
    } backward: { x, g in
      grad { x in (Self.pulled(x) * g).sum() }(x)
    }
    #expect(try doubles(grad { x in pulled(x).sum() }(x)) == doubles(5 * x))
    #expect(try doubles(jvp(pulled, x, x).1) == doubles(5 * x * x))
  }

  // MARK: Trees and arguments

  @Test func trees() throws {
    let f = customJVP { (p: [String: Tensor], n: Tensor) in
      ["sum": p["a"]! + p["b"]!, "count": n]
    } derivative: { p, n, dp, dn in
      (["sum": p["a"]! + p["b"]!, "count": n], ["sum": dp["a"]! * 2, "count": dn])
    }
    let n = Tensor(3 as Int32)
    let gradient = grad { (p: [String: Tensor]) in (f(p, n)["sum"]! * p["a"]!).sum() }(["a": x, "b": x + 1])
    #expect(try doubles(gradient["a"]!) == doubles(x + x + 1 + 2 * x))
    #expect(try doubles(gradient["b"]!) == [0, 0, 0])
    let g = customVJP { (a: Tensor, p: [Tensor]) in
      [p[0] * a, p[1]]
    } forward: { a, p in
      ([p[0] * a, p[1]], [a, p[0]])
    } backward: { (kept: [Tensor], d: [Tensor]) in
      (kept[1] * d[0], [d[0] * kept[0], d[1] * 10])
    }
    let total = { @Sendable (a: Tensor, p: [Tensor]) in
      let y = g(a, p)
      return (y[0] + y[1]).sum()
    }
    let (a, p) = grad(total, withRespectTo: \.0, \.1)(x, [x + 1, x])
    #expect(try doubles(a) == doubles(x + 1))
    #expect(try doubles(p[0]) == doubles(x))
    #expect(try doubles(p[1]) == [10, 10, 10])
  }

  @Test func constants() throws {
    // A Swift value, a tensor from outside, an integer, and an argument that the rule knows nothing of.
    let (bound, scale) = (Tensor(0.25 as Double), Tensor([1, 2, 3] as [Double]))
    let clipped = { @Sendable (x: Tensor, scale: Tensor) -> Tensor in
      let product = { @Sendable (x: Tensor, n: Tensor, k: Tensor) -> Tensor in
        x * scale * n.asType(.float64) * k
      }
      let f = customVJP(name: "clipped", nondifferentiable: [1, 2], product) {
        (x: Tensor, n: Tensor, k: Tensor) in
        (product(x, n, k), k)
      } backward: { (k: Tensor, g: Tensor) -> (Tensor, Tensor, Tensor) in
        (minimum(g * scale * k, bound), 0, 0)
      }
      return f(x, Tensor(2 as Int32), Tensor(0.1 as Double))
    }
    func expectExpected(_ gradient: Tensor, _ expected: [Double] = [0.1, 0.2, 0.25]) throws {
      for (a, b) in zip(try doubles(gradient), expected) { #expect(abs(a - b) < 1e-15 as Double) }
    }
    let loss = { @Sendable (x: Tensor) in clipped(x, scale).sum() }
    try expectExpected(grad(loss)(x))
    try expectExpected(jit(grad(loss))(x))
    try expectExpected(jit { (x, scale) in grad { x in clipped(x, scale).sum() }(x) }(x, scale))
    let batch = stack([x, x, x])
    try expectExpected(vmap(grad(loss))(batch)[1])
    try expectExpected(
      vmap(in: [0, nil]) { (x: Tensor, scale: Tensor) in grad { x in clipped(x, scale).sum() }(x) }(
        batch, scale)[2])
    // The tensor from outside differs within the batch.
    let scales = stack([scale, 2 * scale])
    let rows = vmap { (scale: Tensor) in grad { x in clipped(x, scale).sum() }(Tensor([1.0, 1, 1])) }(scales)
    try expectExpected(rows[0])
    try expectExpected(rows[1], [0.2, 0.25, 0.25])
  }

  // MARK: Messages

  private func message(_ body: () -> Void) throws -> String {
    try #require(throws: JAXError.self) { try withErrors { body() } }.detail
  }

  @Test func derivativesByConstants() throws {
    let outside = { @Sendable (x: Tensor) in
      let c = sin(x)
      return customJVP(name: "scaled") { (y: Tensor) in
        c * y
      } derivative: { y, dy in
        (c * y, c * dy)
      }(x).sum()
    }
    let text = try message { _ = jit(grad(outside))(x) }
    #expect(text.contains("the rule of 'scaled' gives derivatives by its arguments alone"), "\(text)")
    #expect(
      text.contains("the derivative by a f64[3], made at ") && text.contains("CustomDerivativeTests.swift:"))
    #expect(text.contains("pass it as an argument"))
    #expect(try message { _ = grad(outside)(x) }.contains("'scaled'"))
    let fixed = customVJP(name: "fixed", nondifferentiable: [1]) { (x: Tensor, y: Tensor) in
      x * y
    } forward: { x, y in
      (x * y, y)
    } backward: { y, g in
      (g * y, y)
    }
    #expect(try message { _ = grad { y in fixed(x, y).sum() }(x) }.contains("'fixed'"))
    // What does not depend on the variable may be from outside, and so may what is stopped.
    let stopped = { @Sendable (x: Tensor) in fixed(x, stopGradient(x)).sum() }
    #expect(try doubles(grad(stopped)(x)) == doubles(x))
    let none = customJVP(name: "one", nondifferentiable: [3]) { (x: Tensor, y: Tensor) in
      x
    } derivative: { x, _, dx, _ in
      (x, dx)
    }
    #expect(
      try message { _ = jit { (x: Tensor) in none(x, x) }(x) }
        .contains("argument 3 of 'one' is to be nondifferentiable, but it takes 2"))
  }

  @Test func rulesThatDoNotFit() throws {
    let pair = { @Sendable (x: Tensor) in ["a": x, "b": x.sum()] }
    let fewer = customJVP(name: "pair", pair) { x, dx in (pair(x), ["a": dx]) }
    #expect(
      try message { _ = grad { x in fewer(x)["b"]! }(x) }
        == "customJVP: the derivative of 'pair' gives the tangent ([\"a\"]: f64[3]), but the function gives "
        + "([\"a\"]: f64[3], [\"b\"]: f64[]): the trees must have one structure")
    let shape = customJVP(name: "pair", pair) { x, dx in (pair(x), ["a": dx, "b": dx]) }
    #expect(
      try message { _ = grad { x in shape(x)["b"]! }(x) }
        == "customJVP: the derivative of 'pair' gives the tangent ([\"a\"]: f64[3], [\"b\"]: f64[3]), but the function "
        + "gives ([\"a\"]: f64[3], [\"b\"]: f64[]): they differ at [\"b\"]")
    let value = customJVP(name: "half") { (x: Tensor) in
      x
    } derivative: { x, dx in
      (x.asType(.float32), dx)
    }
    #expect(
      try message { _ = jit(value)(x) }
        == "customJVP: the derivative of 'half' gives the value (f32[3]), but the function gives (f64[3])")
    let forward = customVJP(name: "pair", pair) { x in
      (["a": x], x)
    } backward: { _, g in
      g["a"]!
    }
    #expect(
      try message { _ = jit { (x: Tensor) in forward(x) }(x) }
        == "customVJP: the forward part of 'pair' gives the value ([\"a\"]: f64[3]), but the function gives "
        + "([\"a\"]: f64[3], [\"b\"]: f64[]): the trees must have one structure")
    let backward = customVJP(name: "product") { (x: Tensor, y: [Tensor]) in
      x * y[0]
    } forward: { x, y in
      (x * y[0], x)
    } backward: { x, g in
      (g, [g.sum()])
    }
    #expect(
      try message { _ = grad { x in backward(x, [x]).sum() }(x) }
        == "customVJP: the backward part of 'product' gives the cotangent (.0: f64[3], .1[0]: f64[]), but it takes "
        + "(.0: f64[3], .1[0]: f64[3]): they differ at .1[0]")
    let list = customVJP(name: "product") { (x: Tensor, y: [Tensor]) in
      x * y[0]
    } forward: { x, y in
      (x * y[0], x)
    } backward: { x, g in
      (g, [g, g])
    }
    #expect(
      try message { _ = grad { x in list(x, [x]).sum() }(x) }.contains(
        "gives the cotangent (.0: f64[3], .1[0]: f64[3], .1[1]: f64[3]), but it takes (.0: f64[3], .1[0]: f64[3]): "
          + "the trees must have one structure"))
  }

  /// Forward mode needs the transpose of the pullback.
  @Test func forwardModeOfPullbacks() throws {
    let clipped = customVJP(name: "clipped") { (x: Tensor) in
      x
    } forward: { x in
      (x, [Tensor]())
    } backward: { _, g in
      minimum(g, 1)
    }
    let text = try message { _ = jvp(clipped, x, x) }
    #expect(
      text.contains("'clipped' has a pullback of its own that is not linear in the cotangent"), "\(text)")
    #expect(text.contains("use reverse mode"))
    #expect(try doubles(grad { x in (clipped(x) * 7).sum() }(x)) == [1, 1, 1])
  }

  // MARK: Programs

  @Test func programsShowTheRules() throws {
    let vector = Tensor([1, 2] as [Float])
    #expect(
      try jit(Self.square).graph(vector) == """
        graph main(%0: f32[2]) {
          %1 = custom_jvp %0 {function = "square", constants = 0} (%0: f32[2]) {
            %1 = multiply %0, %0 : f32[2]
            return %1
          } (%0: f32[2], %1: f32[2]) {
            %2 = multiply %0, %0 : f32[2]
            %3 = constant {literal = f32[](3.0)} : f32[]
            %4 = broadcast_in_dim %3 {shape = [2], axes = []} : f32[2]
            %5 = multiply %4, %0 : f32[2]
            %6 = multiply %5, %1 : f32[2]
            return %2, %6
          } : f32[2]
          return %1
        }

        """)
    let gradient = try jit { (x: Tensor) in grad { x in Self.square(x).sum() }(x) }.graph(vector)
    #expect(!gradient.contains("custom_jvp") && gradient.contains("f32[](3.0)"))
    #expect(
      try jit(Self.pulled).graph(vector) == """
        graph main(%0: f32[2]) {
          %1 = custom_vjp %0 {function = "pulled", constants = 0} (%0: f32[2]) {
            %1 = multiply %0, %0 : f32[2]
            return %1
          } (%0: f32[2]) {
            %1 = multiply %0, %0 : f32[2]
            return %1, %0
          } (%0: f32[2], %1: f32[2]) {
            %2 = constant {literal = f32[](5.0)} : f32[]
            %3 = broadcast_in_dim %2 {shape = [2], axes = []} : f32[2]
            %4 = multiply %0, %3 : f32[2]
            %5 = multiply %4, %1 : f32[2]
            return %5
          } : f32[2]
          return %1
        }

        """)
  }

  /// Eager derivatives run the function once, outside of them it runs as it is and may read values.
  @Test func outsideDerivatives() throws {
    let f = customJVP { (x: Tensor) -> Tensor in
      ((try? x.sum().item(as: Double.self)) ?? 0) > 0 ? x : -x
    } derivative: { x, dx in
      (x, dx)
    }
    #expect(try doubles(f(x)) == doubles(x))
    #expect(try doubles(f(-x)) == doubles(x))
  }
}

func doubles(_ tensor: Tensor) throws -> [Double] { try tensor.elements(as: Double.self) }
