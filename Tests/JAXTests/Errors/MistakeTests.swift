import JAXIR
import JAXPrimitives
import Testing

@testable import JAX

/// Every mistake of the catalogue: the code, the values and the text of its error.
@Suite struct MistakeTests {
  @Test(arguments: Mistake.all) func theErrorIsThrownAndNothingIsBroken(_ mistake: Mistake) throws {
    for _ in 0..<2 {
      let error = try mistake.error()
      #expect(error.code == mistake.code)
      // The next call is as ever.
      #expect(try floats(jit { (x: Tensor) in tanh(x) + 1 }(Tensor.zeros([2]))) == [1, 1])
    }
  }

  /// The first line that is named, where the error was found, is one of the user's.
  @Test(arguments: Mistake.all) func theLineIsTheUsers(_ mistake: Mistake) throws {
    let error = try mistake.error()
    #expect(!mistake.snippet.lines.isEmpty)
    guard mistake.snippet.language == "swift" else {
      #expect("\(error)".hasPrefix("program.mlir:"))
      return
    }
    let places = mistake.snippet.places(in: "\(error)")
    #expect(!places.isEmpty, "\(error)")
    #expect(places.allSatisfy { (1...mistake.snippet.lines.count).contains($0) }, "\(error)")
    #expect("\(error)".hasPrefix("JAXTests/"))
  }

  @Test(arguments: Mistake.all) func theTextIsInTheUsersWords(_ mistake: Mistake) throws {
    let error = try mistake.error()
    let text = mistake.text(of: error)
    for word in Self.internalWords { #expect(!text.contains(word), "\(word) in: \(text)") }
    #expect(text.firstMatch(of: #/0x[0-9a-f]{3,}|\b[GKP]\d+: |\/\w+\//#) == nil, "\(text)")
    #expect(!error.message.hasSuffix("."), "\(text)")
    if mistake.snippet.language == "swift" {
      #expect(!text.contains("%"), "\(text)")
      for name in Self.primitiveNames { #expect(!text.contains(name), "\(name) in: \(text)") }
    }
  }

  /// What users never see: modules, types of the implementation, and words for what should not happen.
  private static let internalWords = [
    "JAXIR", "JAXPrimitives", "JAXCompiler", "JAXRuntime", "JAXCodegen", "CLLVMShim", "LLVM", "Optional(",
    "precondition", "fatalError", "Fatal", "unreachable", "nil", "unknown line", "unknown:", "poison",
    "Graph",
    "Tracer", "Kernel", "kernel", "Program ", "TensorType", "arena", "token", "sink",
  ]

  /// Names of primitives that are no words: `broadcast_in_dim`.
  private static let primitiveNames = Vocabulary.standard.primitives.flatMap { primitive in
    [primitive.name, String(describing: primitive)].filter { name in
      name.contains("_") || name.dropFirst().contains { $0.isUppercase }
    }
  }
}

extension Mistake {
  /// The error of making the mistake.
  func error() throws -> JAXError {
    try #require(throws: JAXError.self) { try withErrors(make) }
  }
}
