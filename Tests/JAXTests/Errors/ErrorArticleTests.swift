import Foundation
import JAX
import Testing

/// The article of errors says what errors say today. `JAX_BLESS=1` writes it anew.
@Suite struct ErrorArticleTests {
  private static let isBlessing = ProcessInfo.processInfo.environment["JAX_BLESS"] != nil

  private static let file = URL(fileURLWithPath: #filePath)
    .appendingPathComponent("../../../../Sources/JAX/JAX.docc/Errors.md").standardized

  @Test func theArticleIsWhatTheCatalogueGives() throws {
    let text = try ErrorArticle.text()
    if Self.isBlessing {
      try text.write(to: Self.file, atomically: true, encoding: .utf8)
    } else {
      let lines = try String(contentsOf: Self.file, encoding: .utf8).split(separator: "\n")
      for (found, expected) in zip(lines, text.split(separator: "\n")) { #expect(found == expected) }
      #expect(
        try String(contentsOf: Self.file, encoding: .utf8) == text, "JAX_BLESS=1 swift test writes it anew")
    }
  }
}
