import JAXCompiler
import JAXIR
import JAXPrimitives
import JAXStableHLO
import Testing

/// Programs whose shapes are known when their inputs are.
@Suite struct DynamicImportTests {
  static func graph(_ text: String, _ inputs: [StableHLOInput]) throws(JAXError) -> Graph {
    try importStableHLO(
      Array(text.utf8), file: "t.mlir", inputs: inputs, evaluate: PassContext.folding.evaluate)
  }

  static func input(_ dtype: DType, _ extents: [Int]) throws -> StableHLOInput {
    StableHLOInput(TensorType(dtype, try Shape(extents)))
  }

  static func size(_ value: Int, _ dtype: DType = .int64) -> StableHLOInput {
    StableHLOInput(
      .scalar(dtype), value: Literal(splat: Kernel.Constant(dtype, integer: value), shape: .scalar))
  }

  static func refusal(_ text: String, _ inputs: [StableHLOInput]) -> JAXError? {
    do throws(JAXError) {
      _ = try graph(text, inputs)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [1, 3, 7]) func typesAreInferred(size: Int) throws {
    let graph = try Self.graph(
      """
      func.func @main(%a: tensor<?x2xf32>, %b: tensor<2xf32>) -> (tensor<?x2xf32>, tensor<?xi32>) {
        %n = stablehlo.get_dimension_size %a, dim = 0 : (tensor<?x2xf32>) -> tensor<i32>
        %n1 = stablehlo.reshape %n : (tensor<i32>) -> tensor<1xi32>
        %two = stablehlo.constant dense<2> : tensor<1xi32>
        %shape = stablehlo.concatenate %n1, %two, dim = 0 : (tensor<1xi32>, tensor<1xi32>) -> tensor<2xi32>
        %0 = stablehlo.dynamic_broadcast_in_dim %b, %shape, dims = [1] : (tensor<2xf32>, tensor<2xi32>) -> tensor<?x2xf32>
        %1 = func.call @add(%a, %0) : (tensor<?x2xf32>, tensor<?x2xf32>) -> tensor<?x2xf32>
        %m = stablehlo.multiply %n1, %two : tensor<1xi32>
        %2 = stablehlo.dynamic_reshape %1, %m : (tensor<?x2xf32>, tensor<1xi32>) -> tensor<?xf32>
        %3 = stablehlo.convert %2 : (tensor<?xf32>) -> tensor<?xi32>
        %4 = stablehlo.dynamic_iota %m, dim = 0 : (tensor<1xi32>) -> tensor<?xi32>
        %5 = stablehlo.add %3, %4 : tensor<?xi32>
        return %1, %5 : tensor<?x2xf32>, tensor<?xi32>
      }
      func.func private @add(%a: tensor<?x2xf32>, %b: tensor<?x2xf32>) -> tensor<?x2xf32> {
        %0 = stablehlo.add %a, %b : tensor<?x2xf32>
        return %0 : tensor<?x2xf32>
      }
      """, [try Self.input(.float32, [size, 2])])
    try graph.verify()
    #expect(graph.resultTypes.map(\.description) == ["f32[\(size),2]", "i32[\(2 * size)]"])
  }

  @Test func sizesAreArguments() throws {
    let text = """
      func.func @main(%n: tensor<i64>, %a: tensor<?xf32>) -> (tensor<?xf32>, tensor<?xf32>) {
        %one = stablehlo.constant dense<1> : tensor<i64>
        %m = stablehlo.subtract %n, %one : tensor<i64>
        %limit = stablehlo.reshape %m : (tensor<i64>) -> tensor<1xi64>
        %start = stablehlo.constant dense<0> : tensor<1xi64>
        %stride = stablehlo.constant dense<2> : tensor<1xi64>
        %0 = stablehlo.real_dynamic_slice %a, %start, %limit, %stride : (tensor<?xf32>, tensor<1xi64>, tensor<1xi64>, tensor<1xi64>) -> tensor<?xf32>
        %zero = stablehlo.constant dense<0.0> : tensor<f32>
        %1 = stablehlo.dynamic_pad %a, %zero, %limit, %start, %start : (tensor<?xf32>, tensor<f32>, tensor<1xi64>, tensor<1xi64>, tensor<1xi64>) -> tensor<?xf32>
        return %0, %1 : tensor<?xf32>, tensor<?xf32>
      }
      """
    let graph = try Self.graph(text, [Self.size(6), try Self.input(.float32, [6])])
    #expect(graph.resultTypes.map(\.description) == ["f32[3]", "f32[11]"])
    let unknown = Self.refusal(text, [try Self.input(.int64, []), try Self.input(.float32, [6])])
    #expect(unknown?.message == "operand 2 says a shape, but depends on more than the shapes of the inputs")
  }

  /// A slice at a computed place, whose extents follow from what its limits add to its starts.
  @Test func computedSlices() throws {
    let graph = try Self.graph(
      """
      func.func @main(%n: tensor<i32>, %a: tensor<?xf32>, %i: tensor<1xi32>) -> tensor<?xf32> {
        %two = stablehlo.constant dense<2> : tensor<1xi32>
        %x = stablehlo.negate %i : tensor<1xi32>
        %y = stablehlo.negate %i : tensor<1xi32>
        %limit = stablehlo.add %two, %y : tensor<1xi32>
        %one = stablehlo.constant dense<1> : tensor<1xi32>
        %0 = stablehlo.real_dynamic_slice %a, %x, %limit, %one : (tensor<?xf32>, tensor<1xi32>, tensor<1xi32>, tensor<1xi32>) -> tensor<?xf32>
        return %0 : tensor<?xf32>
      }
      """, [Self.size(4, .int32), try Self.input(.float32, [4]), try Self.input(.int32, [1])])
    #expect(graph.resultTypes.map(\.description) == ["f32[2]"])
  }

  static let assertion = """
    func.func @main(%a: tensor<?xf32>) {
      %n = stablehlo.get_dimension_size %a, dim = 0 : (tensor<?xf32>) -> tensor<i32>
      %c = stablehlo.constant dense<4> : tensor<i32>
      %0 = stablehlo.compare EQ, %n, %c : (tensor<i32>, tensor<i32>) -> tensor<i1>
      stablehlo.custom_call @shape_assertion(%0, %n) {api_version = 2 : i32, error_message = "expected 4, got {0}, {0}", has_side_effect = true} : (tensor<i1>, tensor<i32>) -> ()
      return
    }
    """

  @Test func assertionsAreChecked() throws {
    #expect(Self.refusal(Self.assertion, [try Self.input(.float32, [4])]) == nil)
    let error = Self.refusal(Self.assertion, [try Self.input(.float32, [5])])
    #expect(error?.code == .shapeMismatch && error?.message == "expected 4, got 5, 5")
    #expect(error?.location == .source(file: "t.mlir", line: 5, column: 3))
  }

  @Test func inputsMustFit() throws {
    let text = "func.func @main(%a: tensor<?x2xf32>) { return }"
    #expect(Self.refusal(text, [])?.message == "type tensor<?x2xf32>: dynamic extents")
    for extents in [[3], [3, 3]] {
      #expect(Self.refusal(text, [try Self.input(.float32, extents)])?.code == .shapeMismatch)
    }
    #expect(Self.refusal(text, [try Self.input(.float64, [3, 2])])?.code == .shapeMismatch)
    #expect(Self.refusal(text, [try Self.input(.float32, [0, 2])]) == nil)
  }

  /// Shapes that contradict the text are found where they do.
  @Test func inferredTypesMustFit() throws {
    let error = Self.refusal(
      """
      func.func @main(%a: tensor<?xf32>) -> tensor<3xf32> {
        %0 = stablehlo.tanh %a : tensor<?xf32>
        %1 = stablehlo.exponential %0 : (tensor<?xf32>) -> tensor<3xf32>
        return %1 : tensor<3xf32>
      }
      """, [try Self.input(.float32, [4])])
    #expect(
      error?.description
        == "t.mlir:3:8: error: stablehlo.exponential: the result is f32[4], the text says f32[3]")
  }
}
