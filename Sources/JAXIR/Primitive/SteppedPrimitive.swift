/// A primitive that is steps of the program by itself: it reads operands from memory, and its results are whole only
/// after its last step, so no other instruction is computed in its kernels.
package protocol SteppedPrimitive: Primitive {}

/// A primitive of regions that can be computed inside a kernel where all values in it, those of its regions too, are
/// scalars.
package protocol ScalarControlPrimitive: Primitive {
  /// The results for operands that are scalars.
  func elements(
    _ operands: [Element], regions: [Region], in builder: KernelBuilder
  ) throws(JAXError) -> [Element]
}

extension Region {
  /// Whether `KernelBuilder.inline` takes the region: all its values are scalars, each computed in code.
  package var isScalarCode: Bool {
    graph.types.allSatisfy { $0.tensor?.rank == 0 }
      && graph.instructions.allSatisfy { instruction in
        instruction.primitive is any PointwisePrimitive
          || instruction.primitive is any ScalarControlPrimitive
            && instruction.regions.allSatisfy(\.isScalarCode)
      }
  }

  /// How many instructions the region has, those of regions in it included.
  package var instructionCount: Int {
    graph.instructions.reduce(graph.instructions.count) { count, instruction in
      instruction.regions.reduce(count) { $0 + $1.instructionCount }
    }
  }
}
