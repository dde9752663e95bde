import JAXIR

/// How the kernels of a program are dealt to modules, which are compiled side by side and linked by name.
///
/// Kernels that differ in name alone are one function. A kernel that is quick to run is compiled at level 0: the time
/// that better code would save is not worth the time to make it.
struct ProgramPartition {
  /// By kernel: the first one that differs from it in name alone, whose function serves both.
  let representatives: [Int]
  /// The first has the entry.
  let parts: [Part]

  struct Part {
    var kernels: [Int] = []
    /// LLVM's code generation level.
    var level: Int
    /// About how many operations are emitted.
    var weight = 0
  }

  /// - Parameter count: the most modules.
  init(_ program: Program, count: Int, options: CodegenOptions) {
    // Checked code says which kernel went wrong.
    representatives =
      options.checksBounds ? Array(program.kernels.indices) : Self.representatives(of: program.kernels)
    let repeated = Set(program.repeatedKernels.map { [representatives] in representatives[$0] })
    var costs: [(kernel: Int, cost: KernelCost)] = []
    for (index, kernel) in program.kernels.enumerated() where representatives[index] == index {
      costs.append((index, KernelCost(kernel)))
    }
    let isSimple = costs.map { kernel, cost in
      options.economizes && cost.isBrief && !repeated.contains(kernel)
    }
    let simple = zip(costs, isSimple).filter(\.1).map(\.0)
    let others = zip(costs, isSimple).filter { !$0.1 }.map(\.0)
    // A module of few simple operations beside others is not worth its own passes.
    if others.isEmpty {
      parts = Self.deal(simple, level: 0, count: count, options)
    } else if simple.reduce(0, { $0 + $1.cost.emitted }) < Self.minimumSimpleWeight {
      parts = Self.deal(costs, level: options.optimizationLevel, count: count, options)
    } else {
      let weight = Double(costs.reduce(0) { $0 + $1.cost.emitted })
      let share = Double(others.reduce(0) { $0 + $1.cost.emitted }) / weight * Double(count)
      let otherCount = min(max(1, Int(share.rounded())), max(1, count - 1))
      parts =
        Self.deal(others, level: options.optimizationLevel, count: otherCount, options)
        + Self.deal(simple, level: 0, count: max(1, count - otherCount), options)
    }
  }

  private static let minimumSimpleWeight = 100

  private static func representatives(of kernels: [Kernel]) -> [Int] {
    var known: [Kernel: Int] = [:]
    return kernels.enumerated().map { index, kernel in
      var nameless = kernel
      nameless.name = ""
      if let first = known[nameless] { return first }
      known[nameless] = index
      return index
    }
  }

  /// At least one part: a program may have no kernel, but always has its entry. The heaviest kernels are dealt first,
  /// each to the lightest part so far.
  private static func deal(
    _ costs: [(kernel: Int, cost: KernelCost)], level: Int, count: Int, _ options: CodegenOptions
  ) -> [Part] {
    let weight = costs.reduce(0) { $0 + $1.cost.emitted }
    let partCount = max(1, min(count, costs.count, weight / max(options.moduleWeight, 1)))
    var parts = Array(repeating: Part(level: level), count: partCount)
    for (kernel, cost) in costs.sorted(by: { ($1.cost.emitted, $0.kernel) < ($0.cost.emitted, $1.kernel) }) {
      let lightest = parts.indices.min { parts[$0].weight < parts[$1].weight }!
      parts[lightest].kernels.append(kernel)
      parts[lightest].weight += cost.emitted
    }
    for index in parts.indices { parts[index].kernels.sort() }
    return parts
  }
}

/// What one kernel costs to compile and to run, roughly.
private struct KernelCost {
  /// Operations that are emitted: a body once for each copy of it.
  var emitted = 0
  /// Operations that one run executes; infinite when that is not known.
  var executed = 0.0

  init(_ kernel: Kernel) { add(kernel.body, copies: 1, runs: 1) }

  /// Whether better code saves less than a microsecond of a run, and compiling is quick at level 0 too, where every
  /// value has room of its own on the stack.
  var isBrief: Bool { executed <= 16_384 && emitted <= 1_000 }

  private mutating func add(_ block: Kernel.Block, copies: Int, runs: Double) {
    for operation in block.operations {
      emitted += copies
      executed += runs
      switch operation.kind {
      case .constant, .scalar, .index, .load, .store: break
      case .loop(let loop): add(loop, copies: copies, runs: runs)
      case .reduce(let reduction):
        let count = reduction.domain.reduce(runs) { $0 * ($1.constant.map(Double.init) ?? .infinity) }
        // A loop and its rest.
        add(reduction.body, copies: copies * 2, runs: count)
        add(reduction.combine, copies: copies * 2, runs: count)
      case .conditional(_, let then, let otherwise):
        add(then, copies: copies, runs: runs)
        add(otherwise, copies: copies, runs: runs)
      case .whileLoop(let loop):
        add(loop.condition, copies: copies, runs: .infinity)
        add(loop.body, copies: copies, runs: .infinity)
      }
    }
  }

  private mutating func add(_ loop: Kernel.Loop, copies: Int, runs: Double) {
    var count = Double.infinity
    if let lower = loop.lower.constant, let upper = loop.upper.constant {
      count = Double(max(0, upper - lower)) / Double(loop.step)
    }
    let laidOut =
      switch loop.schedule {
      case .vector(_, let interleave): interleave + 1
      case .unrolled: Int(min(count, 1_024))
      default: 1
      }
    add(loop.body, copies: copies * laidOut, runs: runs * count)
  }
}

extension Program {
  /// The kernels that run in a loop of the program.
  fileprivate var repeatedKernels: Set<Int> {
    var repeated: Set<Int> = []
    func visit(_ steps: [Step], inLoop: Bool) {
      for step in steps {
        switch step {
        case .launch(let kernel, _, _): if inLoop { repeated.insert(kernel) }
        case .whileLoop(let condition, _, let body): visit(condition + body, inLoop: true)
        case .branch(_, let branches): for branch in branches { visit(branch, inLoop: inLoop) }
        case .call, .copy: break
        }
      }
    }
    visit(steps, inLoop: false)
    return repeated
  }
}
