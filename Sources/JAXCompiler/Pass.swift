package import JAXIR

/// A rewrite of graphs into graphs that mean the same: one file each, whose header states the rewrite.
package struct Pass: Sendable {
  package typealias Body = @Sendable (Graph, PassContext) throws(JAXError) -> Graph

  package let name: Name
  package let role: Role
  private let body: Body

  /// As tools spell it: `constant-folding`.
  package struct Name: Hashable, Sendable, CaseIterable, ExpressibleByStringLiteral {
    package let rawValue: String

    package init(stringLiteral value: String) { rawValue = value }

    /// The name of a pass of the pipeline; nil when none has it.
    package init?(rawValue: String) {
      guard let name = Name.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
      self = name
    }

    /// The names of the passes in the order in which they first run.
    package static let allCases = Pipeline.passes.map(\.name).reduce(into: [Name]()) { names, name in
      if !names.contains(name) { names.append(name) }
    }
  }

  package enum Role: Hashable, Sendable {
    /// The result is what the program means from here on; the math mode decides.
    case meaning
    /// Keeps every bit of every result and always runs: what follows relies on the form of its result.
    case form
    /// Keeps every bit of every result.
    case optimisation
  }

  package init(_ name: Name, _ role: Role = .optimisation, _ body: @escaping Body) {
    self.name = name
    self.role = role
    self.body = body
  }

  /// A pass that applies one rule to every instruction, also of regions.
  package init(
    _ name: Name, _ role: Role = .optimisation, rule: @escaping @Sendable @autoclosure () -> some RewriteRule
  ) {
    self.init(name, role) { (graph, _) throws(JAXError) in
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
