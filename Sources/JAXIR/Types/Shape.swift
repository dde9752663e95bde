/// The extents of a tensor, outermost axis first; `[]` is a scalar.
///
/// Every extent is at least 0 and the element count and the byte count of the widest dtype fit in `Int`:
/// a `Shape` cannot exist otherwise, so arithmetic on offsets inside it never overflows.
public struct Shape: Hashable, Sendable {
  public let extents: [Int]
  /// The product of the extents; 1 for a scalar.
  public let count: Int

  /// - Throws: `invalidShape` for a negative extent or too many axes, `shapeOverflow` when the byte count would not fit.
  public init(_ extents: [Int]) throws(JAXError) {
    guard extents.count <= Shape.maximumRank else {
      throw JAXError(
        .invalidShape, "a shape of \(extents.count) axes; there may be \(Shape.maximumRank)",
        hint: "combine axes with reshaped(_:)")
    }
    if let axis = extents.firstIndex(where: { $0 < 0 }) {
      throw JAXError(.invalidShape, "axis \(axis) of shape \(extents) has negative extent \(extents[axis])")
    }
    var count = 1
    // A zero extent makes the tensor empty but must not hide an overflow of the other extents' strides.
    for extent in extents where extent != 0 {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= Shape.maximumCount else {
        throw JAXError(.shapeOverflow, "shape \(extents) has more elements than memory can address")
      }
      count = product
    }
    self.extents = extents
    self.count = extents.contains(0) ? 0 : count
  }

  /// So many elements of the widest dtype can be addressed.
  package static let maximumCount = Int.max / 16

  /// So many axes a tensor may have, as in NumPy: each can be a loop around the others.
  package static let maximumRank = 64

  private init(unchecked extents: [Int], count: Int) {
    self.extents = extents
    self.count = count
  }

  public static let scalar = Shape(unchecked: [], count: 1)

  /// The number of axes.
  public var rank: Int { extents.count }

  public subscript(axis: Int) -> Int { extents[axis] }

  /// Row-major strides in elements: the last axis has stride 1.
  package var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    var stride = 1
    for axis in (0..<rank).reversed() {
      strides[axis] = stride
      stride *= max(extents[axis], 1)
    }
    return strides
  }

  /// The shape without `axes`.
  package func removing(_ axes: some Collection<Int>) -> Shape {
    let kept = extents.indices.filter { !axes.contains($0) }.map { extents[$0] }
    // Dropping a zero extent can only lower the bound that `init` has checked.
    return Shape(unchecked: kept, count: kept.reduce(1, *))
  }
}

extension Shape: CustomStringConvertible {
  public var description: String { "[" + extents.map(String.init).joined(separator: ",") + "]" }
}
