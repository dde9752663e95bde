import JAX
import JAXStableHLO
import Testing

/// A mistake that users make: what they write, the error that they get, why, and how to mend it.
///
/// The list of them is `Mistake.sections`. The tests make each mistake, and the article of errors is written from it.
struct Mistake: Sendable, CustomTestStringConvertible {
  /// Its number in the catalogue of faults.
  let id: String
  let title: String
  let code: JAXError.Code
  /// Why it is one.
  let why: String
  /// How to mend it.
  let mending: String
  let snippet: Snippet
  /// Makes the mistake; what it throws, or what is thrown by the `withErrors` around, is the error.
  let make: @Sendable () throws -> Void

  var testDescription: String { "\(id) \(title)" }

  /// A mistake in Swift: `make` is also what the article shows.
  init(
    _ id: String, _ title: String, _ code: JAXError.Code, why: String, mending: String,
    file: String = #filePath, line: Int = #line, make: @escaping @Sendable () throws -> Void
  ) {
    (self.id, self.title, self.code, self.why, self.mending) = (id, title, code, why, mending)
    snippet = Snippet(ofClosureAt: line, in: file)
    self.make = make
  }

  /// A mistake in the text of a StableHLO program.
  init(
    _ id: String, _ title: String, _ code: JAXError.Code, why: String, mending: String, program: String
  ) {
    (self.id, self.title, self.code, self.why, self.mending) = (id, title, code, why, mending)
    snippet = Snippet(language: "mlir", lines: program.split(separator: "\n").map(String.init))
    make = { _ = try importStableHLO(Array(program.utf8), file: "program.mlir") }
  }

  /// The whole text of the error; lines are those of the snippet, which is all of a file `main.swift`.
  func text(of error: JAXError) -> String { shown(error.description) }

  /// The same for a text that was printed.
  func shown(_ text: String) -> String {
    snippet.relative(text)
      .replacing(#/together take \d+ bytes/#, with: "together take 1024 bytes")
  }
}

extension Mistake {
  /// Mistakes of one kind.
  struct Section: Sendable {
    let title: String
    let mistakes: [Mistake]
  }

  /// The catalogue.
  static let sections = [
    Section(title: "Shapes", mistakes: shapes),
    Section(title: "Element types and indices", mistakes: dtypes),
    Section(title: "Functions that are traced", mistakes: tracing),
    Section(title: "Derivatives, batches, loops and choices", mistakes: transformations),
    Section(title: "Callbacks and checks", mistakes: effects),
    Section(title: "Memory", mistakes: memory),
    Section(title: "StableHLO programs", mistakes: programs),
  ]

  static let all = sections.flatMap(\.mistakes)
}
