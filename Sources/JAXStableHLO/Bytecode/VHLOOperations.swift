import JAXIR

/// The operations of `vhlo`: StableHLO's, each version of each under a name of its own, their attributes flat.
extension MLIR.BytecodeReader {
  /// The properties of an operation, which stand in alphabetical order of their names.
  mutating func properties(
    of name: String, _ cursor: inout MLIR.BytecodeCursor, at operation: MLIR.BytecodeCursor
  ) throws(JAXError) -> [MLIR.NamedAttribute] {
    if name == "builtin.module" { return try moduleProperties(&cursor) }
    guard let names = Self.propertyNames[name] else {
      throw operation.error("operation '\(name)', whose attributes are not known,", code: .unsupported)
    }
    var properties: [MLIR.NamedAttribute] = []
    for name in names {
      let position = cursor.position
      properties.append(
        MLIR.NamedAttribute(name: name, value: try attribute(&cursor), position: position))
    }
    guard cursor.isAtEnd else { throw cursor.error("'\(name)' has more attributes than are known,") }
    return properties
  }

  private mutating func moduleProperties(
    _ cursor: inout MLIR.BytecodeCursor
  ) throws(JAXError) -> [MLIR.NamedAttribute] {
    var properties: [MLIR.NamedAttribute] = []
    for name in ["sym_name", "sym_visibility"] {
      let position = cursor.position
      // An attribute that may be missing has a flag beside its number.
      let value = try cursor.integer()
      guard value & 1 == 1 else { continue }
      guard value >> 1 < UInt64(contents.attributeEntries.count) else {
        throw cursor.error("attribute \(value >> 1) does not exist")
      }
      properties.append(
        MLIR.NamedAttribute(name: name, value: try attribute(Int(value >> 1), cursor), position: position))
    }
    return properties
  }

  /// By name and version: the attributes, sorted. Operations without any are not here.
  private static let propertyNames: [String: [String]] = {
    var table: [String: [String]] = [:]
    for (operations, attributes) in propertyList {
      for operation in operations.split(separator: " ") {
        table["vhlo.\(operation)"] = attributes.split(separator: " ").map(String.init).sorted()
      }
    }
    return table
  }()

  private static let propertyList: [(operations: String, attributes: String)] = [
    ("func_v1", "sym_name function_type sym_visibility arg_attrs res_attrs"),
    ("call_v1", "callee"),
    ("broadcast_v1", "broadcast_sizes"),
    ("broadcast_in_dim_v1", "broadcast_dimensions"),
    (
      "dynamic_broadcast_in_dim_v1",
      "broadcast_dimensions known_expanding_dimensions known_nonexpanding_dimensions"
    ),
    ("cholesky_v1", "lower"),
    ("compare_v1", "compare_type comparison_direction"),
    ("composite_v1 composite_v2", "composite_attributes decomposition name version"),
    ("concatenate_v1 get_dimension_size_v1 set_dimension_size_v1", "dimension"),
    ("constant_v1", "value"),
    ("convolution_v1", convolution + " padding precision_config"),
    ("dynamic_conv_v1", convolution + " padding precision_config"),
    ("dynamic_conv_v2", convolution + " precision_config"),
    ("custom_call_v1", customCall), ("custom_call_v2", customCall + " result_tilings"),
    ("dot_v1", "precision_config"),
    ("dot_general_v1", dot),
    (
      "dot_general_v2",
      dot + " accumulation_type allow_imprecise_accumulation lhs_component_count lhs_precision_type"
        + " num_primitive_operations rhs_component_count rhs_precision_type"
    ),
    ("dynamic_gather_v1", gather),
    ("dynamic_gather_v2", gather + " operand_batching_dims start_indices_batching_dims"),
    ("gather_v1", gather + " slice_sizes"),
    ("gather_v2", gather + " slice_sizes operand_batching_dims start_indices_batching_dims"),
    ("dynamic_iota_v1 iota_v1", "iota_dimension"),
    ("dynamic_slice_v1", "slice_sizes"),
    ("einsum_v1 unary_einsum_v1", "einsum_config"),
    ("fft_v1", "fft_length fft_type"),
    ("get_tuple_element_v1", "index"),
    ("map_v1 reduce_v1 reverse_v1", "dimensions"),
    ("pad_v1", "edge_padding_high edge_padding_low interior_padding"),
    ("reduce_precision_v1", "exponent_bits mantissa_bits"),
    (
      "reduce_window_v1",
      "base_dilations padding window_dilations window_dimensions window_strides"
    ),
    ("rng_v1", "rng_distribution"),
    ("rng_bit_generator_v1", "rng_algorithm"),
    ("scatter_v1", scatter),
    ("scatter_v2", scatter + " input_batching_dims scatter_indices_batching_dims"),
    ("select_and_scatter_v1", "padding window_dimensions window_strides"),
    ("slice_v1", "limit_indices start_indices strides"),
    ("sort_v1", "dimension is_stable"),
    ("torch_index_select_v1", "batch_dims dim"),
    ("transpose_v1", "permutation"),
    ("triangular_solve_v1", "left_side lower transpose_a unit_diagonal"),
    (
      "cbrt_v2 cosine_v2 exponential_v2 exponential_minus_one_v2 log_v2 log_plus_one_v2 logistic_v2 rsqrt_v2"
        + " sine_v2 sqrt_v2 tan_v2 tanh_v2", "result_accuracy"
    ),
    ("batch_norm_inference_v1 batch_norm_training_v1 batch_norm_grad_v1", "epsilon feature_index"),
  ]

  private static let convolution =
    "window_strides lhs_dilation rhs_dilation window_reversal feature_group_count batch_group_count "
    + convolutionDimensions.joined(separator: " ")
  private static let dot =
    "lhs_batching_dimensions rhs_batching_dimensions lhs_contracting_dimensions rhs_contracting_dimensions"
    + " precision_config"
  private static let gather =
    "offset_dims collapsed_slice_dims start_index_map index_vector_dim indices_are_sorted"
  private static let scatter =
    "update_window_dims inserted_window_dims scatter_dims_to_operand_dims index_vector_dim indices_are_sorted"
    + " unique_indices"
  private static let customCall =
    "api_version backend_config call_target_name called_computations has_side_effect operand_layouts"
    + " output_operand_aliases result_layouts"

  /// By side of a convolution: the two axes that are not spatial, with their letters, and the spatial ones.
  static let convolutionSides = [
    ("input", ("batch", "b"), ("feature", "f")),
    ("kernel", ("output_feature", "o"), ("input_feature", "i")),
    ("output", ("batch", "b"), ("feature", "f")),
  ]

  static let convolutionDimensions = convolutionSides.flatMap { side, first, second in
    ["\(side)_\(first.0)_dimension", "\(side)_\(second.0)_dimension", "\(side)_spatial_dimensions"]
  }
}
