import JAX

/// The article of errors in the documentation, written from the catalogue of mistakes.
enum ErrorArticle {
  static func text() throws -> String {
    let parts = try Mistake.sections.map { section in
      try "## \(section.title)\n\n" + section.mistakes.map(part).joined(separator: "\n")
    }
    return introduction + "\n" + parts.joined(separator: "\n")
  }

  private static func part(_ mistake: Mistake) throws -> String {
    let snippet = mistake.snippet
    return """
      ### \(mistake.title)

      ```\(snippet.language == "mlir" ? "" : snippet.language)
      \(snippet.lines.joined(separator: "\n"))
      ```

      \(quoted(try mistake.text(of: mistake.error())))

      \(mistake.why)

      **To mend it:** \(mistake.mending)

      *Code:* `\(mistake.code.rawValue)`

      """
  }

  /// The text as a block that breaks lines as it likes: messages are long.
  private static func quoted(_ text: String) -> String {
    "> " + text.replacing("*", with: "\\*").replacing("_", with: "\\_")
  }

  private static let introduction = """
    # When something goes wrong

    What errors say, why, and how to mend what they are about.

    ## How errors reach you

    What reads files, compiles, or reads the elements of a tensor throws a `JAXError`. An expression such as `x + y` cannot
    throw in Swift: a mistake in one ends the program with one message on standard error. Inside `withErrors` it is thrown
    instead, and the program goes on, as does everything that it had:

    ```swift
    do {
      let z = try withErrors { x + y }
    } catch let error as JAXError {
      print(error)
    }
    ```

    A message is `file:line: error: operation: what happened (what to do)`. Programs tell errors apart by `error.code`, which
    never changes its meaning; `message` and `hint` are for people. Lines of operators come from debug information, which a
    program built with `-g` has.

    The program that is shown with each message is all of a file `main.swift`, and its lines are counted from 1.

    """
}
