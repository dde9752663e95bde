/// One operation of the language, defined once: a value whose stored properties are the parameters and whose
/// methods are all its rules.
///
/// Equality, hashing, cache keys and common subexpressions come from `Hashable`; the printed name from the type's
/// name; text from `attributes`. Most primitives conform through a refinement (`ElementwisePrimitive`,
/// `PointwisePrimitive`, `LinearPrimitive`, …) and write only what is theirs.
package protocol Primitive: Hashable, Sendable {
  /// The primitive with default parameters; the parser fills in the rest.
  init()

  /// The printed name: the type's name in snake case.
  static var name: String { get }

  /// The parameters, as they are written and read.
  static var attributes: [Attribute<Self>] { get }

  /// What users know it by, for messages.
  var publicName: String { get }

  /// What applying the primitive does beside computing its results, apart from what its regions do.
  var effects: Effects { get }

  /// What applying the primitive does with these regions; that is what passes ask.
  func effects(of regions: [Region]) -> Effects

  /// Which operand is the token of an instruction with ordered effects.
  var tokenOperand: Int { get }

  /// The types of the results.
  /// - Throws: what is wrong with the operands, in the user's words.
  func resultTypes(of operands: [ValueType], regions: [Region]) throws(JAXError) -> [ValueType]

  /// Primal results and their tangents. A nil tangent is a symbolic zero; at least one operand has a tangent.
  func jvp(_ rule: JVPRule) throws(JAXError) -> JVPRule.Results

  /// The results for operands of which some carry a batch axis; at least one does.
  func batched(_ rule: BatchingRule) throws(JAXError) -> BatchingRule.Results

  /// Appends kernels and steps that compute the results.
  func lower(_ site: any LoweringSite) throws(JAXError)
}

extension Primitive {
  package static var name: String { snakeCased("\(Self.self)") }
  package static var attributes: [Attribute<Self>] { [] }
  package var publicName: String { Self.name }
  package var effects: Effects { .none }
  package var tokenOperand: Int { 0 }
  /// A primitive runs its regions, and so does what they do.
  package func effects(of regions: [Region]) -> Effects {
    regions.reduce(effects) { max($0, $1.effects) }
  }
}

/// `ReduceSum` → `reduce_sum`, `Expm1` → `expm1`
func snakeCased(_ name: String) -> String {
  var text = ""
  for character in name {
    if character.isUppercase {
      if !text.isEmpty { text.append("_") }
      text.append(contentsOf: character.lowercased())
    } else {
      text.append(character)
    }
  }
  return text
}

/// What an instruction does beside computing its results, the lesser first.
package enum Effects: Hashable, Sendable, Comparable {
  /// It may be removed, shared, repeated and moved.
  case none
  /// It reads or changes the world: it is neither removed, doubled, shared nor moved out of a region, a loop or a branch.
  case unordered
  /// The same, and it takes a token and gives the next one: it is not moved across another of its chain.
  case ordered
}

/// What a rule of forward-mode differentiation is given.
package struct JVPRule {
  package typealias Results = (primals: [Tracer], tangents: [Tracer?])

  package let primals: [Tracer]
  /// Nil where the tangent is zero.
  package let tangents: [Tracer?]
  package let regions: [Region]
  package let transforms: any RegionTransforms

  package init(
    primals: [Tracer], tangents: [Tracer?], regions: [Region], transforms: any RegionTransforms
  ) {
    self.primals = primals
    self.tangents = tangents
    self.regions = regions
    self.transforms = transforms
  }
}

/// What a rule of batching is given.
package struct BatchingRule {
  package typealias Results = (results: [Tracer], axes: [Int?])

  package let operands: [Tracer]
  /// Where the batch axis of each operand is; nil where it has none.
  package let axes: [Int?]
  package let size: Int
  package let regions: [Region]
  package let transforms: any RegionTransforms

  package init(
    operands: [Tracer], axes: [Int?], size: Int, regions: [Region], transforms: any RegionTransforms
  ) {
    self.operands = operands
    self.axes = axes
    self.size = size
    self.regions = regions
    self.transforms = transforms
  }
}

/// What a rule may do with the regions of its instruction: the transformations, passed in.
package protocol RegionTransforms {
  /// `(x…, dx…) → (y…, dy…)` for `region: (x…) → (y…)`, every tangent given.
  func jvp(_ region: Region) throws(JAXError) -> Region
  /// `(x…, dx…) → (y…, dy…)` for `region: (x…) → (y…)`, tangents given only for the parameters that `active` names.
  ///
  /// - Parameter results: By result: whether its tangent is given; nil for those whose tangent is not always zero.
  /// - Returns: The derivative and, by result, whether it gives the tangent.
  func jvp(_ region: Region, _ active: [Bool], results: [Bool]?) throws(JAXError) -> (
    region: Region, hasTangent: [Bool]
  )
  /// `region` with a leading axis of `size` on the parameters that `batched` names, and on all its results.
  func batched(_ region: Region, _ batched: [Bool], size: Int) throws(JAXError) -> Region
  /// By result of `region`: whether it differs within a batch of the parameters that `batched` names.
  func areBatched(_ region: Region, _ batched: [Bool], size: Int) throws(JAXError) -> [Bool]
  /// `region` with a leading axis of `size` on the parameters that `batched` names, and on the results that `results`
  /// names; the others must be the same for all of the batch.
  func batched(
    _ region: Region, _ batched: [Bool], size: Int, results: [Bool]
  ) throws(JAXError) -> Region
  /// `(r…, ȳ…) → (x̄…)` for `region`, linear in the parameters x that `linear` names, with the others, r, known.
  ///
  /// - Parameters:
  ///   - given: By result: whether its cotangent is given; it is zero for the others.
  ///   - results: By linear parameter: whether its cotangent is a result; nil for those that are not always zero.
  /// - Returns: The transpose and, by linear parameter, whether it gives the cotangent.
  func transposed(
    _ region: Region, linear: [Bool], given: [Bool], results: [Bool]?
  ) throws(JAXError) -> (region: Region, hasCotangent: [Bool])
  /// `region` in two parts, of which only the second needs the parameters that `unknown` names.
  ///
  /// - Parameter results: By result: whether the second part is to give it; nil for those that it must.
  func partiallyEvaluated(
    _ region: Region, unknown: [Bool], results: [Bool]?
  ) throws(JAXError) -> PartiallyEvaluatedRegion
}

/// A primitive whose results are linear in some of its operands.
package protocol LinearPrimitive: Primitive {
  /// The cotangents of the operands that are linear, nil for zero or for an operand that is not linear.
  /// At least one cotangent of the results is given.
  func transposed(_ rule: TransposeRule) throws(JAXError) -> [Tracer?]
}

/// What a rule of transposition is given.
package struct TransposeRule {
  package enum Operand {
    /// An operand that the result is linear in: its cotangent is asked for.
    case linear(TensorType)
    /// A known value.
    case residual(Tracer)
  }

  package let operands: [Operand]
  /// Nil where the cotangent is zero.
  package let cotangents: [Tracer?]
  package let regions: [Region]
  package let transforms: any RegionTransforms

  package init(
    operands: [Operand], cotangents: [Tracer?], regions: [Region], transforms: any RegionTransforms
  ) {
    self.operands = operands
    self.cotangents = cotangents
    self.regions = regions
    self.transforms = transforms
  }
}
