import Foundation
import JAXCompiler
import JAXIR
import JAXPrimitives
import JAXStableHLO
import Testing

@Suite struct ExporterTests {
  /// The text of the graph that `text` is read as.
  static func printed(_ text: String) throws -> String { try exportStableHLO(try ImporterTests.graph(text)) }

  @Test func wholeModule() throws {
    let text = try Self.printed(
      """
      func.func @main(%a: tensor<2x3xf32>, %c: tensor<i1>) -> (tensor<2xf32>, tensor<2x3xf32>) {
        %0 = stablehlo.constant dense<0xFF800000> : tensor<f32>
        %1 = stablehlo.reduce(%a init: %0) applies stablehlo.maximum across dimensions = [1]
          : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>
        %2 = stablehlo.select %c, %a, %a : tensor<i1>, tensor<2x3xf32>
        stablehlo.custom_call @check.expect_close(%2, %a) : (tensor<2x3xf32>, tensor<2x3xf32>) -> ()
        return %1, %2 : tensor<2xf32>, tensor<2x3xf32>
      }
      """)
    #expect(
      text == """
        module {
          func.func public @main(%0: tensor<2x3xf32>, %1: tensor<i1>) -> (tensor<2xf32>, tensor<2x3xf32>) {
            %2 = stablehlo.constant dense<0xFF800000> : tensor<f32>
            %3 = stablehlo.constant dense<0xFF800000> : tensor<f32>
            %4 = "stablehlo.reduce"(%0, %3) <{dimensions = array<i64: 1>}> ({
              ^bb0(%5: tensor<f32>, %6: tensor<f32>):
              %7 = "stablehlo.maximum"(%5, %6) : (tensor<f32>, tensor<f32>) -> tensor<f32>
              "stablehlo.return"(%7) : (tensor<f32>) -> ()
            }) : (tensor<2x3xf32>, tensor<f32>) -> tensor<2xf32>
            %8 = "stablehlo.broadcast_in_dim"(%1) <{broadcast_dimensions = array<i64>}> : (tensor<i1>) -> tensor<2x3xi1>
            %9 = "stablehlo.select"(%8, %0, %0) : (tensor<2x3xi1>, tensor<2x3xf32>, tensor<2x3xf32>) -> tensor<2x3xf32>
            "stablehlo.custom_call"(%9, %0) <{call_target_name = "check.expect_close", has_side_effect = true, backend_config = "close 3"}> : (tensor<2x3xf32>, tensor<2x3xf32>) -> ()
            "func.return"(%4, %9) : (tensor<2xf32>, tensor<2x3xf32>) -> ()
          }
        }

        """)
  }

  /// A call becomes a function, equal ones the same, and a name that MLIR could not read is mended.
  @Test func calls() throws {
    func function(_ primitive: any Primitive) throws -> Region {
      let builder = GraphBuilder()
      let parameter = builder.parameter(.tensor(.scalar(.float32)))
      return Region(builder.finish(results: try builder.append(primitive, [parameter])))
    }
    let builder = GraphBuilder()
    var value = builder.parameter(.tensor(.scalar(.float32)))
    for (name, body) in [("a λ", Sin() as any Primitive), ("a λ", Cos()), ("main", Sin()), ("main", Exp())] {
      value = try builder.append(Call(name), [value], regions: [try function(body)])[0]
    }
    let text = try exportStableHLO(builder.finish(results: [value]))
    #expect(text.split(separator: "func.func private @").count == 4, "\(text)")
    for name in ["@a__(", "@a___1(", "@main_1("] { #expect(text.contains(name), "\(text)") }
    let read = try ImporterTests.graph(text)
    #expect(read.instructions.map { type(of: $0.primitive).name } == ["sin", "cos", "sin", "exp"])
  }

  @Test func tolerancesOfChecksAreKept() throws {
    for comparison: Check.Comparison in [.equal, .close(ulps: 7), .almostEqual(tolerance: 0.1)] {
      let builder = GraphBuilder()
      let value = builder.parameter(.tensor(.scalar(.float32)))
      let token = try builder.append(CreateToken(), [])[0]
      _ = try builder.append(Check(comparison), [token, value, value])
      let read = try ImporterTests.graph(try exportStableHLO(builder.finish(results: [])))
      #expect((read.instructions.last?.primitive as? Check)?.comparison == comparison)
    }
  }

  /// What the host does beside checks has no words in StableHLO, in a loop either: the error names the call and where
  /// it stands.
  @Test func effectsAreErrorsThatNameTheCall() throws {
    let text = """
      graph main(%0: f32[3]) {
        %1 = scan %0 {length = 3, invariants = 0, carries = 0} (%0: f32[]) {
          CALL
          return %0
        } : f32[3]
        return %1
      }
      """
    let calls = [
      "debugPrint": "debug_print %0 {format = \"{}\"}",
      "debugCallback": "host_callback %0 {name = \"debugCallback\", kind = debug}",
      "check": "%1 = compare %0, %0 {comparison = eq} : bool[] assertion %1 {message = \"m\"}",
    ]
    for (name, call) in calls {
      let graph = try Graph(
        parsing: text.replacingOccurrences(of: "CALL", with: call), vocabulary: .standard, file: "m.graph")
      let error = try #require(throws: JAXError.self) { try exportStableHLO(graph) }
      #expect(error.code == .unsupported && error.operation == name, "\(error)")
      #expect(error.message == "StableHLO has no operation for \(name), which calls code of this process")
      #expect("\(error.location)".hasPrefix("m.graph:3:"), "\(error.location)")
      #expect(error.hint == "export the function without it")
    }
  }

  /// Initial values that differ between results, which `stablehlo.reduce` does not take.
  @Test(arguments: [0, 1, 2, 5]) func reductionWithManyInitialValues(extent: Int) throws {
    let body = GraphBuilder()
    let (a, b) = (body.parameter(.tensor(.scalar(.int32))), body.parameter(.tensor(.scalar(.int32))))
    let one = try body.append(
      Constant(Literal(splat: Kernel.Constant(.int32, integer: 1), shape: .scalar)), [])
    let product = try body.append(Multiply(), [a, b])
    let region = Region(body.finish(results: try body.append(Multiply(), [product[0], one[0]])))
    let builder = GraphBuilder()
    let operand = builder.parameter(.tensor(TensorType(.int32, try Shape([3, extent, 2]))))
    let initial = builder.parameter(.tensor(TensorType(.int32, try Shape([3]))))
    let graph = builder.finish(
      results: try builder.append(
        Reduce(axes: [1, 2], order: .sequential), [operand, initial], regions: [region]))
    let read = try ImporterTests.graph(try exportStableHLO(graph))
    #expect(read.resultTypes == graph.resultTypes)
    let names = Set(read.instructions.map { type(of: $0.primitive).name })
    #expect(names.contains("multiply") == (extent > 0))
  }

  /// A function without an operation of its own becomes a polynomial, which is as close.
  @Test func besselFunction() throws {
    let values: [Double] = [0, 1, -7.9, 8, 8.1, -100, 1e30, .infinity, .nan]
    let builder = GraphBuilder()
    let type = TensorType(.float32, try Shape([values.count]))
    let parameter = builder.parameter(.tensor(type))
    let graph = builder.finish(results: try builder.append(BesselI0e(), [parameter]))
    let read = try ImporterTests.graph(try exportStableHLO(graph))
    let bytes = values.flatMap { value in withUnsafeBytes(of: Float(value)) { Array($0) } }
    var evaluation = ReferenceEvaluation()
    let argument = [try Literal(type, bytes: bytes)]
    let (wanted, got) = (try evaluation.run(graph, argument)[0], try evaluation.run(read, argument)[0])
    for index in values.indices {
      let a = Float(bitPattern: UInt32(wanted.element(at: index).bits))
      let b = Float(bitPattern: UInt32(got.element(at: index).bits))
      #expect(
        a == b || (a - b).magnitude <= a.ulp || (a.isNaN && b.isNaN), "\(values[index]): \(b), not \(a)")
    }
  }

  @Test func everyFileOfTheSuiteThatIsReadIsReadAgain() throws {
    guard Corpus.isPresent(Corpus.suite) else { return }
    var count = 0
    for name in Corpus.suite {
      let text = try #require(Corpus.contents("\(Corpus.testdata)/\(name)"))
      guard let graph = try? importStableHLO(text, file: name) else { continue }
      count += 1
      do {
        try ConformanceTests.run(
          try importStableHLO(Array(try exportStableHLO(graph).utf8), file: name + " (printed)"))
      } catch {
        // What fails a check of its own, by a last bit, fails it after printing, too.
        let own = #expect(throws: JAXError.self, "\(name), printed: \(error)") {
          try ConformanceTests.run(graph)
        }
        if let own { #expect(own.message == (error as? JAXError)?.message, "\(name)") }
      }
    }
    #expect(count > 0)
  }

  @Test func programsAreReadAgain() throws {
    guard Corpus.isPresent(Corpus.programs) else { return }
    for (name, text) in Corpus.programs {
      let graph = try importStableHLO(text, file: name)
      let printed = try exportStableHLO(graph)
      let read = try ImporterTests.graph(printed)
      #expect(read.parameterTypes == graph.parameterTypes && read.resultTypes == graph.resultTypes)
      // What is read prints as what it was read from, once initial values are constants of their own.
      #expect(try exportStableHLO(read).utf8.count >= printed.utf8.count)
    }
  }
}
