import JAXIR

/// A primitive of which tests use types, effects and text only.
protocol TextOnlyPrimitive: Primitive {}

extension TextOnlyPrimitive {
  func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results { throw JAXError(.unsupported, "jvp") }
  func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results {
    throw JAXError(.unsupported, "batching")
  }
  func lower(_ site: any LoweringSite) throws(JAXError) { throw JAXError(.unsupported, "lowering") }
}

/// One tensor in, the same type out.
struct TestWave: TextOnlyPrimitive {
  func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    guard operands.count == 1, operands[0].tensor != nil else {
      throw JAXError(.shapeMismatch, "takes one tensor")
    }
    return operands
  }
}

/// Exchanges axes; its parameters are of every common type.
struct TestMove: TextOnlyPrimitive {
  enum Mode: String, AttributeValue, CaseIterable { case clip, wrap }

  var permutation: [Int] = []
  var flag = false
  var note = ""
  var dtype: DType?
  var mode = Mode.clip
  var shape = Shape.scalar
  var like = TensorType.scalar(.float32)

  static var attributes: [Attribute<Self>] {
    [
      Attribute("permutation", \.permutation), Attribute("flag", \.flag), Attribute("note", \.note),
      Attribute("dtype", \.dtype), Attribute("mode", \.mode), Attribute("shape", \.shape),
      Attribute("like", \.like),
    ]
  }

  func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    guard operands.count == 1, let type = operands[0].tensor, permutation.count == type.rank,
      permutation.allSatisfy(type.shape.extents.indices.contains)
    else { throw JAXError(.shapeMismatch, "the permutation must name every axis") }
    return [.tensor(type.with(shape: try Shape(permutation.map { type.shape[$0] })))]
  }
}

/// Runs its region, whose parameters are the operands.
struct TestCall: TextOnlyPrimitive {
  func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] {
    guard regions.count == 1, regions[0].graph.parameterTypes == operands else {
      throw JAXError(.invalidArgument, "takes one region whose parameters are the operands")
    }
    return regions[0].graph.resultTypes
  }
}

/// Does something to the world: a token and tensors in, the same out.
struct TestEffect: TextOnlyPrimitive {
  var effects: Effects { .ordered }
  func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] { operands }
}

/// A token from nowhere.
struct TestToken: TextOnlyPrimitive {
  func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] { [.token] }
}

/// Passes its operands through; says nothing about tokens.
struct TestPass: TextOnlyPrimitive {
  func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType] { operands }
}

extension Vocabulary {
  static let test = Vocabulary([
    TestWave.self, TestMove.self, TestCall.self, TestEffect.self, TestToken.self, TestPass.self,
  ])
}
