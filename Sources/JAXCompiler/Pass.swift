package import JAXIR

/// A rewrite of graphs into graphs that mean the same: one file each, whose header states the rewrite.
package struct Pass: Sendable {
  package typealias Body = @Sendable (Graph, PassContext) throws(JAXError) -> Graph

  package let name: Name
  /// Whether the result is what the program means from here on; else every bit of every result is kept.
  package let definesMeaning: Bool
  private let body: Body

  /// As tools spell it: `constant-folding`.
  package enum Name: String, Hashable, Sendable, CaseIterable {
    case contraction
    case constantFolding = "constant-folding"
    case algebraicSimplification = "algebraic-simplification"
    case commonSubexpressions = "common-subexpressions"
    case deadCode = "dead-code"
  }

  package init(_ name: Name, definesMeaning: Bool = false, _ body: @escaping Body) {
    self.name = name
    self.definesMeaning = definesMeaning
    self.body = body
  }

  /// A pass that applies one rule to every instruction, also of regions.
  package init(
    _ name: Name, definesMeaning: Bool = false, rule: @escaping @Sendable @autoclosure () -> some RewriteRule
  ) {
    self.init(name, definesMeaning: definesMeaning) { (graph, _) throws(JAXError) in
      try graph.rewritten(by: rule())
    }
  }

  /// - Throws: what an ill-formed graph makes a primitive say; a verified graph passes.
  package func run(
    _ graph: Graph, in context: PassContext = PassContext()
  ) throws(JAXError) -> Graph { try body(graph, context) }
}

/// What passes are given beside the graph.
package struct PassContext: Sendable {
  /// The results of an instruction for known operands, whose types are those of the literals.
  package typealias Evaluation = @Sendable (Instruction, [Literal]) throws(JAXError) -> [Literal]

  package var evaluate: Evaluation?

  /// - Parameter evaluate: Folds constants; nil folds none.
  package init(evaluate: Evaluation? = nil) { self.evaluate = evaluate }
}
