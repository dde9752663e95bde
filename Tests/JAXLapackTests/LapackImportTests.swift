import JAXIR
import JAXPrimitives
import JAXStableHLO
import Testing

struct LapackImportTests {
  private static func program(
    target: String = "lapack_spotrf_ffi", config: String = "{uplo = 76 : ui8}", operand: String = "[0, 1]",
    result: String = "[0, 1]"
  ) -> String {
    """
    func.func @main(%arg0: tensor<4x4xf32>) -> tensor<4x4xf32> {
      %0:2 = stablehlo.custom_call @\(target)(%arg0) {mhlo.backend_config = \(config),
        operand_layouts = [dense<\(operand)> : tensor<2xindex>],
        result_layouts = [dense<\(result)> : tensor<2xindex>, dense<> : tensor<0xindex>]}
        : (tensor<4x4xf32>) -> (tensor<4x4xf32>, tensor<i32>)
      return %0#0 : tensor<4x4xf32>
    }
    """
  }

  private func read(_ text: String) throws -> Graph { try importStableHLO(Array(text.utf8), file: "a.mlir") }

  @Test func call() throws {
    let graph = try read(Self.program())
    #expect((graph.instructions[0].primitive as? LapackCall)?.routine == LapackRoutine(.potrf, "L"))
  }

  @Test(arguments: [
    (program(target: "lapack_spotrx_ffi"), "lapack_spotrx_ffi"),
    (program(target: "lapack_dpotrf_ffi"), "computes in f64, not f32"),
    (program(config: "{}"), "parameter 'uplo' of potrf is missing"),
    (program(config: "{uplo = 77 : ui8}"), "parameter 'uplo' of potrf has a value that it may not have"),
    (program(config: "{uplo = 76 : ui8, lower = true}"), "unknown parameter 'lower' of potrf"),
    (program(operand: "[1, 0]"), "axes lie in the order [1, 0]"),
    (program(result: "[1, 0]"), "axes lie in the order [1, 0]"),
  ])
  func errors(text: String, message: String) throws {
    let error = try #require(throws: JAXError.self) { try read(text) }
    #expect(error.message.contains(message), "\(error)")
    #expect(error.location != .unknown)
  }
}
