import JAXIR
import JAXPrimitives

/// Ends the program, or what is inside `withErrors`, with `message` unless all elements of `condition`, a tensor of
/// `bool`, are true.
///
/// Inside a traced function it is checked each time the program runs. Derivatives check what the function itself
/// computes; under `vmap` the message says which element of the batch failed.
///
/// ```swift
/// check(x .> 0, "the logarithm of numbers that are not positive")
/// ```
public func check(
  _ condition: Tensor, _ message: String, file: String = #fileID, line: Int = #line
) {
  let location = Location.source(file: file, line: line, column: nil)
  do throws(JAXError) {
    _ = try Tensor.results(of: Assertion(message, at: location), [condition], at: location)
  } catch {
    _ = Tensor.fail(error.located(at: location, in: "check"))
  }
}
