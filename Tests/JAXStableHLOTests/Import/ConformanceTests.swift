import JAXCompiler
import JAXIR
import JAXPrimitives
import JAXStableHLO
import Testing

/// JAX's own tests of its primitives, imported and run by the reference evaluation.
@Suite struct ConformanceTests {
  /// The names of a stage of the suite; a debug build takes a sample.
  static func stage(_ name: String) -> [String] {
    guard let bytes = Corpus.contents(Corpus.testdata + "/../stablehlo_stages.json") else { return [] }
    let text = String(decoding: bytes, as: UTF8.self)
    let list = text.split(separator: "\"\(name)\": [", maxSplits: 1).dropFirst().first?.prefix { $0 != "]" }
    let names = (list ?? "").split(separator: "\"").map(String.init).filter { $0.hasSuffix(".mlir") }
    #if DEBUG
      return names.enumerated().filter { $0.offset % 7 == 0 }.map(\.element)
    #else
      return names
    #endif
  }

  /// Runs a program without inputs, one primitive at a time.
  static func run(_ graph: Graph) throws {
    let program = try LoweredProgram(graph, options: .reference).program
    var functions: [String: HostFunction] = [:]
    for call in program.hostCalls {
      let check = try #require(HostCheck(name: call.name))
      functions[call.name] = { operands, _ in try check.run(got: operands[0], want: operands[1]) }
    }
    let outputs = program.buffers.compactMap { buffer -> UnsafeMutableRawBufferPointer? in
      guard case .output = buffer.place, let count = buffer.count else { return nil }
      return .allocate(byteCount: count * buffer.dtype.byteCount, alignment: 64)
    }
    defer { for output in outputs { output.deallocate() } }
    try ProgramInterpreter(program).run(inputs: [], outputs: outputs, hostFunctions: functions)
  }

  @Test(arguments: ["1a", "1b"]) func stage(passes stage: String) throws {
    let names = Self.stage(stage)
    guard Corpus.isPresent(names) else { return }
    var checks = 0
    for name in names {
      let text = try #require(Corpus.contents("\(Corpus.testdata)/\(name)"))
      do {
        let graph = try importStableHLO(text, file: name)
        try graph.verify()
        checks += graph.instructions.count { $0.primitive is Check }
        try Self.run(graph)
      } catch {
        Issue.record("\(name): \(error)")
      }
    }
    #expect(checks >= names.count)
  }

  @Test func failedCheckIsFound() throws {
    let graph = try ImporterTests.graph(
      """
      func.func @main() {
        %0 = stablehlo.constant dense<[1, 2]> : tensor<2xi32>
        %1 = stablehlo.negate %0 : tensor<2xi32>
        check.expect_eq_const %1, dense<[-1, 2]> : tensor<2xi32>
        return
      }
      """)
    #expect(throws: JAXError(.checkFailed, "element [1] of i32[2] is -2, not 2")) { try Self.run(graph) }
  }

  /// What is not imported yet is refused as such, at its line.
  @Test func suiteIsImportedOrRefused() throws {
    guard Corpus.isPresent(Corpus.suite) else { return }
    for name in Corpus.suite {
      let text = try #require(Corpus.contents("\(Corpus.testdata)/\(name)"))
      do throws(JAXError) {
        try importStableHLO(text, file: name).verify()
      } catch {
        #expect(error.code == .unsupported && error.location != .unknown, "\(error)")
      }
    }
  }

  @Test func programsImport() throws {
    guard Corpus.isPresent(Corpus.programs) else { return }
    for (name, text) in Corpus.programs { try importStableHLO(text, file: name).verify() }
  }

  @Test func damagedProgramsDoNotCrash() {
    guard Corpus.isPresent(Corpus.programs) else { return }
    var generator = SplitMix(state: UInt64.random(in: 0 ... .max))
    print("seed \(generator.state)")
    for (name, text) in Corpus.programs where text.count < 10_000 {
      for _ in 0..<100 {
        var damaged = text
        let place = Int.random(in: 0..<damaged.count, using: &generator)
        // Mostly other digits and letters, which leave the text well formed.
        damaged[place] = UInt8.random(in: 48...57, using: &generator)
        _ = try? importStableHLO(damaged, file: name)
      }
    }
  }
}
