import JAX

/// The first elements of a tensor, for one line of output.
struct ValueSummary: CustomStringConvertible {
  private let tensor: ConcreteTensor
  private static let shownCount = 6

  init(_ tensor: ConcreteTensor) { self.tensor = tensor }

  var description: String {
    let count = tensor.type.shape.count
    guard count > 0 else { return "[]" }
    let literal = tensor.literal
    let shown = (0..<min(count, Self.shownCount)).map { position in
      let parts = literal.parts(at: position).map(\.description)
      return parts.count == 1 ? parts[0] : "(" + parts.joined(separator: ", ") + ")"
    }
    return "[" + shown.joined(separator: ", ") + (count > Self.shownCount ? ", …]" : "]")
  }
}
