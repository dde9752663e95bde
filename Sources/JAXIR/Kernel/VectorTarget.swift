/// What kernels are scheduled for: the machine's vector registers and caches, and what overrides the choices made from
/// them. Never changes a bit of a result.
package struct VectorTarget: Hashable, Sendable {
  /// Bytes of one vector register: 64 with AVX-512, 32 with AVX2, 16 with NEON.
  package var registerByteCount: Int
  /// Vector registers that code may use at once.
  package var registerCount: Int
  package var caches = Caches()
  /// Lanes of every vector loop; nil lets the kernel's types decide.
  package var lanes: Int?
  /// Vectors side by side; nil lets the size of the loop body decide.
  package var interleave: Int?
  /// What matrix products are to do instead of what their schedule would choose.
  package var products = ProductChoices()
  package var threads: ThreadUse

  /// Elements so far apart are taken out of whole vectors by shuffles, which cost less than one access per lane.
  package static let shuffledStrides = 2...8

  /// Which loops are dealt to threads.
  package enum ThreadUse: Hashable, Sendable {
    case none
    /// Those that take long enough.
    case byCost
    /// All, at least so many iterations to each thread.
    case grain(Int)
  }

  package init(
    registerByteCount: Int = 64, registerCount: Int = 32, lanes: Int? = nil, interleave: Int? = nil,
    threads: ThreadUse = .byCost
  ) {
    self.registerByteCount = registerByteCount
    self.registerCount = registerCount
    self.lanes = lanes
    self.interleave = interleave
    self.threads = threads
  }

  /// Bytes of the caches that one core reads through; the third is shared by all.
  package struct Caches: Hashable, Sendable {
    package var level1: Int
    package var level2: Int
    package var level3: Int

    package init(level1: Int = 32 << 10, level2: Int = 1 << 20, level3: Int = 32 << 20) {
      self.level1 = level1
      self.level2 = level2
      self.level3 = level3
    }
  }

  /// Choices for matrix products; nil leaves one to the schedule.
  package struct ProductChoices: Hashable, Sendable {
    /// Rows and vectors of the register tile.
    package var height: Int?
    package var vectors: Int?
    /// Whether operands are copied first.
    package var packs: Bool?
    /// Tiles of rows in a block; 0 for all.
    package var block: Int?
    /// Panels of columns in a block; 0 to go by panels.
    package var breadth: Int?
    /// Steps of the depth between which sums lie in memory; 0 for all.
    package var depth: Int?

    package init(
      height: Int? = nil, vectors: Int? = nil, packs: Bool? = nil, block: Int? = nil, breadth: Int? = nil,
      depth: Int? = nil
    ) {
      self.height = height
      self.vectors = vectors
      self.packs = packs
      self.block = block
      self.breadth = breadth
      self.depth = depth
    }
  }
}
