extension MLIR {
  /// How the pretty form of an operation names its attributes.
  ///
  /// All pretty forms but those of `constant`, `reduce`, `while` and functions share one layout:
  ///
  ///     name @symbol (item, ...) item, ... {attributes} : types      item = %operand | key = value | WORD
  ///
  /// so that an entry says only what the parts are called in the generic form. Operations without an entry, known
  /// or not, have operands and keys that are the attributes' own names.
  struct AssemblyFormat {
    /// The attribute that `@name` or a string after the operation's name gives.
    var symbol: String?
    /// The attributes that bare words give, in order.
    var words: [String] = []
    /// Keys that differ from the attribute's name.
    var keys: [String: String] = [:]

    static let plain = AssemblyFormat()

    static func of(_ operation: String) -> AssemblyFormat { table[operation] ?? plain }

    private static let table: [String: AssemblyFormat] = [
      "func.call": AssemblyFormat(symbol: "callee"),
      "stablehlo.custom_call": AssemblyFormat(symbol: "call_target_name"),
      "stablehlo.composite": AssemblyFormat(symbol: "name"),
      "stablehlo.compare": AssemblyFormat(words: ["comparison_direction", "compare_type"]),
      "stablehlo.iota": AssemblyFormat(keys: ["dim": "iota_dimension"]),
      "stablehlo.dynamic_iota": AssemblyFormat(keys: ["dim": "iota_dimension"]),
      "stablehlo.broadcast_in_dim": AssemblyFormat(keys: ["dims": "broadcast_dimensions"]),
      "stablehlo.dynamic_broadcast_in_dim": AssemblyFormat(keys: ["dims": "broadcast_dimensions"]),
      "stablehlo.transpose": AssemblyFormat(keys: ["dims": "permutation"]),
      "stablehlo.reverse": AssemblyFormat(keys: ["dims": "dimensions"]),
      "stablehlo.concatenate": AssemblyFormat(keys: ["dim": "dimension"]),
      "stablehlo.get_dimension_size": AssemblyFormat(keys: ["dim": "dimension"]),
      "stablehlo.dynamic_slice": AssemblyFormat(keys: ["sizes": "slice_sizes"]),
      "stablehlo.dot": AssemblyFormat(keys: ["precision": "precision_config"]),
      "stablehlo.dot_general": AssemblyFormat(keys: ["precision": "precision_config"]),
      "stablehlo.fft": AssemblyFormat(keys: ["type": "fft_type", "length": "fft_length"]),
      "stablehlo.rng": AssemblyFormat(keys: ["distribution": "rng_distribution"]),
      "stablehlo.rng_bit_generator": AssemblyFormat(keys: ["algorithm": "rng_algorithm"]),
      "stablehlo.pad": AssemblyFormat(keys: [
        "low": "edge_padding_low", "high": "edge_padding_high", "interior": "interior_padding",
      ]),
      "stablehlo.convolution": AssemblyFormat(keys: [
        "dim_numbers": "dimension_numbers", "stride": "window_strides", "pad": "padding",
        "lhs_dilate": "lhs_dilation", "rhs_dilate": "rhs_dilation", "reverse": "window_reversal",
      ]),
    ]
  }
}
