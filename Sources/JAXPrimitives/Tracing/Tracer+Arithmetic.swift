package import JAXIR

// Operands have one type: rules say where they broadcast. A `Double` stands for a constant of the other's type.

extension Tracer {
  package static func + (a: Tracer, b: Tracer) -> Tracer { apply(Add(), a, b) }
  package static func - (a: Tracer, b: Tracer) -> Tracer { apply(Subtract(), a, b) }
  package static func * (a: Tracer, b: Tracer) -> Tracer { apply(Multiply(), a, b) }
  package static func / (a: Tracer, b: Tracer) -> Tracer { apply(Divide(), a, b) }
  package static prefix func - (a: Tracer) -> Tracer { apply(Negate(), a) }

  package static func + (a: Tracer, b: Double) -> Tracer { a + a.filled(b) }
  package static func - (a: Tracer, b: Double) -> Tracer { a - a.filled(b) }
  package static func * (a: Tracer, b: Double) -> Tracer { a * a.filled(b) }
  package static func / (a: Tracer, b: Double) -> Tracer { a / a.filled(b) }
  package static func + (a: Double, b: Tracer) -> Tracer { b.filled(a) + b }
  package static func - (a: Double, b: Tracer) -> Tracer { b.filled(a) - b }
  package static func * (a: Double, b: Tracer) -> Tracer { b.filled(a) * b }
  package static func / (a: Double, b: Tracer) -> Tracer { b.filled(a) / b }

  package func compare(_ comparison: Comparison, _ other: Tracer) -> Tracer {
    .apply(Compare(comparison), self, other)
  }
  package func compare(_ comparison: Comparison, _ other: Double) -> Tracer {
    compare(comparison, filled(other))
  }

  /// `self ? then : otherwise`, for a `bool`.
  package func select(_ then: Tracer, _ otherwise: Tracer) -> Tracer {
    .apply(Select(), self, then, otherwise)
  }
  package func select(_ then: Tracer, _ otherwise: Double) -> Tracer {
    select(then, then.filled(otherwise))
  }
  package func select(_ then: Double, _ otherwise: Tracer) -> Tracer {
    select(otherwise.filled(then), otherwise)
  }

  /// The same numbers in `dtype`.
  package func convert(to dtype: DType) -> Tracer {
    dtype == self.dtype ? self : .apply(Convert(dtype), self)
  }
}

// MARK: Constants

extension Tracer {
  /// A tensor of this one's type with `value`, rounded to the dtype, in every element.
  package func filled(_ value: Double) -> Tracer { filled(value, type) }

  /// A tensor of `type` with `value` in every element.
  package func filled(_ value: Double, _ type: TensorType) -> Tracer {
    builder.constant(Literal(value, type), at: location)
  }

  /// The index of each element along an axis.
  package func places(along axis: Int, as dtype: DType = .int64) -> Tracer {
    builder.apply(Iota(dtype, shape: shape.extents, axis: axis), at: location)[0]
  }

  package func zeros() -> Tracer { filled(0) }
  package func zeros(_ type: TensorType) -> Tracer { filled(0, type) }
}

extension GraphBuilder {
  package func constant(_ literal: Literal, at location: Location = .unknown) -> Tracer {
    apply(Constant(literal), at: location)[0]
  }
}
