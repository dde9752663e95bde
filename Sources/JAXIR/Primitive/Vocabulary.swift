/// The primitives that a parser knows, by printed name.
package struct Vocabulary: Sendable {
  private var types: [String: any Primitive.Type]

  package init(_ primitives: [any Primitive.Type]) {
    types = Dictionary(uniqueKeysWithValues: primitives.map { ($0.name, $0) })
  }

  package subscript(name: String) -> (any Primitive.Type)? { types[name] }

  /// All primitives, by name.
  package var primitives: [any Primitive.Type] { types.sorted { $0.key < $1.key }.map(\.value) }

  package func adding(_ primitives: [any Primitive.Type]) -> Vocabulary {
    Vocabulary(self.primitives + primitives)
  }
}
