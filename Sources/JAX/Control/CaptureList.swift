import JAXCompiler
import JAXIR
import JAXPrimitives

/// What several traced functions take from outside, each thing once: operands of the instruction whose regions they
/// become.
struct CaptureList {
  private(set) var tensors: [Tensor] = []
  private var places: [Trace.CaptureSource: Int] = [:]

  init(_ functions: [TracedCode], at location: Location) {
    for capture in functions.flatMap(\.captures) where places[capture.source] == nil {
      places[capture.source] = tensors.count
      tensors.append(capture.tensor(at: location))
    }
  }

  func place(of capture: Trace.Capture) -> Int { places[capture.source]! }

  /// One of the functions as a region that takes all of the captures at `position` among its own parameters.
  func region(_ function: TracedCode, capturesAt position: Int) throws(JAXError) -> Region {
    let own = Array(function.graph.parameterTypes.dropLast(function.captures.count))
    let types = own.prefix(position) + tensors.map { ValueType.tensor($0.type) } + own.dropFirst(position)
    let places =
      own.indices.map { $0 < position ? $0 : $0 + tensors.count }
      + function.captures.map { position + place(of: $0) }
    return try Region(function.graph.inlined().removingDeadCode()).taking(Array(types), as: places)
  }
}
