import JAXCompiler
import JAXIR
import JAXStableHLO
import Testing

/// Portable artifacts that StableHLO wrote of the texts beside them, in versions from 0.9.0 on.
@Suite struct BytecodeReaderTests {
  static let folder =
    "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    .joined(separator: "/") + "/Data"

  static let artifacts = Corpus.names(in: folder).filter { $0.hasSuffix(".mlirbc") }

  static func contents(_ name: String) throws -> [UInt8] {
    try #require(Corpus.contents("\(folder)/\(name)"))
  }

  /// The graph of a program, or what is wrong with it, without places.
  static func outcome(_ bytes: [UInt8]) -> String {
    do throws(JAXError) {
      let graph = try importStableHLO(bytes, file: "f")
      return graph.text()
    } catch {
      return error.detail.replacing(#/\d+:\d+: /#, with: "")
    }
  }

  @Test func thereAreArtifacts() { #expect(Self.artifacts.count >= 10) }

  @Test(arguments: artifacts) func saysWhatTheTextSays(name: String) throws {
    let text = try Self.contents(String(name.prefix { $0 != "." }) + ".mlir")
    let bytes = try Self.contents(name)
    #expect(MLIR.isBytecode(bytes) && !MLIR.isBytecode(text))
    #expect(Self.outcome(bytes) == Self.outcome(text))
  }

  /// Operations stand at their byte, and keep their order, their attributes and what they are called.
  @Test func tree() throws {
    let module = try MLIR.parseModule(try Self.contents("arithmetic.1.0.0.mlirbc"), file: "f")
    #expect(module.name == "arithmetic" && module.functions.map(\.name) == ["main", "inner"])
    #expect(module.functions[0].arguments[0].attributes.map(\.name) == ["jax.arg"])
    let body = try #require(module.functions[0].body)
    #expect(
      body.map(\.name).suffix(4) == [
        "stablehlo.slice", "stablehlo.pad", "stablehlo.custom_call", "func.return",
      ])
    #expect(body.allSatisfy { $0.position.line == 1 && $0.position.column > 100 })
    let positions = body.map(\.position.column)
    #expect(positions == positions.sorted())
    #expect(module.functions[1].isPrivate && !module.functions[0].isPrivate)
  }

  /// What `jax.export` writes of a function of shapes with a variable: the same from bytecode and text, for any size.
  @Test(arguments: [2, 5]) func polymorphicExport(size: Int) throws {
    let inputs = [
      try DynamicImportTests.input(.float32, [size, 3]), try DynamicImportTests.input(.float32, [3, 4]),
    ]
    func graph(_ name: String) throws -> Graph {
      try importStableHLO(
        try Self.contents(name), file: "f", inputs: inputs, evaluate: PassContext.folding.evaluate)
    }
    let read = try graph("polymorphic.1.14.0.mlirbc")
    try read.verify()
    #expect(
      read.resultTypes.map(\.description) == ["f32[\(4 * size)]", "f32[]", "f32[\((size + 2) / 2),4]"])
    #expect(read == (try graph("polymorphic.mlir")))
  }

  private static let magic: [UInt8] = [0x4D, 0x4C, 0xEF, 0x52]

  /// What comes after the first bytes, and what is said of it.
  static let mistakes: [([UInt8], String)] = [
    ([], "the file ends too early at byte 4"),
    ([0x41], "bytecode of version 32; versions up to 6 are known, at byte 4"),
    ([0x0D], "a text has no end at byte 5"),
    ([0x0D, 0], "the file has no strings, at byte 6"),
    ([0x0D, 0, 0x2A, 1], "section 42 is not known at byte 6"),
    ([0x0D, 0, 0, 0x11], "a count of 8 is too large at byte 7"),
  ]

  @Test(arguments: mistakes) func refuses(bytes: [UInt8], message: String) {
    #expect(Self.refusal(Self.magic + bytes)?.message == message)
  }

  private static func refusal(_ bytes: [UInt8]) -> JAXError? {
    do throws(JAXError) {
      _ = try MLIR.parseModule(bytes, file: "f")
      return nil
    } catch {
      return error
    }
  }

  /// A cut file is refused, with the byte.
  @Test(arguments: artifacts) func truncated(name: String) throws {
    let bytes = try Self.contents(name)
    for length in 4..<bytes.count - 1 {
      let error = Self.refusal(Array(bytes[..<length]))
      #expect(error?.message.contains("at byte") == true, "\(name) cut at \(length): \(error?.message ?? "")")
    }
  }

  /// Any bytes give a graph or an error.
  @Test(arguments: artifacts) func damagedFilesDoNotCrash(name: String) throws {
    var generator = SplitMix(state: UInt64.random(in: 0 ... .max))
    print("seed \(generator.state)")
    let bytes = try Self.contents(name)
    for _ in 0..<500 {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        damaged[Int.random(in: 4..<bytes.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      _ = Self.outcome(damaged)
    }
  }
}
