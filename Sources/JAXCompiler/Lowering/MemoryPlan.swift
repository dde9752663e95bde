package import JAXIR

extension Program {
  /// How the memory of arena buffers may be shared.
  package enum MemorySharing: Hashable, Sendable {
    /// Every buffer has its own place.
    case none
    /// Buffers that do not live at the same time may have the same place, and a result that of an operand in which it
    /// may be computed.
    case full
  }

  /// Gives every arena buffer its offset.
  ///
  /// A buffer lives from the first top-level step that names it to the last; buffers that live at the same time do
  /// not overlap, but for a result that a kernel computes in the place of an operand which ends there. An operand that
  /// an output takes the place of is computed in the output's memory. Offsets and sizes are multiples of 64.
  ///
  /// - Parameter mayStore: whether a kernel may be passed, for the first of two parameters, the memory of the second.
  package mutating func planMemory(
    sharing: MemorySharing = .full,
    mayStore: (_ kernel: Int, _ result: Kernel.Buffer, _ operand: Kernel.Buffer) -> Bool = { _, _, _ in false
    }
  ) {
    var plan = MemoryPlan(self)
    if sharing == .full { plan.mergeInPlace(steps, mayStore) }
    let places = plan.places(sharing: sharing)
    for (buffer, offset) in places.offsets { buffers[buffer].place = .arena(offset: offset) }
    arenaByteCount = places.byteCount
    replace(plan.replacements)
  }

  /// Names other buffers instead of some, which are no more.
  private mutating func replace(_ replacements: [Int: Int]) {
    if replacements.isEmpty { return }
    var numbers: [Int] = []
    var kept: [Buffer] = []
    for (index, buffer) in buffers.enumerated() {
      numbers.append(kept.count)
      if replacements[index] == nil { kept.append(buffer) }
    }
    buffers = kept
    steps = steps.map { step in
      step.mappingBuffers { BufferID(numbers[replacements[$0.index] ?? $0.index]) }
    }
  }
}

/// The arena buffers of a program in groups, each of which needs one place.
private struct MemoryPlan {
  private var groups: [Group] = []
  /// By buffer: its group, nil for what has no place in the arena.
  private var group: [Int?]
  /// By buffer: from its first step to its last.
  private var lives: [ClosedRange<Int>?]
  /// Arena buffers that are outputs instead.
  private(set) var replacements: [Int: Int] = [:]
  private let program: Program

  private struct Group {
    var members: [Int]
    var life: ClosedRange<Int>
    /// A multiple of 64, at least 64.
    let byteCount: Int
  }

  init(_ program: Program) {
    self.program = program
    lives = Array(repeating: nil, count: program.buffers.count)
    group = Array(repeating: nil, count: program.buffers.count)
    for (position, step) in program.steps.enumerated() {
      for buffer in step.buffers {
        lives[buffer.index] = (lives[buffer.index]?.lowerBound ?? position)...position
      }
    }
    for (index, buffer) in program.buffers.enumerated() {
      guard case .arena = buffer.place, let life = lives[index] else { continue }
      group[index] = groups.count
      let byteCount = max(64, (buffer.byteCount + 63) / 64 * 64)
      groups.append(Group(members: [index], life: life, byteCount: byteCount))
    }
  }

  // MARK: In place

  /// Lets each result that begins at a launch take the place of an operand that ends there, if it may.
  mutating func mergeInPlace(
    _ steps: [Program.Step], _ mayStore: (Int, Kernel.Buffer, Kernel.Buffer) -> Bool
  ) {
    for (position, step) in steps.enumerated() {
      guard case .launch(let number, let buffers, _) = step else { continue }
      let accesses = program.kernels[number].parameters.map(\.access)
      var ending = buffers.indices.filter { parameter in
        let buffer = buffers[parameter]
        return accesses[parameter] == .read && group[buffer.index] != nil
          && lives[buffer.index]?.upperBound == position && buffers.count { $0 == buffer } == 1
      }
      for (parameter, buffer) in buffers.enumerated() where accesses[parameter] != .read {
        guard lives[buffer.index]?.lowerBound == position, !ending.isEmpty else { continue }
        let place = ending.firstIndex { operand in
          canMerge(buffer.index, into: buffers[operand].index)
            && mayStore(number, Kernel.Buffer(parameter), Kernel.Buffer(operand))
        }
        guard let place else { continue }
        merge(buffer.index, into: buffers[ending.remove(at: place)].index)
      }
    }
  }

  private func canMerge(_ result: Int, into operand: Int) -> Bool {
    let buffer = program.buffers[result]
    guard case .output = buffer.place else { return buffer.byteCount == program.buffers[operand].byteCount }
    // An output has one type and one size, those of all that lie in it.
    guard let group = group[operand] else { return false }
    return groups[group].members.allSatisfy {
      program.buffers[$0].dtype == buffer.dtype && program.buffers[$0].count == buffer.count
    }
  }

  private mutating func merge(_ result: Int, into operand: Int) {
    guard let into = group[operand] else { return }
    let members = groups[into].members
    if let from = group[result] {
      groups[into].members += groups[from].members
      groups[into].life = groups[into].life.lowerBound...groups[from].life.upperBound
      for member in groups[from].members { group[member] = into }
      groups[from].members = []
    } else {
      for member in members {
        replacements[member] = result
        group[member] = nil
      }
      groups[into].members = []
    }
  }

  // MARK: Places

  typealias Places = (offsets: [(buffer: Int, offset: Int)], byteCount: Int)

  /// More groups than these are placed in the order of their first use alone, which takes the least time.
  private static let maximumSortedCount = 512

  func places(sharing: Program.MemorySharing) -> Places {
    let used = groups.filter { !$0.members.isEmpty }
    let byUse = used.sorted { ($0.life.lowerBound, $0.members[0]) < ($1.life.lowerBound, $1.members[0]) }
    if sharing == .none { return Self.sideBySide(byUse) }
    let first = Self.firstFit(byUse)
    guard used.count <= Self.maximumSortedCount else { return first }
    // Large ones first leaves fewer gaps as a rule; the order of use fits chains without any.
    let bySize = used.sorted {
      ($1.byteCount, $0.life.lowerBound, $0.members[0]) < ($0.byteCount, $1.life.lowerBound, $1.members[0])
    }
    let other = Self.firstFit(bySize)
    return other.byteCount < first.byteCount ? other : first
  }

  private static func sideBySide(_ groups: [Group]) -> Places {
    var places: Places = ([], 0)
    for group in groups {
      for member in group.members { places.offsets.append((member, places.byteCount)) }
      places.byteCount += group.byteCount
    }
    return places
  }

  /// Each in turn at the lowest offset where nothing else is during its life.
  private static func firstFit(_ groups: [Group]) -> Places {
    var places: Places = ([], 0)
    /// In order of offset.
    var placed: [(life: ClosedRange<Int>, range: Range<Int>)] = []
    let isByUse = zip(groups, groups.dropFirst()).allSatisfy { $0.life.lowerBound <= $1.life.lowerBound }
    for group in groups {
      // What ended before the next begins is in nobody's way any more.
      if isByUse { placed.removeAll { $0.life.upperBound < group.life.lowerBound } }
      var offset = 0
      for neighbour in placed where neighbour.life.overlaps(group.life) {
        if neighbour.range.lowerBound >= offset + group.byteCount { break }
        offset = max(offset, neighbour.range.upperBound)
      }
      let position = placed.firstIndex { $0.range.lowerBound > offset } ?? placed.endIndex
      placed.insert((group.life, offset..<offset + group.byteCount), at: position)
      for member in group.members { places.offsets.append((member, offset)) }
      places.byteCount = max(places.byteCount, offset + group.byteCount)
    }
    return places
  }
}

extension Program.Buffer {
  fileprivate var byteCount: Int { (count ?? 0) * dtype.byteCount }
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

extension Program.Step {
  /// The step with other buffers.
  fileprivate func mappingBuffers(_ rewrite: (Program.BufferID) -> Program.BufferID) -> Program.Step {
    switch self {
    case .launch(let kernel, let buffers, let extents):
      .launch(kernel: kernel, buffers: buffers.map(rewrite), extents: extents)
    case .whileLoop(let condition, let predicate, let body):
      .whileLoop(
        condition: condition.map { $0.mappingBuffers(rewrite) }, predicate: rewrite(predicate),
        body: body.map { $0.mappingBuffers(rewrite) })
    case .branch(let index, let branches):
      .branch(index: rewrite(index), branches: branches.map { $0.map { $0.mappingBuffers(rewrite) } })
    case .call(let call):
      .call(
        Program.HostCall(
          name: call.name, operands: call.operands.map(rewrite), results: call.results.map(rewrite)))
    }
  }
}
