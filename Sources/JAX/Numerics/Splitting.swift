import JAXIR
import JAXPrimitives

/// The tensor cut along an axis into `count` parts of one size.
///
/// Fails when the extent is not a multiple of `count`.
public func split(
  _ x: Tensor, into count: Int, axis: Int = 0, file: String = #fileID, line: Int = #line
) -> [Tensor] {
  let call = OperationCall("split", file, line)
  return call.parts(of: x, count: Swift.max(count, 0)) { () throws(JAXError) in
    let axis = try call.normalized(axis, of: x.type)
    guard count > 0, x.shape[axis] % count == 0 else {
      throw JAXError(
        .shapeMismatch, "axis \(axis) of \(x.type) does not split into \(count) parts of one size",
        hint: "say where: split(x, at: [...])")
    }
    let extent = x.shape[axis] / count
    return try (0..<count).map { (part) throws(JAXError) in
      try call.slice(x, axis, part * extent, (part + 1) * extent)
    }
  }
}

/// The tensor cut along an axis before each of `positions`, which ascend: one part more than there are positions.
public func split(
  _ x: Tensor, at positions: [Int], axis: Int = 0, file: String = #fileID, line: Int = #line
) -> [Tensor] {
  let call = OperationCall("split", file, line)
  return call.parts(of: x, count: positions.count + 1) { () throws(JAXError) in
    let axis = try call.normalized(axis, of: x.type)
    let bounds = [0] + positions + [x.shape[axis]]
    guard zip(bounds, bounds.dropFirst()).allSatisfy({ $0 <= $1 }) else {
      throw JAXError(.invalidArgument, "\(positions) do not ascend within axis \(axis) of \(x.type)")
    }
    return try zip(bounds, bounds.dropFirst()).map { (start, end) throws(JAXError) in
      try call.slice(x, axis, start, end)
    }
  }
}

extension OperationCall {
  /// What `body` makes of `x`; as many poisoned tensors when it fails.
  fileprivate func parts(
    of x: Tensor, count: Int, _ body: () throws(JAXError) -> [Tensor]
  ) -> [Tensor] {
    var parts: [Tensor] = []
    let first = run(x) { () throws(JAXError) in
      parts = try body()
      return x
    }
    return parts.isEmpty ? Array(repeating: first, count: count) : parts
  }

  /// Elements `start..<end` along an axis.
  fileprivate func slice(
    _ x: Tensor, _ axis: Int, _ start: Int, _ end: Int
  ) throws(JAXError) -> Tensor {
    var slices = [Slice](repeating: .all, count: x.rank)
    slices[axis] = Slice(from: start, to: end)
    return try slice(x, slices)
  }
}
