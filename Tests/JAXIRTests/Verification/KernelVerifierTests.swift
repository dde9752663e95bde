import Testing

@testable import JAXIR

/// One kernel for each way to break an invariant of `KernelVerifier`.
struct KernelVerifierTests {
  /// The invariant, a part of the message, and the kernel's text without its first line.
  private static let rejected: [(invariant: String, message: String, parameters: String, body: String)] = [
    ("K1", "%0 is defined again", "", "%0: f32 = constant 1.0\n%0: f32 = constant 1.0"),
    ("K1", "%0 is complex", "", "%0: c64 = constant 0x0"),
    ("K1", "%0 is defined again", "extent %0", "loop %0 in 0 ..< 3 { }"),
    ("K2", "%7 is not defined", "", "%0: f32 = neg %7"),
    ("K2", "%1 is used before its definition", "", "%0: f32 = neg %1\n%1: f32 = constant 1.0"),
    (
      "K2", "%1 belongs to another block", "",
      "loop %0 in 0 ..< 3 { %1: f32 = constant 1.0 }\n%2: f32 = neg %1"
    ),
    ("K2", "%0 is used before its definition", "", "%0: f32 = neg %0"),
    ("K2", "%1 belongs to another block", "extent %0", "loop %1 in 0 ..< 3 { }\n%2: i64 = index [%1]"),
    ("K3", "@0 is complex", "@0: read c64[3]", ""),
    ("K3", "local @0 has no count", "", "local @0: f32[?]"),
    ("K3", "locals take more than 1 GiB", "", "local @0: f32[4611686018427387904]"),
    ("K3", "locals take more than 1 GiB", "", "local @0: f32[200000000] local @1: f32[200000000]"),
    ("K3", "@1 is not declared", "@0: read f32[3]", "%0: f32 = load @1[0]"),
    ("K4", "@0 cannot be read", "@0: write f32[3]", "%0: f32 = load @0[0]"),
    ("K4", "@0 cannot be written", "@0: read f32[3]", "%0: f32 = constant 1.0\nstore %0, @0[0]"),
    ("K5", "@0 holds f32", "@0: read f32[3]", "%0: i32 = load @0[0]"),
    ("K5", "@0 holds f32", "@0: write f32[3]", "%0: i32 = constant 1\nstore %0, @0[0]"),
    ("K5", "the mask is not bool", "@0: write f32[3]", "%0: f32 = constant 1.0\nstore %0, @0[0] where %0"),
    (
      "K5", "else is not f32", "@0: read f32[3]",
      "%0: bool = constant true\n%1: f32 = load @0[0] where %0 else %0"
    ),
    ("K5", "a store has no result", "@0: write f32[3]", "%0: f32 = constant 1.0\n%1: f32 = store %0, @0[0]"),
    ("K6", "%0 is not i64", "@0: write f32[?]", "%0: f32 = constant 1.0\nstore %0, @0[%0]"),
    ("K6", "%0 is not i64", "", "%0: i32 = constant 1\nloop %1 in 0 ..< %0 { }"),
    ("K6", "the result is [i32]", "", "%0: i32 = index [3]"),
    ("K7", "indices 3...3 of 3", "@0: read f32[3]", "%0: f32 = load @0[3]"),
    ("K7", "indices -1...-1 of 3", "@0: read f32[3]", "%0: f32 = load @0[-1]"),
    (
      "K7", "indices 1...5 of 5", "@0: read f32[5]", "loop %0 in 0 ..< 6 step 2 { %1: f32 = load @0[%0 + 1] }"
    ),
    (
      "K7", "indices -1...0 of 5", "@0: read f32[5]", "loop %0 in 0 ..< 2 { %1: f32 = load @0[%0*-1] }"
    ),
    (
      "K7", "of 5 elements", "@0: read f32[5]",
      "loop %0 in 1 ..< 4 { %1: f32 = load @0[%0*9223372036854775807] }"
    ),
    ("K9", "there is no add of", "", "%0: bool = constant true\n%1: bool = add %0, %0"),
    ("K9", "there is no add of", "", "%0: f32 = constant 1.0\n%1: f32 = add %0"),
    ("K9", "the result is", "", "%0: f32 = constant 1.0\n%1: i32 = neg %0"),
    ("K10", "the step is 0", "", "loop %0 in 0 ..< 3 step 0 { }"),
    ("K10", "the yields are", "", "%0: f32 = constant 1.0\nloop %1 in 0 ..< 3 { yield %0 }"),
    (
      "K10", "the results are", "",
      "%0: f32 = constant 1.0\n%3: i32 = loop %1 in 0 ..< 3 carrying (%2: f32 = %0) { yield %2 }"
    ),
    (
      "K10", "the arguments are", "",
      "%0: f32 = constant 1.0\n%3: f32 = loop %1 in 0 ..< 3 carrying (%2: i32 = %0) { yield %0 }"
    ),
    ("K11", "no power of two", "", "loop %0 in 0 ..< 3 vector(3 x 1) { }"),
    ("K11", "nothing is interleaved", "", "loop %0 in 0 ..< 3 vector(4 x 0) { }"),
    ("K11", "the bounds are not constant", "extent %0", "loop %1 in 0 ..< %0 unrolled { }"),
    (
      "K11", "carry values", "",
      "%0: f32 = constant 1.0\n%3: f32 = loop %1 in 0 ..< 3 parallel carrying (%2: f32 = %0) { yield %2 }"
    ),
    (
      "K12", "another concurrent loop", "",
      "loop %0 in 0 ..< 3 vector(4 x 1) { loop %1 in 0 ..< 3 { loop %2 in 0 ..< 3 vector(4 x 1) { } } }"
    ),
    (
      "K12", "another concurrent loop", "",
      "loop %0 in 0 ..< 3 vector(4 x 1) { loop %1 in 0 ..< 3 parallel { } }"
    ),
    (
      "K12", "another concurrent loop", "@0: read f32[4]",
      reduction("%5 in 0 ..< 4 lanes(4) vector(4)", vectorInside)
    ),
    (
      "K12", "inside of what runs at once", "",
      "loop %0 in 0 ..< 3 parallel { loop %1 in 0 ..< 3 threads(grain 1) { } }"
    ),
    (
      "K12", "inside of what runs at once", "",
      "loop %0 in 0 ..< 3 threads(grain 1) { loop %1 in 0 ..< 3 { loop %2 in 0 ..< 3 threads(grain 1) { } } }"
    ),
    ("K11", "the grain is 0", "", "loop %0 in 0 ..< 3 threads(grain 0) { }"),
    (
      "K19", "store to one element", "@0: write f32[1]",
      "%0: f32 = constant 1.0\nloop %1 in 0 ..< 3 threads(grain 1) { store %0, @0[0] }"
    ),
    ("K13", "the number of lanes is no power", "@0: read f32[4]", reduction("%5 in 0 ..< 4 lanes(3)")),
    ("K13", "the vector is no power", "@0: read f32[4]", reduction("%5 in 0 ..< 4 lanes(4) vector(3)")),
    ("K13", "the vector is wider", "@0: read f32[4]", reduction("%5 in 0 ..< 4 lanes(4) vector(8)")),
    ("K13", "more than 1,024 lanes", "@0: read f32[4]", reduction("%5 in 0 ..< 4 lanes(2048)")),
    (
      "K13", "the elements are", "",
      "%0: f32 = constant 1.0\n%1: f32 = reduce %2 in 0 ..< 3 lanes(1) from (%0) { yield %2 } "
        + "combine (%3: f32, %4: f32) { yield %3 }"
    ),
    (
      "K13", "the arguments of combine are", "",
      "%0: f32 = constant 1.0\n%1: f32 = reduce %2 in 0 ..< 3 lanes(1) from (%0) { yield %0 } "
        + "combine (%3: f32) { yield %3 }"
    ),
    (
      "K13", "the yields of combine are", "",
      "%0: f32 = constant 1.0\n%1: f32 = reduce %2 in 0 ..< 3 lanes(1) from (%0) { yield %0 } "
        + "combine (%3: f32, %4: f32) { %5: bool = cmp.lt %3, %4\nyield %5 }"
    ),
    (
      "K13", "the results are", "",
      "%0: f32 = constant 1.0\n%1: i32 = reduce %2 in 0 ..< 3 lanes(1) from (%0) { yield %0 } "
        + "combine (%3: f32, %4: f32) { yield %3 }"
    ),
    (
      "K14", "more than scalar operations", "@0: read f32[3]",
      "%0: f32 = constant 1.0\n%1: f32 = reduce %2 in 0 ..< 3 lanes(1) from (%0) { yield %0 } "
        + "combine (%3: f32, %4: f32) { %5: f32 = load @0[0]\n yield %3 }"
    ),
    (
      "K15", "the yields of the condition", "",
      "%0: f32 = constant 1.0\n%1: f32 = while (%2: f32 = %0) { yield %2 } do (%3: f32) { yield %3 }"
    ),
    (
      "K15", "a condition stores", "@0: write f32[3]",
      "%0: f32 = constant 1.0\n%1: f32 = while (%2: f32 = %0) { loop %5 in 0 ..< 3 { store %2, @0[%5] }\n"
        + "%4: bool = cmp.lt %2, %0\nyield %4 } do (%3: f32) { yield %3 }"
    ),
    (
      "K15", "the arguments of the body", "",
      "%0: bool = constant true\n%1: bool = while (%2: bool = %0) { yield %2 } do (%3: i32) { yield %0 }"
    ),
    (
      "K15", "the yields of the body", "",
      "%0: bool = constant true\nwhile (%2: bool = %0) { yield %2 } do (%3: bool) { }"
    ),
    (
      "K15", "the results", "",
      "%0: bool = constant true\nwhile (%2: bool = %0) { yield %2 } do (%3: bool) { yield %3 }"
    ),
    ("K16", "the condition is not bool", "", "%0: f32 = constant 1.0\nif %0 { }"),
    ("K16", "the yields are", "", "%0: bool = constant true\n%1: bool = if %0 { yield %0 }"),
    ("K17", "the body yields", "", "%0: bool = constant true\nyield %0"),
    (
      "K19", "iterations that run at once", "@0: write f32[3]",
      "%0: f32 = constant 1.0\nloop %1 in 0 ..< 3 vector(4 x 1) { store %0, @0[0] }"
    ),
    (
      "K19", "iterations that run at once", "@0: write f32[3], extent %9",
      "%0: f32 = constant 1.0\nloop %1 in 0 ..< %9 parallel { loop %2 in 0 ..< 3 vector(4 x 1) { store %0, @0[%2] } }"
    ),
    (
      "K19", "iterations that run at once", "",
      "local @0: f32[3]\n%0: f32 = constant 1.0\nloop %1 in 0 ..< 3 parallel { store %0, @0[0] }\n"
        + "%2: f32 = load @0[0]"
    ),
  ]

  private static let vectorInside = "loop %9 in 0 ..< 3 vector(4 x 1) { }"

  private static func reduction(_ domain: String, _ inside: String = "") -> String {
    "%1: f32 = constant 1.0\n%2: f32 = reduce \(domain) from (%1) { \(inside) %6: f32 = load @0[%5]\nyield %6 } "
      + "combine (%7: f32, %8: f32) { yield %7 }"
  }

  @Test(arguments: rejected.indices)
  func rejects(index: Int) throws {
    let (invariant, message, parameters, body) = KernelVerifierTests.rejected[index]
    let kernel = try Kernel(parsing: "kernel k(\(parameters)) {\n\(body)\n}")
    let error = try #require(throws: JAXError.self) { try kernel.verify() }
    #expect(error.code == .verifyError)
    #expect(error.message.hasPrefix("\(invariant): "), "\(error)")
    #expect(error.message.contains(message), "\(error)")
  }

  /// Breaks that text cannot say.
  @Test func rejectsWhatHasNoText() throws {
    func expect(_ invariant: String, _ kernel: Kernel) throws {
      let error = try #require(throws: JAXError.self) { try kernel.verify() }
      #expect(error.message.hasPrefix("\(invariant): "), "\(error)")
    }
    let zero = Kernel.Value(0)
    func body(_ kind: Kernel.Operation.Kind, _ dtype: DType) -> Kernel {
      let block = Kernel.Block(operations: [Kernel.Operation(kind, results: [zero])])
      return Kernel(
        name: "k", parameters: [.init(.float32, count: 3, access: .read)], body: block, types: [dtype])
    }
    try expect("K1", Kernel(name: "k", parameters: [], extents: [zero], body: Kernel.Block(), types: []))
    try expect(
      "K3",
      Kernel(
        name: "k", parameters: [.init(.float32, count: -1, access: .read)], body: Kernel.Block(), types: []))
    try expect(
      "K3",
      Kernel(
        name: "k", parameters: [], locals: [.init(.float32, count: 1, access: .read)], body: Kernel.Block(),
        types: []))
    try expect(
      "K6", Kernel(name: "k", parameters: [], extents: [zero], body: Kernel.Block(), types: [.int32]))
    try expect("K8", body(.constant(Kernel.Constant(.int8, bits: 256)), .int8))
    try expect("K8", body(.constant(Kernel.Constant(.int8, bits: 1)), .int16))
    var unmasked = try Kernel(
      parsing: "kernel k(@0: read f32[3]) {\n%0: f32 = constant 1.0\n%1: f32 = load @0[0]\n}")
    unmasked.body.operations[1].kind = .load(Kernel.Buffer(0), AffineIndex(), mask: nil, otherwise: zero)
    try expect("K5", unmasked)
    let reduction = Kernel.Reduction(
      domain: [], lanes: 1, initial: [], body: Kernel.Block(), combine: Kernel.Block())
    try expect("K13", body(.reduce(reduction), .float32))
    let arguments = Kernel.Block(arguments: [zero])
    try expect("K17", Kernel(name: "k", parameters: [], body: arguments, types: [.bool]))
    let condition = Kernel.Operation(.constant(Kernel.Constant(.bool, bits: 1)), results: [zero])
    let branch = Kernel.Operation(
      .conditional(zero, then: Kernel.Block(arguments: [Kernel.Value(1)]), otherwise: Kernel.Block()))
    try expect(
      "K16",
      Kernel(
        name: "k", parameters: [], body: Kernel.Block(operations: [condition, branch]), types: [.bool, .bool])
    )
  }

  @Test func rejectsDeepNesting() throws {
    var block = Kernel.Block()
    var types: [DType] = []
    for _ in 0..<Kernel.maximumDepth {
      let index = Kernel.Value(types.count)
      types.append(.int64)
      block.arguments = [index]
      block = Kernel.Block(operations: [.init(.loop(Kernel.Loop(upper: .constant(1), body: block)))])
    }
    let error = try #require(throws: JAXError.self) {
      try Kernel(name: "k", parameters: [], body: block, types: types).verify()
    }
    #expect(error.message.hasPrefix("K18: "))
  }

  @Test(arguments: [
    // A loop of no iterations reads nothing.
    ("@0: read f32[0]", "loop %0 in 0 ..< 0 { %1: f32 = load @0[3] }"),
    ("@0: read f32[1], extent %0", "loop %1 in 0 ..< %0 { %2: f32 = load @0[3] }"),
    // One iteration does not run at the same time as another.
    ("@0: write f32[1]", "%0: f32 = constant 1.0\nloop %1 in 0 ..< 1 vector(4 x 1) { store %0, @0[0] }"),
    // A local inside a parallel loop is private.
    ("", "local @0: f32[1]\n%0: f32 = constant 1.0\nloop %1 in 0 ..< 9 parallel { store %0, @0[0] }"),
    // Only one lane stores.
    (
      "@0: write i64[1]",
      "%0: i64 = constant 3\nloop %1 in 0 ..< 9 vector(8 x 1) { %2: bool = cmp.eq %0, %1\nstore %1, @0[0] where %2 }"
    ),
    (
      "@0: write i64[1]",
      "%0: i64 = constant 3\nloop %1 in 0 ..< 9 vector(8 x 1) { %2: bool = cmp.eq %0, %1\nif %2 { store %1, @0[0] } }"
    ),
  ])
  func accepts(parameters: String, body: String) throws {
    try Kernel(parsing: "kernel k(\(parameters)) {\n\(body)\n}").verify()
  }
}
