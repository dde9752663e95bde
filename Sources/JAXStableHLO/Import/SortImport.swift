import JAXIR
import JAXPrimitives

extension Importer {
  static let sortRules: [String: Rule] = [
    "stablehlo.sort": { (site) throws(JAXError) in
      // Every sort is stable.
      site.ignore("is_stable")
      let axis =
        site.operation.attributes.contains { $0.name == "dimension" } ? try site.integer("dimension") : -1
      let operands = site.operands
      guard site.operation.regions.count == 1, let first = operands.first else {
        throw site.invalid("takes operands and one comparator")
      }
      let comparator = try site.importer.region(
        site.operation.regions[0], in: site.scope, at: site.operation.position)
      let rank = try site.type(of: first).rank
      return try site.apply(Sort(axis: axis < 0 ? axis + rank : axis), operands, regions: [comparator])
    },
    "chlo.top_k": { (site) throws(JAXError) in
      let (operand, count) = (try site.operands(1)[0], try site.integer("k"))
      let type = try site.type(of: operand)
      guard type.rank > 0, (0...type.shape[type.rank - 1]).contains(count), !type.dtype.isComplex else {
        throw site.invalid("there are no \(count) greatest elements along the last axis of \(type)")
      }
      let (values, indices) = Tracer(operand, in: site.scope.builder, at: site.location).topK(count)
      return [values.value, indices.value]
    },
  ]
}
