import JAXIR
import JAXPrimitives
import Testing

@testable import JAXLapack

struct LapackLibraryTests {
  @Test func missingLibraryIsAClearError() throws {
    let error = try #require(throws: JAXError.self) {
      try LapackLibrary(["/nowhere/libfirst.so", "/nowhere/libsecond.so"])
    }
    #expect(error.code == .unsupported)
    #expect(error.message.contains("libfirst.so") && error.message.contains("libsecond.so"))
    let hint = try #require(error.hint)
    #expect(hint.contains("libopenblas0-pthread") && hint.contains("JAX_LAPACK"))
  }

  @Test func missingRoutineIsAClearError() throws {
    // Any library: this one computes nothing.
    let library = try LapackLibrary(["libc.so.6"])
    let call = LapackHostCall(LapackRoutine(.potrf, "L"), [TensorType(.float32, try Shape([1, 1]))])
    var (number, factor, info) = (Float(1), Float(0), Int32(0))
    let error = try #require(throws: JAXError.self) {
      try withUnsafeBytes(of: &number) { number in
        try withUnsafeMutableBytes(of: &factor) { factor in
          try withUnsafeMutableBytes(of: &info) { info in
            try LapackRun(call, library, [number], [factor, info]).run()
          }
        }
      }
    }
    #expect(error.code == .unsupported && error.message.contains("spotrf"), "\(error)")
  }

  @Test func functionsAreFoundByName() throws {
    let call = LapackHostCall(LapackRoutine(.syevd, "VL"), [TensorType(.float32, try Shape([3, 4, 4]))])
    #expect(call.name == "lapack syevd mode V uplo L f32[3,4,4]")
    #expect(lapackFunction(named: call.name) != nil)
    for name in ["check.expect_eq f32[2]", "lapack", "lapack ", "lapack syevd", "\(call.name) f32[]"] {
      #expect(lapackFunction(named: name) == nil)
    }
  }
}
