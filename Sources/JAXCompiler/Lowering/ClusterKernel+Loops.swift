import JAXIR
import JAXPrimitives

extension ClusterKernel {
  /// Computes all members by loops over the domain and, inside them, over rows.
  func run(_ schedule: ClusterSchedule) {
    prepare(schedule)
    builder.forEach(cluster.domain) { run(schedule, at: $0) }
  }

  /// Makes room for the rows that the schedule keeps.
  func prepare(_ schedule: ClusterSchedule) {
    inlinedMembers = schedule.inlined
    for value in schedule.locals.sorted(by: { $0.id < $1.id }) {
      let type = type(of: value)
      let count = rowAxes(of: value).reduce(type.dtype.partCount) { $0 * type.shape[$1] }
      locals[value] = builder.local(type.dtype.component, count: count)
    }
  }

  /// All members at one index of the domain.
  func run(_ schedule: ClusterSchedule, at domain: [AffineIndex]) {
    for step in schedule.steps {
      switch step {
      case .scalar(let member):
        compute(member, domain, row: [])
      case .row(let members):
        forEach(row(of: members[0]), schedule.style) { row in
          let outside = known
          for member in members { compute(member, domain, row: row) }
          known = outside
        }
      }
    }
  }

  private func row(of member: Int) -> [Int] {
    rowAxes(ofMember: member).map { type(of: result(member)).shape[$0] }
  }

  private func result(_ member: Int) -> Graph.Value { graph.instructions[member].results[0] }

  /// Loops over a row: independent ones where rows run as vectors.
  private func forEach(_ row: [Int], _ style: ClusterSchedule.Style, _ body: ([AffineIndex]) -> Void) {
    if style != .columns { return builder.forEach(row, body) }
    func nest(_ axis: Int, _ index: [AffineIndex]) {
      if axis == row.count { return body(index) }
      builder.loop(.serial, to: row[axis]) { nest(axis + 1, index + [$0.index]) }
    }
    nest(0, [])
  }

  private func compute(
    _ member: Int, _ domain: [AffineIndex], row: [AffineIndex]
  ) {
    let index = index(of: member, domain, row: row)
    let elements = elements(of: member, at: index)
    for (value, element) in zip(graph.instructions[member].results, elements) {
      known[value] = element
      if isWritten(value) { store(element, of: value, at: index) }
      storeLocally(element, of: value, at: index)
    }
  }

  /// The index of a member's results from those of the loops.
  private func index(of member: Int, _ domain: [AffineIndex], row: [AffineIndex]) -> [AffineIndex] {
    var index = [AffineIndex](repeating: AffineIndex(), count: type(of: result(member)).rank)
    for (axis, loop) in zip(cluster.axes[member] ?? [], domain) { index[axis] = loop }
    for (axis, loop) in zip(rowAxes(ofMember: member), row) { index[axis] = loop }
    return index
  }

  /// Computes what reads an element that the owner of the kernel has just made.
  func runEpilogue(of element: Element, _ value: Graph.Value, at index: [AffineIndex]) {
    guard let owner = cluster.owner else { return }
    if isWritten(value) { store(element, of: value, at: index) }
    storeLocally(element, of: value, at: index)
    guard cluster.members.count > 1 else { return }
    known = [value: element]
    defer { known = [:] }
    let domain = (cluster.axes[owner] ?? []).map { index[$0] }
    for member in cluster.members where member != owner { compute(member, domain, row: []) }
  }
}
