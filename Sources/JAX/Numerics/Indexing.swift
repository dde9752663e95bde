import CJAXRuntime
import JAXIR
import JAXPrimitives

/// What may stand between the brackets of `x[…]`: an `Int`, a range of them, a `Slice`, or a tensor of indices.
public protocol TensorIndex: Sendable {
  var slice: Slice { get }
}

/// A choice of positions along one axis, or a change of the axes.
public struct Slice: TensorIndex {
  enum Kind: Sendable {
    case position(Int)
    case range(from: Int?, to: Int?, step: Int)
    case remaining
    case newAxis
    case tensor(Tensor)
  }

  let kind: Kind
  public var slice: Slice { self }

  /// The whole axis.
  public static let all = Slice(kind: .range(from: nil, to: nil, step: 1))
  /// As many whole axes as are left: NumPy's `...`.
  public static let remaining = Slice(kind: .remaining)
  /// A new axis of extent 1.
  public static let newAxis = Slice(kind: .newAxis)

  init(kind: Kind) { self.kind = kind }

  /// Every `step`-th position from `start` up to, not including, `end`; nil is the end of the axis. Negative
  /// positions count from the end of the axis, and what is beyond the axis is cut off, as in NumPy.
  public init(from start: Int? = nil, to end: Int? = nil, by step: Int = 1) {
    kind = .range(from: start, to: end, step: step)
  }
}

extension Int: TensorIndex { public var slice: Slice { Slice(kind: .position(self)) } }
extension Range<Int>: TensorIndex { public var slice: Slice { Slice(from: lowerBound, to: upperBound) } }
extension ClosedRange<Int>: TensorIndex {
  public var slice: Slice { Slice(from: lowerBound, to: upperBound == .max ? nil : upperBound + 1) }
}
extension PartialRangeFrom<Int>: TensorIndex { public var slice: Slice { Slice(from: lowerBound) } }
extension PartialRangeUpTo<Int>: TensorIndex { public var slice: Slice { Slice(to: upperBound) } }
extension PartialRangeThrough<Int>: TensorIndex {
  public var slice: Slice { Slice(to: upperBound == .max ? nil : upperBound + 1) }
}

/// Integers that choose elements along an axis, as in NumPy: `x[rows]`, `x[rows, columns]`.
extension Tensor: TensorIndex { public var slice: Slice { Slice(kind: .tensor(self)) } }

extension Tensor {
  /// The part of the tensor that the indices choose, one for each axis from the first; axes without one are whole.
  ///
  /// An `Int` takes its axis away: `x[0]` is the first row of a matrix, `x[0..., 1]` its second column. A negative
  /// `Int` counts from the end; one that is out of range is an error.
  ///
  /// A tensor of integers takes the elements at these along its axis; several are broadcast against each other. An
  /// index beyond the axis stands for the nearest that is not; `at[…].get(mode:)` has other ways.
  public subscript(indices: any TensorIndex...) -> Tensor {
    @inline(never) @_optimize(none) get {
      let call = OperationCall("subscript", returningTo: JAXReturnAddress())
      return call.run(self) { () throws(JAXError) in try call.element(of: self, at: indices.map(\.slice)) }
    }
  }
}

extension OperationCall {
  func slice(_ x: Tensor, _ slices: [Slice]) throws(JAXError) -> Tensor {
    let type = x.type
    var starts: [Int] = []
    var limits: [Int] = []
    var strides: [Int] = []
    /// The extents of the result.
    var extents: [Int] = []
    for slice in try expanded(slices, of: type) {
      let axis = starts.count
      switch slice.kind {
      case .newAxis: extents.append(1)
      case .remaining, .tensor: preconditionFailure("no part of a slice")
      case .position:
        starts.append(try position(slice, axis: axis, of: type))
        limits.append(starts[axis] + 1)
        strides.append(1)
      case .range:
        let (start, limit, step) = try range(slice, axis: axis, of: type)
        starts.append(start)
        limits.append(limit)
        strides.append(step)
        extents.append((limit - start) / step + ((limit - start) % step == 0 ? 0 : 1))
      }
    }
    let x = try x.convert(to: x.typed, at: location)
    let isWhole = starts.allSatisfy { $0 == 0 } && limits == x.shape && strides.allSatisfy { $0 == 1 }
    let part =
      isWhole
      ? x
      : try .make(
        JAXPrimitives.Slice(starts: starts, limits: limits, strides: strides), [x], isWeak: x.isWeak,
        at: location)
    return try reshape(part, to: extents)
  }

  /// The position along an axis that a number names.
  func position(_ slice: Slice, axis: Int, of type: TensorType) throws(JAXError) -> Int {
    guard case .position(let position) = slice.kind else { preconditionFailure("no position") }
    let extent = type.shape[axis]
    guard (-extent..<extent).contains(position) else {
      throw JAXError(.invalidArgument, "index \(position) is out of range for axis \(axis) of \(type)")
    }
    return position < 0 ? position + extent : position
  }

  /// The positions along an axis that a range names.
  func range(
    _ slice: Slice, axis: Int, of type: TensorType
  ) throws(JAXError) -> (start: Int, limit: Int, step: Int) {
    guard case .range(let from, let to, let step) = slice.kind else { preconditionFailure("no range") }
    guard step > 0 else {
      throw JAXError(
        .invalidArgument, "the step of a slice is at least 1, not \(step)",
        hint: "reverse with reversed(axes:)")
    }
    let extent = type.shape[axis]
    let start = clamped(from ?? 0, extent)
    return (start, Swift.max(start, clamped(to ?? extent, extent)), step)
  }

  /// One slice for each axis, and the new axes between them.
  func expanded(_ slices: [Slice], of type: TensorType) throws(JAXError) -> [Slice] {
    let taking = slices.count { if case .newAxis = $0.kind { false } else { true } }
    let remaining = slices.indices.filter { if case .remaining = slices[$0].kind { true } else { false } }
    guard remaining.count <= 1 else {
      throw JAXError(.invalidArgument, "`Slice.remaining` may stand once in a subscript")
    }
    let named = taking - remaining.count
    guard named <= type.rank else {
      throw JAXError(.invalidArgument, "\(named) indices for the \(type.rank) axes of \(type)")
    }
    let rest = [Slice](repeating: .all, count: type.rank - named)
    guard let place = remaining.first else { return slices + rest }
    return slices[..<place] + rest + slices[(place + 1)...]
  }

  /// A position as NumPy reads a bound: negative from the end, cut off at both ends.
  private func clamped(_ position: Int, _ extent: Int) -> Int {
    Swift.min(Swift.max(position < 0 ? position + extent : position, 0), extent)
  }
}
