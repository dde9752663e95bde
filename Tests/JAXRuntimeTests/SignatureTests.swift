import Testing

@testable import JAXRuntime

/// A type as the interner sees it: equal or not, and printed.
private struct NamedType: Hashable, Sendable, CustomStringConvertible {
  let dtype: String
  let extents: [Int]
  var description: String { "\(dtype)[\(extents.map(String.init).joined(separator: ","))]" }
}

@Suite struct SignatureTests {
  private let types = TypeInterner<NamedType>()

  private func type(_ extents: Int..., dtype: UInt8 = 0, weak: Bool = false) -> TypeID {
    types.record(of: NamedType(dtype: dtype == 0 ? "f32" : "i64", extents: extents)).id.with(isWeak: weak)
  }

  @Test func equalTypesHaveEqualIDs() {
    #expect(type(2, 3) == type(2, 3))
    #expect(
      Set([type(2, 3), type(3, 2), type(6), type(), type(2, 3, dtype: 1), type(2, 3, weak: true)]).count == 6)
    #expect(types.description(of: type(2, 3, dtype: 1)) == "i64[2,3]")
    #expect(types.description(of: type(weak: true)) == "f32[] weak")
  }

  @Test func idsStayWhatTheyAreWhileThreadsIntern() async {
    let first = (0..<50).map { type($0) }
    let same = await withTaskGroup(of: [TypeID].self) { group in
      for _ in 0..<8 { group.addTask { [self] in (0..<200).map { type($0) } } }
      return await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(same.count == 1)
    #expect(Array(same.first!.prefix(50)) == first)
    #expect(types.description(of: first[49].with(isWeak: true)) == "f32[49] weak")
  }

  @Test func equalKeysDoNotDiffer() {
    let key = Signature(leaves: [type(8)], structure: [])
    #expect(key.difference(from: key, types: types) == [])
  }

  @Test func aDifferentTensorIsNamedByItsArgument() {
    let structure: [Signature.Structure] = [.list(count: 2), .argument(index: 1, leaves: 1..<3)]
    let old = Signature(leaves: [type(8), type(1), type(8), type(2)], structure: structure)
    let new = Signature(leaves: [type(9), type(1), type(8, dtype: 1), type(3)], structure: structure)
    #expect(
      new.difference(from: old, types: types) == [
        "argument 0: f32[8] → f32[9]", "argument 1, tensor 1: f32[8] → i64[8]",
        "argument 2: f32[2] → f32[3]",
      ])
  }

  @Test func differentStaticsAreNamed() {
    let old = Signature(leaves: [], structure: [.value(StaticValue(3)), .value(StaticValue("a"))])
    let new = Signature(leaves: [], structure: [.value(StaticValue(4)), .value(StaticValue("b"))])
    #expect(
      new.difference(from: old, types: types) == ["static argument 0: 3 → 4", "static argument 1: a → b"])
  }

  @Test func differentStructureIsNamed() {
    let old = Signature(leaves: [type(1)], structure: [.list(count: 1), .argument(index: 0, leaves: 0..<1)])
    let new = Signature(
      leaves: [type(1), type(1)], structure: [.list(count: 2), .argument(index: 0, leaves: 0..<2)])
    #expect(new.difference(from: old, types: types) == ["argument 0: array of 1 → array of 2"])
    let keys = Signature(leaves: [type(1)], structure: [.keys(["a"]), .argument(index: 0, leaves: 0..<1)])
    #expect(
      keys.difference(from: old, types: types)
        == ["argument 0: array of 1 → dictionary with keys [\"a\"]"])
  }

  @Test func differentOptionsAreNamed() {
    let old = Signature(leaves: [], structure: [], options: "standard")
    let new = Signature(leaves: [], structure: [], options: "strict")
    #expect(new.difference(from: old, types: types) == ["options: standard → strict"])
  }

  @Test func staticValuesOfDifferentTypesDiffer() {
    #expect(StaticValue(1) == StaticValue(1))
    #expect(StaticValue(1) != StaticValue(2))
    #expect(StaticValue(1) != StaticValue(Int8(1)))
    #expect(StaticValue(1) != StaticValue("1"))
    #expect(StaticValue(1).hashValue == StaticValue(1).hashValue)
  }
}
