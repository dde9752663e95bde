import JAXCompiler
import JAXIR
import JAXLapack
import JAXPrimitives
import Testing

struct LapackCallTests {
  private static func type(_ dtype: DType, _ extents: Int...) -> TensorType {
    TensorType(dtype, try! Shape(extents))
  }

  /// A routine, the types of its operands, and those of its results.
  static let signatures: [(LapackRoutine, [TensorType], String)] = [
    (LapackRoutine(.potrf, "L"), [type(.float32, 3, 3)], "f32[3,3] i32[]"),
    (LapackRoutine(.getrf), [type(.complex64, 2, 3, 5)], "c64[2,3,5] i32[2,3] i32[2]"),
    (LapackRoutine(.geqrf), [type(.float64, 5, 3)], "f64[5,3] f64[3]"),
    (LapackRoutine(.geqp3), [type(.float64, 5, 3), type(.int32, 3)], "f64[5,3] i32[3] f64[3]"),
    (LapackRoutine(.orgqr), [type(.float64, 5, 3), type(.float64, 2)], "f64[5,3]"),
    (
      LapackRoutine(.ormqr, 1, 0), [type(.float64, 5, 3), type(.float64, 3), type(.float64, 5, 7)],
      "f64[5,7]"
    ),
    (LapackRoutine(.trsm, "NRTU"), [type(.float32, 3, 3), type(.float32, 2, 3)], "f32[2,3]"),
    (
      LapackRoutine(.gtsv), Array(repeating: type(.float32, 2, 4), count: 3) + [type(.float32, 2, 4, 3)],
      "f32[2,4] f32[2,4] f32[2,4] f32[2,4,3] i32[2]"
    ),
    (LapackRoutine(.syevd, "VL"), [type(.complex128, 3, 3)], "c128[3,3] f64[3] i32[]"),
    (
      LapackRoutine(.geev, "NV"), [type(.float32, 3, 3)], "f32[3] f32[3] c64[3,3] c64[3,3] i32[]"
    ),
    (LapackRoutine(.geev, "NV"), [type(.complex64, 3, 3)], "c64[3] c64[3,3] c64[3,3] i32[]"),
    (LapackRoutine(.gesdd, "A"), [type(.complex64, 5, 3)], "c64[5,3] f32[3] c64[5,5] c64[3,3] i32[]"),
    (LapackRoutine(.gesvd, "S"), [type(.float64, 3, 5)], "f64[3,5] f64[3] f64[3,3] f64[3,5] i32[]"),
    (LapackRoutine(.gesdd, "N"), [type(.float64, 3, 5)], "f64[3,5] f64[3] i32[]"),
    (LapackRoutine(.gees, "VN"), [type(.float32, 2, 2)], "f32[2,2] f32[2,2] f32[2] f32[2] i32[] i32[]"),
    (LapackRoutine(.gehrd, 1, 4), [type(.float32, 4, 4)], "f32[4,4] f32[3] i32[]"),
    (LapackRoutine(.sytrd, "U"), [type(.complex64, 4, 4)], "c64[4,4] f32[4] f32[3] c64[3] i32[]"),
  ]

  @Test(arguments: signatures.indices)
  func signature(index: Int) throws {
    let (routine, operands, expected) = Self.signatures[index]
    let call = LapackCall(routine)
    let results = try call.resultTypes(of: operands.map(ValueType.tensor), regions: [])
    #expect(results.map(\.description).joined(separator: " ") == expected)
    var reader = try TextReader(routine.text)
    #expect(try LapackRoutine(from: &reader) == routine)
    #expect(LapackHostCall(name: LapackHostCall(routine, operands).name) == LapackHostCall(routine, operands))
  }

  @Test func everyRoutineIsTested() {
    let tested = Set(Self.signatures.map(\.0.name))
    #expect(tested == Set(LapackRoutine.Name.allCases))
  }

  @Test func targets() {
    #expect(LapackRoutine.Name.orgqr.target(for: .complex128) == "lapack_zungqr_ffi")
    #expect(LapackRoutine.Name.syevd.target(for: .complex64) == "lapack_cheevd_ffi")
    #expect(LapackRoutine.Name.gesdd.target(for: .float16) == nil)
    for name in LapackRoutine.Name.allCases {
      for dtype in [DType.float32, .float64, .complex64, .complex128] {
        let found = LapackRoutine.Name.named(target: name.target(for: dtype)!)
        #expect(found?.name == name && found?.dtype == dtype)
      }
    }
    #expect(LapackRoutine.Name.named(target: "lapack_sorgqr") == nil)
  }

  @Test func constraints() {
    func fails(_ routine: LapackRoutine, _ types: TensorType...) {
      #expect(throws: JAXError.self) {
        try LapackCall(routine).resultTypes(of: types.map(ValueType.tensor), regions: [])
      }
    }
    fails(LapackRoutine(.potrf, "L"), Self.type(.float32, 3))
    fails(LapackRoutine(.potrf, "L"), Self.type(.float32, 3, 4))
    fails(LapackRoutine(.potrf, "L"), Self.type(.float16, 3, 3))
    fails(LapackRoutine(.potrf, "L"), Self.type(.float32, 3, 3), Self.type(.float32, 3, 3))
    fails(LapackRoutine(.orgqr), Self.type(.float32, 3, 4), Self.type(.float32, 3))
    fails(LapackRoutine(.orgqr), Self.type(.float32, 4, 3), Self.type(.float32, 4))
    fails(LapackRoutine(.orgqr), Self.type(.float32, 4, 3), Self.type(.float64, 3))
    fails(LapackRoutine(.trsm, "NLNU"), Self.type(.float32, 3, 3), Self.type(.float32, 2, 3))
    fails(LapackRoutine(.trsm, "NLNU"), Self.type(.float32, 3, 3), Self.type(.float32, 2, 3, 3))
    fails(LapackRoutine(.geqp3), Self.type(.float32, 3, 3), Self.type(.int32, 2))
    fails(LapackRoutine(.gehrd, 0, 3), Self.type(.float32, 3, 3))
    fails(LapackRoutine(.gehrd, 1, 4), Self.type(.float32, 3, 3))
    fails(LapackRoutine(.getrf), TensorType(.float32, try! Shape([1 << 31, 0])))
  }

  /// Each of a batch is what it is alone, wherever the batch axis was.
  @Test(arguments: signatures.indices)
  func batches(index: Int) throws {
    guard lapackIsInstalled() else { return }
    let (routine, types, _) = Self.signatures[index]
    let builder = GraphBuilder()
    let parameters = types.map { builder.parameter(.tensor($0)) }
    let one = builder.finish(results: try builder.append(LapackCall(routine), parameters))
    let batched = try one.vectorized(axes: types.map(\.rank), size: 2)
    try batched.graph.verify()
    func number(_ type: TensorType, _ place: Int) -> Double {
      // The exchanges that geqp3 is given are zeros: every column may move.
      type.dtype == .int32 ? 0 : 0.3 + Double((place * 7 + place * place) % 11) / 4
    }
    func argument(_ type: TensorType, _ place: (Int) -> Int) throws -> Literal {
      let bytes = (0..<type.shape.count * type.dtype.partCount).flatMap { part -> [UInt8] in
        let constant = Kernel.Constant(type.dtype.component, number(type, place(part)))
        let bits = type.dtype == .int32 ? 0 : constant.bits
        return (0..<type.dtype.component.byteCount).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * $0)) }
      }
      return try Literal(type, bytes: bytes)
    }
    var evaluation = ReferenceEvaluation()
    let together = try evaluation.run(
      batched.graph,
      try types.map { type in
        let wide = type.with(shape: try Shape(type.shape.extents + [2]))
        let parts = type.dtype.partCount
        return try argument(wide) { (part) in
          let (element, half) = (part / parts, part % parts)
          return (element / 2 * parts + half) + 1000 * (element % 2)
        }
      }, hostFunctions: batched.graph.lapackFunctions)
    for item in 0..<2 {
      let alone = try evaluation.run(
        one, try types.map { type in try argument(type) { $0 + 1000 * item } },
        hostFunctions: one.lapackFunctions)
      for (result, expected) in zip(together, alone) {
        let size = expected.expandedBytes.count
        let slice = Array(result.expandedBytes[item * size..<(item + 1) * size])
        #expect(slice == expected.expandedBytes, "\(routine.text)")
      }
    }
  }

  @Test func derivativeIsAClearError() throws {
    let builder = GraphBuilder()
    let parameter = builder.parameter(.tensor(Self.type(.float32, 3, 3)))
    let call = LapackCall(LapackRoutine(.geqrf))
    let graph = builder.finish(results: try builder.append(call, [parameter]))
    let error = try #require(throws: JAXError.self) { try graph.jvp([true], explicitZeros: true) }
    #expect(error.code == .unsupported && error.hint?.contains("LinearAlgebra.qr") == true, "\(error)")
  }

  /// What nobody reads is not computed, and equal calls are one.
  @Test func callsArePure() throws {
    let builder = GraphBuilder()
    let parameter = builder.parameter(.tensor(Self.type(.float32, 3, 3)))
    let call = LapackCall(LapackRoutine(.getrf))
    let first = try builder.append(call, [parameter])
    let second = try builder.append(call, [parameter])
    _ = try builder.append(LapackCall(LapackRoutine(.geqrf)), [parameter])
    let graph = builder.finish(results: [first[0], second[1]])
    let optimised = try Pipeline(CompilerOptions(), context: .folding).optimise(graph)
    #expect(optimised.instructions.count == 1, "\(optimised)")
  }
}
