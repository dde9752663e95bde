import Foundation
@testable import JAX
import JAXIR

/// Some lines of source code.
struct Snippet: Sendable {
  let language: String
  let lines: [String]
  /// The line of the file before the first, and the columns before each.
  private var start = 0
  private var indentation = 0

  init(language: String, lines: [String]) {
    (self.language, self.lines) = (language, lines)
  }

  /// The body of the trailing closure of the call that starts at a line of a file, formatted as all of this package.
  init(ofClosureAt line: Int, in file: String) {
    language = "swift"
    let source = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
    let rest = source.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(line - 1)
    let margin = String((rest.first ?? "").prefix { $0 == " " })
    let opening = rest.firstIndex { $0.hasSuffix("{") && ($0.hasPrefix(margin + ")") || $0 == rest.first) }
    start = (opening ?? 0) + 1
    let columns = margin.count + 2
    indentation = columns
    lines = rest.dropFirst(start - line + 1).prefix { !$0.hasPrefix(margin + "}") }
      .map { Self.shown(String($0.dropFirst(columns))) }
  }

  /// The line with `try!` for `stopping { try … }`.
  private static func shown(_ line: String) -> String {
    line.replacing(#/stopping \{ try (.*) \}$/#) { "try! \($0.output.1)" }
  }

  /// The lines, counted from the first of the snippet, that `text` names.
  func places(in text: String) -> [Int] {
    text.matches(of: Self.place).map { Int($0.output.1)! - start }
  }

  /// The text with places in the snippet for places in this package.
  func relative(_ text: String) -> String {
    text.replacing(Self.place) { match in
      let column = match.output.2.map { ":\(Int($0)! - indentation)" } ?? ""
      return "main.swift:\(Int(match.output.1)! - start)\(column)"
    }
  }

  private nonisolated(unsafe) static let place = #/JAXTests\/[\w+]+\.swift:(\d+)(?::(\d+))?/#
}

/// The tensor that `body` gives, as with `try!`, but that an error is one of the expression: the `withErrors` around
/// throws it.
func stopping(_ body: () throws -> Tensor) -> Tensor {
  do {
    return try body()
  } catch let error as JAXError {
    return .fail(error)
  } catch {
    fatalError("\(error)")
  }
}
