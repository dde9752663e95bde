import JAXIR
import JAXPrimitives

extension Exporter {
  /// Calls of LAPACK as JAX writes them for CPUs.
  static let lapackRules: [(String, Rule)] = [
    rule(LapackCall.self) { (call, site) throws(JAXError) in
      let routine = call.routine
      let rank = site.operands[routine.matrixOperand].type.rank
      var types = site.resultTypes
      // Without vectors our call has none, and XLA's has some that it leaves alone.
      let isBare = routine.name.hasSingularVectors && types.count == 3
      if isBare {
        let (left, right) = try site.unusedVectors()
        types.insert(contentsOf: [left, right], at: 2)
      }
      let attributes = [
        (name: "call_target_name", value: MLIR.Spelling.string(routine.target(site.operands))),
        (name: "backend_config", value: MLIR.Spelling.string("")),
        (name: "operand_layouts", value: MLIR.Spelling.layouts(site.operands.map(\.type), matrixRank: rank)),
        (name: "result_layouts", value: MLIR.Spelling.layouts(types, matrixRank: rank)),
        (name: "output_operand_aliases", value: routine.aliases(resultCount: types.count)),
        (name: "mhlo.backend_config", value: routine.configuration),
      ]
      var results = try site.exporter.append(
        "stablehlo.custom_call", site.operands, attributes, results: types)
      if isBare { results.removeSubrange(2..<4) }
      return results
    }
  ]
}

extension ExportSite {
  /// The types of the vectors beside the singular values of the operand's matrices.
  fileprivate func unusedVectors() throws(JAXError) -> (TensorType, TensorType) {
    let matrix = operands[0].type
    let extents = matrix.shape.extents
    let (batch, rows, columns) = (extents.dropLast(2), extents[matrix.rank - 2], extents[matrix.rank - 1])
    let least = min(rows, columns)
    return (
      matrix.with(shape: try Shape(batch + [rows, least])),
      matrix.with(shape: try Shape(batch + [least, columns]))
    )
  }
}

extension LapackRoutine {
  fileprivate func target(_ operands: [Exporter.Term]) -> String {
    name.target(for: operands[matrixOperand].type.dtype) ?? name.rawValue
  }

  /// `{mode = 86 : ui8, uplo = 76 : ui8}`
  fileprivate var configuration: String {
    let entries = zip(name.parameters, arguments).map { parameter, value in
      let text =
        switch parameter.kind {
        case .letter: MLIR.Spelling.integer(value, "ui8")
        case .integer: MLIR.Spelling.integer(value, "i32")
        case .flag: "\(value == 1)"
        }
      return "\(parameter.name) = \(text)"
    }
    return "{" + entries.joined(separator: ", ") + "}"
  }

  fileprivate func aliases(resultCount: Int) -> String {
    let entries = name.aliases.map { operand, result in
      MLIR.Spelling.fields(
        "output_operand_alias",
        [
          ("output_tuple_indices", resultCount == 1 ? "[]" : "[\(result)]"), ("operand_index", "\(operand)"),
          ("operand_tuple_indices", "[]"),
        ])
    }
    return "[" + entries.joined(separator: ", ") + "]"
  }
}

extension MLIR.Spelling {
  /// `[dense<[1, 2, 0]> : tensor<3xindex>, dense<0> : tensor<1xindex>]`: matrices column-major, others row-major.
  fileprivate static func layouts(_ types: [TensorType], matrixRank: Int) -> String {
    let layouts = types.map { type in
      var order = Array((0..<type.rank).reversed())
      if type.rank == matrixRank { order.swapAt(0, 1) }
      return "dense<\(order.isEmpty ? "" : list(order))> : tensor<\(order.count)xindex>"
    }
    return "[" + layouts.joined(separator: ", ") + "]"
  }
}
