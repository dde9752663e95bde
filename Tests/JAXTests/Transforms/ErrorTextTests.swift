import Synchronization
import Testing

@testable import JAX

/// What users read when they misuse a transformation: the whole text.
struct ErrorTextTests {
  let x = Tensor([1, 2, 3] as [Float])
  let n = Tensor([1, 2] as [Int32])

  /// The text after the line, which is that of the call unless the user's function is to blame.
  private func text(
    file: String = #fileID, line: Int = #line, offset: Int = 0, _ body: () throws -> some Any
  ) throws -> String {
    let error = try #require(throws: JAXError.self) { try withErrors { _ = try body() } }
    let place = "\(file):\(line + offset): error: "
    let text = error.description
    #expect(text.hasPrefix(place), "\(text)")
    return String(text.dropFirst(place.count))
  }

  @Test func gradients() throws {
    #expect(
      try text { grad { (x: Tensor) in x * 2 }(x) }
        == "grad: the function gives f32[3], but only a function that gives one number has a gradient (give .sum() or "
        + ".mean() of it, or use vjp or jacrev)")
    #expect(
      try text { grad { (x: Tensor) in x.sum().asType(.int32) }(x) }
        == "grad: the function gives i32[], but only a function that gives a float has a gradient (convert it with "
        + "asType(.float32))")
    #expect(
      try text { valueAndGrad { (x: Tensor) in x * 2 }(3) }
        == "valueAndGrad: argument 0 is i32[], but only functions of floats have derivatives (write the number with a "
        + "point, or convert it with asType(.float32))")
    let layer = DenseLayer(weight: x, bias: n)
    let hint =
      " (convert it with asType(.float32), or take it out of what is differentiated: pass it as another "
      + "argument, or as Static)"
    let f = { @Sendable (x: Tensor, l: DenseLayer) in (x * l.weight).sum() }
    #expect(
      try text { grad(f, withRespectTo: \.1)(x, layer) }
        == "grad: argument 1 at .bias is i32[2], but only functions of floats have derivatives" + hint)
    #expect(
      try text { grad(f, withRespectTo: \.0, \.1.bias)(x, layer) }
        == "grad: argument 1 at .bias is i32[2], but only functions of floats have derivatives" + hint)
    #expect(
      try text { jacrev { (l: DenseLayer) in l.weight }(layer) }
        == "jacrev: argument 0 at .bias is i32[2], but only functions of floats have derivatives" + hint)
  }

  @Test func trees() throws {
    #expect(
      try text { jvp({ x in x[0] * x[1] }, [x, x], [x]) }
        == "jvp: the tangent has the tensors ([0]: f32[3]), but the argument has ([0]: f32[3], [1]: f32[3]): only the "
        + "argument has [1] (both must be trees of one structure)")
    #expect(
      try text {
        jvp({ (x: Tensor, t: [String: Tensor]) in x * t["a"]! }, (x, ["a": x]), (x, ["b": x]))
      }
        == "jvp: the tangent has the tensors (.0: f32[3], .1[\"b\"]: f32[3]), but the argument has (.0: f32[3], "
        + ".1[\"a\"]: f32[3]): only the tangent has .1[\"b\"] (both must be trees of one structure)")
    let line = #line + 1
    let (_, pullback) = vjp({ x in ["a": x * x] }, x)
    #expect(
      try text(line: line) { pullback(["b": self.x]) }
        == "vjp: the cotangent has the tensors ([\"b\"]: f32[3]), but the result has ([\"a\"]: f32[3]): only the "
        + "cotangent has [\"b\"] (both must be trees of one structure)")
    #expect(
      try text(line: line) { pullback(["a": Tensor.ones([3, 1])]) }
        == "vjp: the cotangent at [\"a\"] is f32[3,1], but the result is f32[3] there (a cotangent has the shape and "
        + "dtype of what it belongs to)")
    let squashed = DenseLayer(weight: x, bias: nil, isSquashed: true)
    let plain = DenseLayer(weight: x, bias: nil, isSquashed: false)
    #expect(
      try text { jvp({ (l: DenseLayer) in l.weight }, plain, squashed) }
        == "jvp: the tangent has the tensors (.weight: f32[3]), but the argument has (.weight: f32[3]): they differ in "
        + "what is not a tensor (both must be trees of one structure)")
    #expect(
      try text { jvp({ (x: Tensor, y: Tensor) in x * y }, (x, x), (x, n)) }
        == "jvp: the tangent at .1 is i32[2], but the argument is f32[3] there (a tangent has the shape and dtype of "
        + "what it belongs to)")
  }

  @Test func batches() throws {
    let layer = DenseLayer(weight: Tensor.ones([4, 2]), bias: x)
    #expect(
      try text { vmap { (l: DenseLayer, x: Tensor) in l.weight + x }(layer, x) }
        == "vmap: the axes to map over differ in size: 4 (axis 0 of argument 0 at .weight, f32[4,2]), "
        + "3 (axis 0 of argument 0 at .bias, f32[3]), 3 (axis 0 of argument 1, f32[3])")
    #expect(
      try text { vmap(in: [0, 1]) { (x: Tensor, y: Tensor) in x * y }(x, x) }
        == "vmap: argument 1 is f32[3], which has no axis 1 to map over")
    #expect(
      try text { vmap { (x: Tensor, y: Tensor) in x * y }(x, 2.0) }
        == "vmap: argument 1 is f32[], which has no axis 0 to map over (pass nil for what all of the batch share: "
        + "vmap(in: [0, nil]) { … })")
    #expect(
      try text { vmap(out: 2) { (x: Tensor) in x }(x) }
        == "vmap: result 0 of the batch is f32[3], which has no axis 2")
    #expect(
      try text { vmap(in: nil) { (x: Tensor) in x }(x) }
        == "vmap: no argument has an axis to map over (say how large the batch is: vmap(in: nil, size: 8))")
    #expect(
      try text { vmap(out: nil) { (x: Tensor) in x }(x) }
        == "vmap: result 0 differs within the batch, but its axis is to be nil (give it an axis, or reduce it over an "
        + "axis of its own)")
  }

  @Test func carries() throws {
    let hint = "keeps its type in every iteration: convert or reshape what the body gives)"
    #expect(
      try text {
        scan(["a": Tensor.zeros([]), "b": x], over: x) { c, x in (["a": c["a"]!, "b": c["b"]![1]], x) }.1
      } == "scan: the carry at [\"b\"] is f32[3], but the body gives f32[] (the carry " + hint)
    #expect(
      try text { scan([x], over: x) { c, x in (c + [x], x) }.1 }
        == "scan: the carry that the body gives has the tensors ([0]: f32[3], [1]: f32[]), but the carry has "
        + "([0]: f32[3]): only the carry that the body gives has [1] (both must be trees of one structure)")
    let layer = DenseLayer(weight: x, bias: n)
    func compiled(_ body: @escaping @Sendable (DenseLayer) -> DenseLayer) -> JAXError? {
      #expect(throws: JAXError.self) { try withErrors { jit(body)(layer) } }
    }
    let fori = compiled { l in
      foriLoop(0..<2, l) { _, l in DenseLayer(weight: l.weight, bias: l.weight.asType(.int32)) }
    }
    #expect(
      fori?.detail == "foriLoop: the state at .bias is i32[2], but the body gives i32[3] (the state " + hint)
    let loop = compiled { l in
      whileLoop(l, while: { $0.weight.sum() .< 3 }) { DenseLayer(weight: $0.weight, bias: nil) }
    }
    #expect(
      loop?.detail
        == "whileLoop: the state that the body gives has the tensors (.weight: f32[3]), but the state has "
        + "(.weight: f32[3], .bias: i32[2]): only the state has .bias (both must be trees of one structure)")
    let choice = compiled { l in
      cond(l.weight.sum() .> 3) {
        l
      } otherwise: {
        DenseLayer(weight: l.weight, bias: l.weight)
      }
    }
    #expect(
      choice?.detail
        == "cond: the branches give (f32[3], i32[2]) and (f32[3], f32[3]), which differ at .bias (all branches give "
        + "tensors of the same types: convert or reshape what they give)")
  }

  @Test func valuesThatLeft() throws {
    let kept = Mutex<Tensor?>(nil)
    let (file, line) = ("JAXTests/ErrorTextTests.swift", #line)
    let f = jit { (x: Tensor) -> Tensor in
      let y = tanh(x)
      kept.withLock { $0 = y }
      return y
    }
    _ = f(x)
    let leaked = try #require(kept.withLock { $0 })
    #expect(
      try text { maximum(leaked, 1) }
        == joined(
          "maximum: this f32[3], made at \(file):\(line + 2) in the jitted function called at ",
          "\(file):\(line + 6), is used after that function was traced: there it stood for a value of every run, and ",
          "it has no elements (return it from the function and use what the call gives, instead of keeping it in a ",
          "variable, an array or an object outside)")
    )
  }

  @Test func valuesThatAreRead() throws {
    let line = #line + 3
    @Sendable func read(_ x: Tensor) -> Tensor {
      do throws(JAXError) {
        return try x.sum().item(as: Float.self) > 3 ? x : -x
      } catch {
        return Tensor.fail(error)
      }
    }
    let file = "JAXTests/ErrorTextTests.swift"
    func expected(_ function: String, _ called: Int, _ argument: String) -> String {
      joined(
        "item: the elements of this f32[], made at \(file):\(line) in the \(function) at \(file):\(called), are not ",
        "known yet: that function is being traced, once for all runs\(argument) (choose with `select` or `cond`, ",
        "repeat with `whileLoop` or `foriLoop`; or return it and read it after the call; or pass what the function ",
        "has to know while it is traced as `Static`)")
    }
    let jitLine = #line + 1
    let compiled = try #require(throws: JAXError.self) { try withErrors { jit { x in read(x) }(x) } }
    #expect(
      compiled.description == "\(file):\(line): error: "
        + expected("jitted function called", jitLine, "; it depends on argument 0"))
    let batch = Tensor.ones([2, 3])
    let vmapLine = #line + 1
    let batched = try #require(throws: JAXError.self) { try withErrors { vmap { x in read(x) }(batch) } }
    #expect(batched.detail == expected("function given to vmap", vmapLine, ""))
    // Outside both it is known.
    #expect(try floats(grad { x in read(x).sum() }(x)) == [1, 1, 1])
  }
}
