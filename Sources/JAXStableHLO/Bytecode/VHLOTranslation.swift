import JAXIR

/// From an operation of `vhlo` to the one of StableHLO that text would give.
extension MLIR.BytecodeReader {
  /// - Parameter parent: the name of the operation that this one stands in.
  func translated(
    _ operation: MLIR.Operation, in parent: String, _ cursor: MLIR.BytecodeCursor
  ) throws(JAXError) -> MLIR.Operation {
    guard operation.name.hasPrefix("vhlo.") else { return operation }
    var translated = operation
    let name = try unversioned(operation, cursor)
    switch name {
    case "func", "call": translated.name = "func." + name
    case "return": translated.name = parent == "vhlo.func_v1" ? "func.return" : "stablehlo.return"
    default: translated.name = "stablehlo." + name
    }
    translated.operandTypes = nil
    translated.attributes.removeAll { Self.isDefault($0) }
    switch name {
    case "call": translated.makeSymbol(of: "callee")
    case "composite": translated.makeSymbol(of: "decomposition")
    case "dot_general":
      translated.gather("dot_dimension_numbers", "stablehlo.dot", Self.dotFields)
      translated.gather("algorithm", "stablehlo.dot_algorithm", Self.algorithmFields)
    case "gather", "dynamic_gather":
      translated.gather("dimension_numbers", "stablehlo.gather", Self.gatherFields)
    case "scatter":
      translated.gather("scatter_dimension_numbers", "stablehlo.scatter", Self.scatterFields)
    case "convolution", "dynamic_conv": try gatherConvolutionDimensions(&translated, cursor)
    default: break
    }
    return translated
  }

  /// `add` of `vhlo.add_v1`.
  private func unversioned(
    _ operation: MLIR.Operation, _ cursor: MLIR.BytecodeCursor
  ) throws(JAXError) -> String {
    let name = operation.name.dropFirst("vhlo.".count)
    guard let mark = name.lastIndex(of: "_"), name[mark...].hasPrefix("_v"),
      name[mark...].dropFirst(2).allSatisfy(\.isNumber)
    else { throw cursor.error("operation '\(operation.name)' has no version") }
    return String(name[..<mark])
  }

  /// Whether an attribute, which `vhlo` always has, says no more than its absence in StableHLO.
  private static func isDefault(_ attribute: MLIR.NamedAttribute) -> Bool {
    switch (attribute.name, attribute.value) {
    case ("result_accuracy", _): true
    case ("compare_type", .word("NOTYPE")): true
    case ("sym_visibility", .string("")): true
    case (let name, .type(.other("none"))): algorithmFields.contains(name)
    case (let name, .array([])): listsOfCustomCalls.contains(name)
    case ("backend_config", .string("")): true
    case ("known_expanding_dimensions", _), ("known_nonexpanding_dimensions", _): true
    default: false
    }
  }

  private static let listsOfCustomCalls = [
    "called_computations", "operand_layouts", "result_layouts", "result_tilings", "output_operand_aliases",
  ]
  private static let dotFields = [
    "lhs_batching_dimensions", "rhs_batching_dimensions", "lhs_contracting_dimensions",
    "rhs_contracting_dimensions",
  ]
  private static let algorithmFields = [
    "lhs_precision_type", "rhs_precision_type", "accumulation_type", "lhs_component_count",
    "rhs_component_count", "num_primitive_operations", "allow_imprecise_accumulation",
  ]
  private static let gatherFields = [
    "offset_dims", "collapsed_slice_dims", "operand_batching_dims", "start_indices_batching_dims",
    "start_index_map", "index_vector_dim",
  ]
  private static let scatterFields = [
    "update_window_dims", "inserted_window_dims", "input_batching_dims", "scatter_indices_batching_dims",
    "scatter_dims_to_operand_dims", "index_vector_dim",
  ]

  /// `#stablehlo.conv<[b, 0, 1, f]x[0, 1, i, o]->[b, 0, 1, f]>`: by side, what each axis is.
  private func gatherConvolutionDimensions(
    _ operation: inout MLIR.Operation, _ cursor: MLIR.BytecodeCursor
  ) throws(JAXError) {
    var sides: [MLIR.Attribute] = []
    let position = operation.position
    for (side, first, second) in Self.convolutionSides {
      let letters = try [first, second].map { (role) throws(JAXError) -> (axis: Int, letter: String) in
        guard
          case .integer(let axis) = operation.attributes.removeValue(named: "\(side)_\(role.0)_dimension")
        else { throw cursor.error("a convolution has no \(role.0) axis of its \(side),") }
        return (axis, role.1)
      }
      let spatial = operation.attributes.removeValue(named: "\(side)_spatial_dimensions")?.integerList ?? []
      var axes = [MLIR.Attribute](repeating: .unit, count: spatial.count + 2)
      let places = spatial.enumerated().map { ($1, MLIR.Attribute.integer($0)) }
      for (axis, role) in places + letters.map({ ($0.axis, .word($0.letter)) }) {
        guard axes.indices.contains(axis), axes[axis] == .unit else {
          throw cursor.error("axis \(axis) of a convolution's \(side) is not one of its axes, or two things,")
        }
        axes[axis] = role
      }
      sides.append(.array(axes))
    }
    let field = MLIR.NamedAttribute(name: "", value: .array(sides), position: position)
    operation.attributes.append(
      MLIR.NamedAttribute(
        name: "dimension_numbers", value: .dialect("stablehlo.conv", [field]), position: position))
  }
}

extension MLIR.Operation {
  /// Makes one attribute of a dialect of those that are its fields; none where there are none.
  fileprivate mutating func gather(_ name: String, _ dialect: String, _ fields: [String]) {
    let found = attributes.filter { fields.contains($0.name) }
    guard !found.isEmpty else { return }
    attributes.removeAll { fields.contains($0.name) }
    let values = found.map { field in
      var field = field
      if let integers = field.value.integerList { field.value = .array(integers.map(MLIR.Attribute.integer)) }
      return field
    }
    attributes.append(MLIR.NamedAttribute(name: name, value: .dialect(dialect, values), position: position))
  }

  fileprivate mutating func makeSymbol(of name: String) {
    for index in attributes.indices where attributes[index].name == name {
      if case .string(let symbol) = attributes[index].value { attributes[index].value = .symbol(symbol) }
    }
  }
}

extension MLIR.Attribute {
  /// The elements of a list of `i64`.
  fileprivate var integerList: [Int]? {
    guard case .dense(let literal) = self, literal.type.dtype == .int64, literal.type.rank == 1,
      literal.type.shape.count <= 1 << 16
    else { return nil }
    return (0..<literal.type.shape.count).map { Int(truncatingIfNeeded: literal.element(at: $0).bits) }
  }
}
