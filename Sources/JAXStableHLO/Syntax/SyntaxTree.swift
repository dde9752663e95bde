package import JAXIR

/// The syntax tree of MLIR text: what was written, before anything is known about what operations mean.
///
/// Pretty and generic spellings of an operation give the same tree, with the attribute names of the generic form.
package enum MLIR {
  /// Where something starts in the text; both count from 1, the column in bytes.
  package struct Position: Hashable, Sendable {
    package let line: Int
    package let column: Int

    package init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }

    /// The place that errors and instructions carry.
    package func location(in file: String) -> JAXIR.Location {
      .source(file: file, line: line, column: column)
    }
  }

  package indirect enum TypeSyntax: Hashable, Sendable {
    /// An element type that a tensor of ours can have: `f32`, `ui8`, `complex<f64>`.
    case element(DType)
    /// `tensor<2x?xf32>`; an extent of nil is dynamic.
    case tensor(extents: [Int?], element: TypeSyntax)
    case function([TypeSyntax], [TypeSyntax])
    case tuple([TypeSyntax])
    /// `!quant.uniform<i8:f32, 0.5:-1>`
    case quantized(Quantization)
    /// Any other type, as it is spelled: `index`, `f8E4M3FN`, `!stablehlo.token`.
    case other(String)
  }

  /// Integers that stand for numbers: `(q - zeroPoint) * scale` in dtype `expressed`.
  package struct Quantization: Hashable, Sendable {
    package var storage: DType
    /// What the integers may be.
    package var range: ClosedRange<Int>
    package var expressed: DType
    package var scale: Double
    package var zeroPoint: Int

    package init(
      storage: DType, range: ClosedRange<Int>, expressed: DType, scale: Double, zeroPoint: Int
    ) {
      self.storage = storage
      self.range = range
      self.expressed = expressed
      self.scale = scale
      self.zeroPoint = zeroPoint
    }
  }

  package indirect enum Attribute: Hashable, Sendable {
    case unit
    case boolean(Bool)
    case integer(Int)
    case float(Double)
    case string(String)
    /// `@a::@b` as `a::b`.
    case symbol(String)
    case type(TypeSyntax)
    /// `[1, 2]` and `array<i64: 1, 2>` alike.
    case array([Attribute])
    case dictionary([NamedAttribute])
    case dense(Literal)
    /// A word where the format of an operation or of a dialect's attribute wants one: `LT`, `e5m10`.
    case word(String)
    /// `#stablehlo.gather<offset_dims = [1]>`: the name without `#` and what stands between the brackets,
    /// a field's name being empty where only a value is written.
    case dialect(String, [NamedAttribute])
    /// An attribute of a dialect whose syntax we do not read, as it is spelled.
    case opaque(String)
    case location(SourceLocation)
  }

  package struct NamedAttribute: Hashable, Sendable {
    package var name: String
    package var value: Attribute
    package var position: Position
  }

  /// What `loc(...)` says about the program that the text was made from.
  package indirect enum SourceLocation: Hashable, Sendable {
    case unknown
    case file(String, line: Int, column: Int)
    case named(String, SourceLocation?)
    case callSite(callee: SourceLocation, caller: SourceLocation)
    case fused([SourceLocation])
    /// `#loc3`, which may be defined further down: see `Module.aliases`.
    case alias(String)
  }

  /// `%name`, or `%name#index` for one of several results.
  package struct ValueUse: Hashable, Sendable {
    package var name: String
    package var index: Int
    package var position: Position
  }

  /// `%name`, or `%name:count` for several results under one name.
  package struct ResultGroup: Hashable, Sendable {
    package var name: String
    package var count: Int
    package var position: Position
  }

  package struct Operation: Hashable, Sendable {
    /// With its dialect, as `stablehlo.add`; `return` and `call` are `func.return` and `func.call`.
    package var name: String
    package var position: Position
    package var results: [ResultGroup] = []
    package var operands: [ValueUse] = []
    package var attributes: [NamedAttribute] = []
    package var regions: [Region] = []
    /// nil where the spelling leaves them out, because they follow from the operands.
    package var operandTypes: [TypeSyntax]?
    package var resultTypes: [TypeSyntax] = []
    package var location: SourceLocation?
  }

  /// A region of one block.
  package struct Region: Hashable, Sendable {
    package var arguments: [BlockArgument] = []
    package var operations: [Operation] = []
  }

  package struct BlockArgument: Hashable, Sendable {
    package var name: String
    package var type: TypeSyntax
    package var attributes: [NamedAttribute] = []
    package var position: Position
  }
}
