package import JAXIR

extension BatchingRule {
  /// All operands with their batch axis at `axis`; one that has none is repeated along it.
  package func operands(withBatchAxisAt axis: Int) -> [Tracer] {
    operands.indices.map { operand($0, withBatchAxisAt: axis) }
  }

  /// The operands, those that `isBatched` names with their batch axis first.
  package func operands(batched isBatched: [Bool]) -> [Tracer] {
    operands.indices.map { isBatched[$0] ? operand($0, withBatchAxisAt: 0) : operands[$0] }
  }

  /// Operand `index` with its batch axis at `axis`; repeated along it where there is none.
  package func operand(_ index: Int, withBatchAxisAt axis: Int) -> Tracer {
    guard let source = axes[index] else { return operands[index].repeated(size, alongNewAxis: axis) }
    return operands[index].movingAxis(source, to: axis)
  }
}
