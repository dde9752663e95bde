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
  /// Buffers whose contents are needed at the same time do not overlap, but for a result that a kernel computes in the
  /// place of an operand which ends there. The two buffers of a copy share one place where nothing between needs them
  /// apart, and the copy is gone: so the state of a loop stays where it is. What shares the place of an output is the
  /// output. Offsets and sizes are multiples of 64.
  ///
  /// - Parameter mayStore: whether a kernel may be passed, for the first of two parameters, the memory of the second.
  package mutating func planMemory(
    sharing: MemorySharing = .full,
    mayStore: (_ kernel: Int, _ result: Kernel.Buffer, _ operand: Kernel.Buffer) -> Bool = { _, _, _ in false
    }
  ) {
    var plan = MemoryPlan(self)
    if sharing == .full {
      plan.mergeCopies(mayStore)
      plan.mergeInPlace(mayStore)
    }
    let places = plan.places(sharing: sharing)
    for (buffer, offset) in places.offsets { buffers[buffer].place = .arena(offset: offset) }
    arenaByteCount = places.byteCount
    replace(plan.replacements)
    steps = withoutIdleCopies(steps)
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

  /// The steps without copies of a place to itself.
  private func withoutIdleCopies(_ steps: [Step]) -> [Step] {
    steps.compactMap { step in
      switch step {
      case .copy(let source, let destination): source == destination ? nil : step
      case .whileLoop(let condition, let predicate, let body):
        .whileLoop(
          condition: withoutIdleCopies(condition), predicate: predicate, body: withoutIdleCopies(body))
      case .branch(let index, let branches):
        .branch(index: index, branches: branches.map(withoutIdleCopies))
      case .launch, .call: step
      }
    }
  }
}

/// The arena buffers and outputs of a program in groups, each of which needs one place.
private struct MemoryPlan {
  private var groups: [Group] = []
  /// By buffer: its group, nil for inputs and constants.
  private var group: [Int?]
  /// By buffer that is one with another, of which it is a copy: the other.
  private var copies: [Int: Int] = [:]
  private let program: Program
  private let liveness: Liveness

  private struct Group {
    var members: [Int]
    var life: Life
    /// A multiple of 64, at least 64.
    let byteCount: Int
    /// The output that it lies in.
    var output: Int?
  }

  init(_ program: Program) {
    self.program = program
    liveness = Liveness(program)
    group = Array(repeating: nil, count: program.buffers.count)
    for (index, buffer) in program.buffers.enumerated() where !liveness.lives[index].spans.isEmpty {
      var output: Int?
      switch buffer.place {
      case .arena: break
      case .output: output = index
      case .input, .constant: continue
      }
      group[index] = groups.count
      let byteCount = max(64, (buffer.byteCount + 63) / 64 * 64)
      groups.append(
        Group(members: [index], life: liveness.lives[index], byteCount: byteCount, output: output))
    }
  }

  /// Arena buffers that are outputs instead, or the other side of a copy.
  var replacements: [Int: Int] {
    var replacements: [Int: Int] = [:]
    for (index, group) in group.enumerated() {
      guard let group else { continue }
      let same = groups[group].output ?? original(of: index)
      if same != index { replacements[index] = same }
    }
    return replacements
  }

  private func original(of buffer: Int) -> Int {
    var original = buffer
    while let next = copies[original] { original = next }
    return original
  }

  // MARK: In place

  typealias MayStore = (Int, Kernel.Buffer, Kernel.Buffer) -> Bool

  /// Lets both sides of each copy be in one place, if they may.
  mutating func mergeCopies(_ mayStore: MayStore) {
    for leaf in liveness.leaves {
      guard case .copy(let source, let destination) = leaf.step else { continue }
      guard group[source.index] != nil,
        group[source.index] == group[destination.index]
          || merge(destination.index, into: source.index, mayStore)
      else { continue }
      let (from, to) = (original(of: source.index), original(of: destination.index))
      if from != to { copies[to] = from }
    }
  }

  /// Lets each result that begins at a launch take the place of an operand that ends there, if it may.
  mutating func mergeInPlace(_ mayStore: MayStore) {
    for leaf in liveness.leaves {
      guard case .launch(let number, let buffers, _) = leaf.step else { continue }
      let accesses = program.kernels[number].parameters.map(\.access)
      var ending = buffers.indices.filter { parameter in
        accesses[parameter] == .read
          && liveness.lives[buffers[parameter].index].ends(at: leaf.position)
      }
      for (parameter, buffer) in buffers.enumerated() where accesses[parameter] != .read {
        guard !ending.isEmpty, liveness.lives[buffer.index].begins(at: leaf.position) else { continue }
        let place = ending.firstIndex { merge(buffer.index, into: buffers[$0].index, mayStore) }
        if let place { ending.remove(at: place) }
      }
    }
  }

  /// Joins the groups of two buffers if they can have one place; returns whether they did.
  private mutating func merge(_ result: Int, into operand: Int, _ mayStore: MayStore) -> Bool {
    guard let from = group[result], let into = group[operand], from != into, canMerge(from, into),
      let meetings = groups[from].life.meetings(with: groups[into].life),
      meetings.allSatisfy({ meeting in
        meeting.isFirstEnding
          ? mayCompute(into, inPlaceOf: from, at: meeting.position, mayStore)
          : mayCompute(from, inPlaceOf: into, at: meeting.position, mayStore)
      })
    else { return false }
    groups[into].members += groups[from].members
    groups[into].life.formUnion(groups[from].life)
    groups[into].output = groups[into].output ?? groups[from].output
    for member in groups[from].members { group[member] = into }
    groups[from].members = []
    groups[from].output = nil
    return true
  }

  /// Whether two groups are alike enough for one place.
  private func canMerge(_ a: Int, _ b: Int) -> Bool {
    let members = groups[a].members + groups[b].members
    let first = program.buffers[members[0]]
    guard groups[a].output != nil || groups[b].output != nil else {
      return first.byteCount == program.buffers[groups[b].members[0]].byteCount
    }
    if groups[a].output != nil && groups[b].output != nil { return false }
    // An output has one type and one size, those of all that lie in it.
    return members.allSatisfy {
      program.buffers[$0].dtype == first.dtype && program.buffers[$0].count == first.count
    }
  }

  /// Whether the step where a group ends and another begins may compute the second in the place of the first.
  private func mayCompute(
    _ result: Int, inPlaceOf operand: Int, at position: Int, _ mayStore: MayStore
  ) -> Bool {
    switch liveness.step(at: position) {
    case .copy(let source, let destination)?:
      return group[source.index] == operand && group[destination.index] == result
    case .launch(let kernel, let buffers, _)?:
      let accesses = program.kernels[kernel].parameters.map(\.access)
      let operands = buffers.indices.filter { group[buffers[$0].index] == operand }
      let results = buffers.indices.filter { group[buffers[$0].index] == result }
      guard operands.count == 1, accesses[operands[0]] == .read, results.count == 1,
        accesses[results[0]] != .read
      else { return false }
      return mayStore(kernel, Kernel.Buffer(results[0]), Kernel.Buffer(operands[0]))
    case .call?, .whileLoop?, .branch?, nil: return false
    }
  }

  // MARK: Places

  typealias Places = (offsets: [(buffer: Int, offset: Int)], byteCount: Int)

  /// More groups than these are placed in the order of their first use alone, which takes the least time.
  private static let maximumSortedCount = 512

  func places(sharing: Program.MemorySharing) -> Places {
    let used = groups.filter { !$0.members.isEmpty && $0.output == nil }
    let byUse = used.sorted { ($0.life.start, $0.members[0]) < ($1.life.start, $1.members[0]) }
    if sharing == .none { return Self.sideBySide(byUse) }
    let first = Self.firstFit(byUse)
    guard used.count <= Self.maximumSortedCount else { return first }
    // Large ones first leaves fewer gaps as a rule; the order of use fits chains without any.
    let bySize = used.sorted {
      ($1.byteCount, $0.life.start, $0.members[0]) < ($0.byteCount, $1.life.start, $1.members[0])
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
    let isByUse = zip(groups, groups.dropFirst()).allSatisfy { $0.life.start <= $1.life.start }
    for group in groups {
      // What ended before the next begins is in nobody's way any more.
      let life = group.life.start...group.life.end
      if isByUse { placed.removeAll { $0.life.upperBound < life.lowerBound } }
      var offset = 0
      for neighbour in placed where neighbour.life.overlaps(life) {
        if neighbour.range.lowerBound >= offset + group.byteCount { break }
        offset = max(offset, neighbour.range.upperBound)
      }
      let position = placed.firstIndex { $0.range.lowerBound > offset } ?? placed.endIndex
      placed.insert((life, offset..<offset + group.byteCount), at: position)
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
    case .copy(let source, let destination): [source, destination]
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
          name: call.name, operands: call.operands.map(rewrite), results: call.results.map(rewrite),
          closure: call.closure))
    case .copy(let source, let destination): .copy(from: rewrite(source), to: rewrite(destination))
    }
  }
}
