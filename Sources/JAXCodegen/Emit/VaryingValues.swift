import JAXIR

/// The values of a block that may differ between the lanes that run it; all others are computed once.
///
/// A value varies if it is a seed, or depends on one: through operands, through what a loop carries, or through
/// which of its lanes run an iteration or a branch.
struct VaryingValues {
  private var varies: [Bool]
  private var changed = false

  /// - Parameter seeds: the values that differ by definition, such as the index of a vector loop.
  init(in block: Kernel.Block, of kernel: Kernel, seeds: [Kernel.Value]) {
    varies = Array(repeating: false, count: kernel.types.count)
    for seed in seeds { varies[seed.index] = true }
    // What a loop carries flows back to its arguments: repeat until nothing new varies.
    repeat {
      changed = false
      visit(block)
    } while changed
  }

  subscript(value: Kernel.Value) -> Bool { varies[value.index] }

  /// Whether anything that `reduction` reads varies, even for nothing.
  private func varies(in reduction: Kernel.Reduction) -> Bool {
    let outside = reduction.domain.compactMap(\.value) + reduction.initial
    return any(outside) || varies(in: reduction.body) || varies(in: reduction.combine)
  }

  private func varies(in block: Kernel.Block) -> Bool {
    any(block.results)
      || block.operations.contains { any($0.operands) || $0.blocks.contains(where: varies(in:)) }
  }

  private mutating func mark(_ value: Kernel.Value, if condition: Bool) {
    guard condition, !varies[value.index] else { return }
    varies[value.index] = true
    changed = true
  }

  private func any(_ values: [Kernel.Value]) -> Bool { values.contains { varies[$0.index] } }

  private func varies(_ bound: Kernel.Bound) -> Bool { bound.value.map { varies[$0.index] } ?? false }

  private mutating func visit(_ block: Kernel.Block) {
    for operation in block.operations {
      switch operation.kind {
      case .constant, .store: break
      case .scalar, .index, .load:
        let operandsVary = any(operation.operands)
        for result in operation.results { mark(result, if: operandsVary) }
      case .loop(let loop): visit(loop, results: operation.results)
      case .reduce(let reduction): visit(reduction, results: operation.results)
      case .conditional(let condition, let then, let otherwise):
        visit(then)
        visit(otherwise)
        for (position, result) in operation.results.enumerated() {
          mark(result, if: any([condition, then.results[position], otherwise.results[position]]))
        }
      case .whileLoop(let loop): visit(loop, results: operation.results)
      }
    }
  }

  private mutating func visit(_ loop: Kernel.Loop, results: [Kernel.Value]) {
    let boundsVary = varies(loop.lower) || varies(loop.upper)
    mark(loop.body.arguments[0], if: boundsVary)
    visit(loop.body)
    for (position, result) in results.enumerated() {
      let argument = loop.body.arguments[position + 1]
      mark(argument, if: boundsVary || any([loop.initial[position], loop.body.results[position]]))
      mark(result, if: varies[argument.index])
    }
  }

  private mutating func visit(_ reduction: Kernel.Reduction, results: [Kernel.Value]) {
    let boundsVary = reduction.domain.contains(where: varies)
    for (argument, bound) in zip(reduction.body.arguments, reduction.domain) {
      mark(argument, if: varies(bound))
    }
    visit(reduction.body)
    let combine = reduction.combine
    // Lanes of the reduction lie side by side in each lane of the loop, or it runs once for all of them: not a mixture.
    let allVary = boundsVary || reduction.lanes > 1 && varies(in: reduction)
    for position in results.indices {
      mark(
        combine.arguments[position],
        if: allVary || any([reduction.initial[position], combine.results[position]]))
      mark(combine.arguments[position + results.count], if: any([reduction.body.results[position]]))
    }
    visit(combine)
    for (position, result) in results.enumerated() {
      mark(result, if: any([combine.arguments[position], combine.results[position]]))
    }
  }

  private mutating func visit(_ loop: Kernel.WhileLoop, results: [Kernel.Value]) {
    visit(loop.condition)
    visit(loop.body)
    // Lanes that stop at different times keep different values.
    let stopsVary = any(loop.condition.results)
    for (position, result) in results.enumerated() {
      let vary = stopsVary || any([loop.initial[position], loop.body.results[position]])
      mark(loop.condition.arguments[position], if: vary)
      mark(loop.body.arguments[position], if: vary)
      mark(result, if: vary)
    }
  }
}
