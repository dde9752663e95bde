/// One word of the text form of our IRs, and where it stands.
package struct Token: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// A letter or `_`, then letters, digits, `_`, and dots between them: `loop`, `cmp.lt`.
    case identifier
    /// `%3`, `@2`, `#4`.
    case value, buffer, programBuffer
    /// Decimal digits, with or without a sign.
    case integer
    /// With a fraction or an exponent, with or without a sign.
    case float
    /// `0x` and hexadecimal digits: the bits of something.
    case hexadecimal
    /// In double quotes.
    case string
    /// `->`, `..<`, `...` or one character.
    case punctuation
    case end
  }

  package let kind: Kind
  /// As written; the characters that a string stands for, without quotes and escapes.
  package let text: String
  /// From 1.
  package let line: Int
  /// In bytes, from 1.
  package let column: Int
}

extension Token: CustomStringConvertible {
  /// The token as an error message names it.
  package var description: String {
    switch kind {
    case .end: "the end of the text"
    case .string: "a string"
    default: "'\(text)'"
    }
  }
}
