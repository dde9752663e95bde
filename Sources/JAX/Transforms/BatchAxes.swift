import JAXIR

/// Where the batch axis of each argument or result is, for `vmap`: one axis for all, `nil` for none, or a list with an
/// entry for each. A negative axis counts from the last.
///
/// An entry that is a list itself names the axes of the tensors of a tree, in order: `[[0, nil], 1]`.
public struct BatchAxes: Sendable, Hashable {
  private indirect enum Form: Hashable {
    case axis(Int?)
    case list([BatchAxes])
  }

  private let form: Form

  /// By tensor: the axis as written.
  ///
  /// - Parameter counts: By member, argument or result: the number of its tensors.
  /// - Throws: `invalidArgument` when a list has not as many entries as there are members or tensors.
  func axes(of counts: [Int], _ members: String) throws(JAXError) -> [Int?] {
    switch form {
    case .axis(let axis): return [Int?](repeating: axis, count: counts.reduce(0, +))
    case .list(let entries):
      // The list for a single tree may name the axes of its tensors.
      if counts.count == 1, entries.count != 1 || counts[0] == 1 { return try tensors(counts[0], members) }
      guard entries.count == counts.count else {
        throw JAXError(.invalidArgument, "\(entries.count) axes for \(counts.count) \(members)")
      }
      var axes: [Int?] = []
      for (entry, count) in zip(entries, counts) { axes += try entry.tensors(count, members) }
      return axes
    }
  }

  private func tensors(_ count: Int, _ members: String) throws(JAXError) -> [Int?] {
    switch form {
    case .axis(let axis): return [Int?](repeating: axis, count: count)
    case .list(let entries):
      guard entries.count == count else {
        throw JAXError(
          .invalidArgument, "\(entries.count) axes for \(count) tensors in one of the \(members)")
      }
      return try entries.map { (entry) throws(JAXError) in
        guard case .axis(let axis) = entry.form else {
          throw JAXError(.invalidArgument, "the axes of the \(members) are nested too deeply")
        }
        return axis
      }
    }
  }
}

extension BatchAxes: ExpressibleByIntegerLiteral, ExpressibleByNilLiteral, ExpressibleByArrayLiteral {
  public init(integerLiteral axis: Int) { form = .axis(axis) }
  public init(nilLiteral: ()) { form = .axis(nil) }
  public init(arrayLiteral entries: BatchAxes...) { form = .list(entries) }
  /// The same axis for all.
  public init(_ axis: Int?) { form = .axis(axis) }
}
