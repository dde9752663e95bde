import Testing

@testable import JAX

/// Effects in functions that a derivative runs again, or not at all.
struct RuledEffectTests {
  let x = Tensor(3 as Float)

  private func expect(
    _ expected: [String], _ function: @escaping @Sendable (Tensor) -> Tensor,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let (eager, compiled, again) = lines(of: function, x)
    #expect(eager == expected, sourceLocation: sourceLocation)
    #expect(compiled == expected, sourceLocation: sourceLocation)
    #expect(again == expected, sourceLocation: sourceLocation)
  }

  @Test func aCheckpointPrintsOnceThoughItRunsTwice() throws {
    let function = checkpoint { (x: Tensor) in
      debugPrint("x = {}", x)
      return sin(sin(x))
    }
    expect(["x = 3.0"], function)
    expect(["x = 3.0"], grad(function))
    expect(["x = 3.0", "x = 3.0"]) { x in function(x) + grad(function)(x) }
    expect(["x = 3.0"]) { x in jvp(function, x, x).1 }
    expect(["x = 3.0", "x = 4.0"]) { x in vmap(function)(Tensor([3, 4] as [Float])).sum() + x }
  }

  @Test func aRuleOfItsOwnSaysWhatIsPrinted() throws {
    let function = customJVP { (x: Tensor) in
      debugPrint("value of {}", x)
      return x * x
    } derivative: { x, dx in
      debugPrint("slope of {}", x)
      return (x * x, 2 * x * dx)
    }
    expect(["value of 3.0"], function)
    #expect(lines { _ = jit(grad(function))(x) } == ["slope of 3.0"])
    #expect(lines { _ = jit { x in jvp(function, x, x).1 }(x) } == ["slope of 3.0"])
    // At once the function itself runs, and its rule is only computed with.
    #expect(lines { _ = grad(function)(x) } == ["value of 3.0"])
    let pulled = customVJP { (x: Tensor) in
      debugPrint("value of {}", x)
      return x * x
    } forward: { x in
      debugPrint("forward of {}", x)
      return (x * x, x)
    } backward: { x, g in
      debugPrint("backward of {}", x)
      return 2 * x * g
    }
    expect(["value of 3.0"], pulled)
    #expect(lines { _ = jit(grad(pulled))(x) } == ["forward of 3.0", "backward of 3.0"])
  }

  /// What the user is told of an ordered effect in a function given to `name`.
  private func expectRefusal(
    by name: String, of effect: String, _ function: @escaping @Sendable (Tensor) -> Tensor,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    for call in [grad(function), { jit(function)($0) }, { jit(grad(function))($0) }] {
      let error = try #require(throws: JAXError.self, sourceLocation: sourceLocation) {
        try withErrors { _ = call(x) }
      }
      #expect(error.code == .unsupported && error.operation == name, sourceLocation: sourceLocation)
      #expect(
        error.message.hasPrefix("the ordered \(effect) at JAXTests/RuledEffectTests.swift:")
          && error.message.hasSuffix(
            "stands in a function given to \(name), whose derivative decides what is run when: its effects "
              + "come in no order"),
        "\(error.message)", sourceLocation: sourceLocation)
      #expect("\(error.location)".contains("RuledEffectTests.swift"), sourceLocation: sourceLocation)
      #expect(
        error.hint == "leave out 'ordered: true', or call \(effect) before or after the function",
        sourceLocation: sourceLocation)
    }
  }

  @Test func orderedEffectsInThemAreErrors() throws {
    try expectRefusal(
      by: "checkpoint", of: "debugPrint",
      checkpoint { x in
        debugPrint("{}", x, ordered: true)
        return x * x
      })
    try expectRefusal(
      by: "checkpoint", of: "ioCallback",
      checkpoint { x in
        foriLoop(0..<2, x) { _, x in ioCallback(returning: x, x, ordered: true) { x in x * 2 } }
      })
    try expectRefusal(
      by: "customJVP", of: "debugPrint",
      customJVP { x in
        x * x
      } derivative: { x, dx in
        debugPrint("{x}", x: x, ordered: true)
        return (x * x, 2 * x * dx)
      })
    try expectRefusal(
      by: "customVJP", of: "debugCallback",
      customVJP { x in
        x * x
      } forward: { x in
        (x * x, x)
      } backward: { x, g in
        debugCallback(g, ordered: true) { _ in }
        return 2 * x * g
      })
  }

  /// What a checkpoint computes again must not be read from the world twice.
  @Test func anEffectIsNotReadAgain() throws {
    let function = checkpoint { (x: Tensor) in
      let y = ioCallback(returning: Tensor(0 as Float), Tensor(2 as Float)) { y in y * 10 }
      return sin(x * y)
    }
    for call in [grad(function), { jit(grad(function))($0) }] {
      let error = try #require(throws: JAXError.self) { try withErrors { _ = call(x) } }
      #expect(
        error.message
          == "what the effect gives is needed where a derivative runs it again, and an effect is not repeated"
      )
      #expect(!"\(error)".contains("host_callback") && "\(error)".contains("ioCallback"), "\(error)")
    }
  }
}
