import JAXIR
import JAXPrimitives

extension Exporter {
  static let movementRules: [(String, Rule)] = [
    rule(BitcastConvert.self, "stablehlo.bitcast_convert"),
    rule(Reshape.self, "stablehlo.reshape"),
    rule(Constant.self) { (constant, site) throws(JAXError) in [site.constant(constant.literal)] },
    rule(BroadcastInDim.self) { (broadcast, site) throws(JAXError) in
      try site.append(
        "stablehlo.broadcast_in_dim", [("broadcast_dimensions", MLIR.Spelling.array(broadcast.axes))])
    },
    rule(Concatenate.self) { (concatenation, site) throws(JAXError) in
      try site.append(
        "stablehlo.concatenate", [("dimension", MLIR.Spelling.integer(concatenation.axis))])
    },
    rule(Iota.self) { (iota, site) throws(JAXError) in
      try site.append("stablehlo.iota", [("iota_dimension", MLIR.Spelling.integer(iota.axis))])
    },
    rule(Pad.self) { (pad, site) throws(JAXError) in
      try site.append(
        "stablehlo.pad",
        [
          ("edge_padding_low", MLIR.Spelling.array(pad.low)),
          ("edge_padding_high", MLIR.Spelling.array(pad.high)),
          ("interior_padding", MLIR.Spelling.array(pad.interior)),
        ])
    },
    rule(Reverse.self) { (reverse, site) throws(JAXError) in
      try site.append("stablehlo.reverse", [("dimensions", MLIR.Spelling.array(reverse.axes))])
    },
    rule(Slice.self) { (slice, site) throws(JAXError) in
      try site.append(
        "stablehlo.slice",
        [
          ("start_indices", MLIR.Spelling.array(slice.starts)),
          ("limit_indices", MLIR.Spelling.array(slice.limits)),
          ("strides", MLIR.Spelling.array(slice.strides)),
        ])
    },
    rule(Transpose.self) { (transpose, site) throws(JAXError) in
      try site.append("stablehlo.transpose", [("permutation", MLIR.Spelling.array(transpose.permutation))])
    },
  ]
}
