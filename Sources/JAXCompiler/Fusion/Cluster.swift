import JAXIR

/// Instructions that become one kernel: a nest of independent loops, the *domain*, and what is computed at each of its
/// indices, in the order of the graph.
///
/// A member's results vary with every loop of the domain, each along one axis. What is left of their shape is the
/// *row* of the member. A member without a row (all its other extents are 1) is a scalar at each index of the domain; a
/// member with one is computed where it is read, or written to memory by a loop over the row.
package struct Cluster {
  /// Kernels run in order of positions, and a cluster reads only what those before it make.
  var position: Int
  /// Positions of the instructions, ascending.
  package private(set) var members: [Int]
  /// The member that makes the loops itself; then no member has a row, and all others read it or each other.
  let owner: Int?
  /// The extents of the domain, none of them 1.
  let domain: [Int]
  /// By member: the axis of its results along which each loop of the domain goes.
  let axes: [Int: [Int]]
  /// Instructions that are computed wherever a member reads them, ascending.
  package var prologue: [Int] = []
  /// What is done for a block of rows at a time, when the cluster holds products with the rows between them.
  private(set) var blocks: RowBlocks?

  /// The cluster of one instruction.
  init(_ instruction: Int, in graph: FusionGraph) {
    position = instruction
    members = [instruction]
    owner = [.owner, .apart].contains(graph.roles[instruction]) ? instruction : nil
    let shape = graph.graph.instructions[instruction].results.last.map(graph.shape) ?? .scalar
    let loops = shape.extents.indices.filter { shape[$0] != 1 }
    domain = loops.map { shape[$0] }
    axes = [instruction: loops]
  }

  /// An instruction that makes its own kernels and whose results others read from memory.
  init(alone instruction: Int) {
    position = instruction
    members = [instruction]
    owner = instruction
    domain = []
    axes = [:]
  }

  /// The cluster of the members of two whose domains share the given loops.
  init(_ first: Cluster, _ second: Cluster, loops: [(first: Int, second: Int)]) {
    position = first.position
    members = Cluster.merged(first.members, second.members)
    owner = first.owner ?? second.owner
    domain = loops.map { second.domain[$0.second] }
    var axes = first.axes.mapValues { axes in loops.map { axes[$0.first] } }
    axes.merge(second.axes.mapValues { axes in loops.map { axes[$0.second] } }) { first, _ in first }
    self.axes = axes
    prologue = first.prologue + second.prologue
  }

  /// The clusters that work on the same rows, a block of them at a time.
  init(_ blocks: RowBlocks) {
    self.blocks = blocks
    position = blocks.stages.map(\.position).max() ?? 0
    members = blocks.stages.reduce([]) { Cluster.merged($0, $1.members) }
    prologue = blocks.stages.flatMap(\.prologue)
    owner = nil
    domain = blocks.rows.domain
    axes = [:]
  }

  private static func merged(_ a: [Int], _ b: [Int]) -> [Int] {
    var merged: [Int] = []
    var (i, j) = (0, 0)
    while i < a.count || j < b.count {
      if j == b.count || i < a.count && a[i] < b[j] {
        merged.append(a[i])
        i += 1
      } else {
        merged.append(b[j])
        j += 1
      }
    }
    return merged
  }

  var size: Int { members.count + prologue.count }
  var domainCount: Int { domain.reduce(1, *) }

  /// The axes of a member's row: those that no loop of the domain walks and that are longer than 1.
  func rowAxes(of member: Int, _ graph: FusionGraph) -> [Int] {
    guard let result = graph.graph.instructions[member].results.last, let loops = axes[member] else {
      return []
    }
    let shape = graph.shape(of: result)
    return shape.extents.indices.filter { shape[$0] != 1 && !loops.contains($0) }
  }

  /// The extents of a member's row.
  func row(of member: Int, _ graph: FusionGraph) -> [Int] {
    guard let result = graph.graph.instructions[member].results.last else { return [] }
    return rowAxes(of: member, graph).map { graph.shape(of: result)[$0] }
  }
}
