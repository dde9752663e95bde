import JAXIR

/// When the contents of each buffer of a valid program are needed.
///
/// Steps are numbered in the order of the text, the ends of blocks too. A buffer is needed from a step that gives it
/// new contents to the last that reads these; in a loop, to its end if the next iteration reads them. New contents are
/// given by a copy, and by the first step that writes a buffer: a later one may write a part of it.
struct Liveness {
  /// By buffer.
  private(set) var lives: [Life] = []
  /// The steps that are no control, in order.
  private(set) var leaves: [(position: Int, step: Program.Step)] = []
  private let program: Program
  private var count = 0

  // While blocks are read forwards.
  private var isMentioned: [Bool]
  private var mentioned: [Int] = []

  // While spans are made backwards.
  private var spans: [[ClosedRange<Int>]]
  private var live: Set<Int> = []
  /// By live buffer: where the span under construction ends.
  private var end: [Int]

  init(_ program: Program) {
    self.program = program
    isMentioned = Array(repeating: false, count: program.buffers.count)
    spans = Array(repeating: [], count: program.buffers.count)
    end = Array(repeating: 0, count: program.buffers.count)
    let block = read(program.steps)
    let outputs = program.buffers.indices.filter { index in
      if case .output = program.buffers[index].place { isMentioned[index] } else { false }
    }
    become(Set(outputs), at: block.end)
    walk(block)
    become([], at: block.start - 1)
    lives = spans.map { Life($0.reversed()) }
  }

  /// The step at a position; nil for the end of a block and the like.
  func step(at position: Int) -> Program.Step? {
    var (low, high) = (0, leaves.count)
    while low < high {
      let middle = (low + high) / 2
      if leaves[middle].position < position { low = middle + 1 } else { high = middle }
    }
    return low < leaves.count && leaves[low].position == position ? leaves[low].step : nil
  }

  // MARK: Forwards

  private struct Block {
    var start: Int
    var end = 0
    var nodes: [Node] = []
    /// The buffers whose contents before the block it may read.
    var needed: Set<Int> = []
    /// The buffers that have new contents after it, however it goes.
    var renewed: Set<Int> = []

    mutating func add(needed: some Sequence<Int>, renewed: some Sequence<Int>) {
      for buffer in needed where !self.renewed.contains(buffer) { self.needed.insert(buffer) }
      self.renewed.formUnion(renewed)
    }
  }

  private enum Node {
    case leaf(position: Int, used: [Int], renewed: [Int])
    case loop(condition: Block, body: Block)
    case branch(position: Int, index: Int, blocks: [Block])
  }

  private mutating func next() -> Int {
    count += 1
    return count
  }

  /// - Parameter predicate: What is read at the end.
  private mutating func read(_ steps: [Program.Step], predicate: Int? = nil) -> Block {
    var block = Block(start: next())
    for step in steps { read(step, into: &block) }
    block.end = next()
    if let predicate {
      block.nodes.append(leaf(block.end, reads: [predicate], writes: [], renews: []))
      add(block.nodes[block.nodes.count - 1], to: &block)
    }
    return block
  }

  private mutating func read(_ step: Program.Step, into block: inout Block) {
    let node: Node
    switch step {
    case .launch(let kernel, let buffers, _):
      let accesses = zip(buffers, program.kernels[kernel].parameters).map { ($0.index, $1.access) }
      node = leaf(
        step, reads: accesses.filter { $1 == .read }.map(\.0),
        writes: accesses.filter { $1 != .read }.map(\.0))
    case .call(let call):
      node = leaf(step, reads: call.operands.map(\.index), writes: call.results.map(\.index))
    case .copy(let source, let destination):
      node = leaf(step, reads: [source.index], writes: [], renews: [destination.index])
    case .whileLoop(let condition, let predicate, let body):
      node = .loop(condition: read(condition, predicate: predicate.index), body: read(body))
    case .branch(let index, let branches):
      let position = next()
      mention(index.index)
      let outside = mentioned
      var inside: Set<Int> = []
      var blocks: [Block] = []
      for branch in branches {
        // What one branch mentions is new to the next.
        mentioned = []
        blocks.append(read(branch))
        for buffer in mentioned { isMentioned[buffer] = false }
        inside.formUnion(mentioned)
      }
      mentioned = outside
      for buffer in inside { mention(buffer) }
      node = .branch(position: position, index: index.index, blocks: blocks)
    }
    block.nodes.append(node)
    add(node, to: &block)
  }

  private mutating func leaf(
    _ step: Program.Step, reads: [Int], writes: [Int], renews: [Int] = []
  ) -> Node {
    let position = next()
    leaves.append((position, step))
    return leaf(position, reads: reads, writes: writes, renews: renews)
  }

  private mutating func leaf(_ position: Int, reads: [Int], writes: [Int], renews: [Int]) -> Node {
    let renewed = Set(renews + writes.filter { !isMentioned[$0] }).subtracting(reads)
    for buffer in reads + writes + renews { mention(buffer) }
    let used = (reads + writes + renews).filter { !renewed.contains($0) }
    return .leaf(position: position, used: used, renewed: Array(renewed))
  }

  private mutating func mention(_ buffer: Int) {
    if isMentioned[buffer] { return }
    isMentioned[buffer] = true
    mentioned.append(buffer)
  }

  private func add(_ node: Node, to block: inout Block) {
    switch node {
    case .leaf(_, let used, let renewed): block.add(needed: used, renewed: renewed)
    case .loop(let condition, let body):
      block.add(needed: Self.needed(condition, body), renewed: condition.renewed)
    case .branch(_, let index, let blocks):
      let renewed = blocks.dropFirst().reduce(blocks.first?.renewed ?? []) { $0.intersection($1.renewed) }
      block.add(needed: blocks.reduce(Set([index])) { $0.union($1.needed) }, renewed: renewed)
    }
  }

  /// What a loop may read of what was there before.
  private static func needed(_ condition: Block, _ body: Block) -> Set<Int> {
    condition.needed.union(body.needed.subtracting(condition.renewed))
  }

  // MARK: Backwards

  /// Goes on from `position` backwards with other buffers needed there.
  private mutating func become(_ needed: Set<Int>, at position: Int) {
    if live == needed { return }
    for buffer in live.subtracting(needed) { spans[buffer].append(position + 1...end[buffer]) }
    for buffer in needed.subtracting(live) { end[buffer] = position }
    live = needed
  }

  private mutating func walk(_ block: Block) {
    for node in block.nodes.reversed() { walk(node) }
  }

  private mutating func walk(_ node: Node) {
    switch node {
    case .leaf(let position, let used, let renewed):
      for buffer in used + renewed where live.insert(buffer).inserted { end[buffer] = position }
      for buffer in renewed {
        spans[buffer].append(position...end[buffer])
        live.remove(buffer)
      }
    case .loop(let condition, let body):
      let after = live
      become(
        Self.needed(condition, body).union(after.subtracting(condition.renewed)), at: body.end)
      walk(body)
      become(live.union(after), at: condition.end)
      walk(condition)
    case .branch(let position, let index, let blocks):
      let after = live
      var before: Set<Int> = []
      for block in blocks.reversed() {
        become(after, at: block.end)
        walk(block)
        before.formUnion(live)
      }
      if blocks.isEmpty { before = after }
      become(before, at: position)
      if live.insert(index).inserted { end[index] = position }
    }
  }
}
