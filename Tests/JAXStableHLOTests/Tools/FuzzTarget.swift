import JAXIR
import JAXStableHLO

/// Reads any bytes as a program: what can be read is imported, and what can be imported is printed and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func readProgram(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  guard let graph = try? importStableHLO(bytes, file: "input", operationLimit: 2_000) else { return 0 }
  guard (try? graph.verify()) != nil else { fatalError("a graph was imported that is not one") }
  guard let text = try? exportStableHLO(graph) else { return 0 }
  // Names of checks are all that text cannot always say.
  do {
    let again = try importStableHLO(Array(text.utf8), file: "printed", operationLimit: 1_000_000)
    guard again.parameterTypes == graph.parameterTypes, again.resultTypes == graph.resultTypes else {
      fatalError("other types are read than were printed")
    }
  } catch {
    fatalError("what was printed cannot be read: \(error)")
  }
  return 0
}
