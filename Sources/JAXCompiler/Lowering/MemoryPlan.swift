package import JAXIR

extension Program {
  /// Gives every arena buffer its offset.
  ///
  /// A buffer lives from the first top-level step that names it to the last; buffers that live at the same time do
  /// not overlap. First fit by offset, in order of first use; offsets and sizes are multiples of 64.
  package mutating func planMemory() {
    var lives = [ClosedRange<Int>?](repeating: nil, count: buffers.count)
    for (position, step) in steps.enumerated() {
      for buffer in step.buffers {
        let first = lives[buffer.index]?.lowerBound ?? position
        lives[buffer.index] = first...position
      }
    }
    let arena = buffers.indices
      .filter { if case .arena = buffers[$0].place { lives[$0] != nil } else { false } }
      .sorted { (lives[$0]!.lowerBound, $0) < (lives[$1]!.lowerBound, $1) }
    var placed: [(life: ClosedRange<Int>, range: Range<Int>)] = []
    arenaByteCount = 0
    for index in arena {
      let life = lives[index]!
      placed.removeAll { $0.life.upperBound < life.lowerBound }
      let size = max(64, ((buffers[index].count ?? 0) * buffers[index].dtype.byteCount + 63) / 64 * 64)
      var offset = 0
      for neighbour in placed where neighbour.range.lowerBound < offset + size {
        offset = max(offset, neighbour.range.upperBound)
      }
      let position = placed.firstIndex { $0.range.lowerBound > offset } ?? placed.endIndex
      placed.insert((life, offset..<offset + size), at: position)
      buffers[index].place = .arena(offset: offset)
      arenaByteCount = max(arenaByteCount, offset + size)
    }
  }
}

extension Program.Step {
  /// All buffers that the step, or a step inside it, names.
  package var buffers: [Program.BufferID] {
    switch self {
    case .launch(_, let buffers, _): buffers
    case .whileLoop(let condition, let predicate, let body):
      [predicate] + (condition + body).flatMap(\.buffers)
    case .branch(let index, let branches): [index] + branches.flatMap { $0.flatMap(\.buffers) }
    case .call(let call): call.operands + call.results
    }
  }
}
