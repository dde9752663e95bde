import JAXIR

extension Kernel {
  /// Indices that are never negative: of loops that count from 0 up, and what is made of them.
  var notNegative: Set<Value> {
    var known: Set<Value> = []
    func visit(_ block: Block) {
      for operation in block.operations {
        switch operation.kind {
        case .index(let index):
          if index.offset >= 0, index.terms.allSatisfy({ $0.stride > 0 && known.contains($0.value) }) {
            known.insert(operation.results[0])
          }
        case .loop(let loop):
          let isKnown =
            switch loop.lower {
            case .constant(let lower): lower >= 0
            case .value(let lower): known.contains(lower)
            }
          if isKnown { known.insert(loop.body.arguments[0]) }
        case .reduce(let reduction): known.formUnion(reduction.body.arguments)
        case .constant, .scalar, .load, .store, .conditional, .whileLoop: break
        }
        operation.blocks.forEach(visit)
      }
    }
    visit(body)
    return known
  }
}
