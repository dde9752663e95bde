/// How a program is made into machine code; nothing here changes what it computes.
package struct CodegenOptions: Hashable, Sendable {
  /// LLVM's code generation level: 2, or 0 for code that is ready sooner and runs slower.
  package var optimizationLevel: Int
  /// Whether kernels that are quick to run are compiled at level 0.
  package var economizes: Bool
  /// The least that a module is worth compiling by itself for, in emitted operations.
  package var moduleWeight: Int
  /// Whether LLVM checks the emitted IR: on in debug builds.
  package var verify: Bool
  /// Whether every load and store of a kernel is looked at first: one outside of its buffer ends the run. A buffer of an
  /// extent that only the call knows is not looked at.
  package var checksBounds: Bool

  package init(
    optimizationLevel: Int = 2, economizes: Bool = true, moduleWeight: Int = 400,
    verify: Bool = Self.isDebugBuild, checksBounds: Bool = false
  ) {
    self.optimizationLevel = optimizationLevel
    self.economizes = economizes
    self.moduleWeight = moduleWeight
    self.verify = verify
    self.checksBounds = checksBounds
  }

  package static var isDebugBuild: Bool {
    var debug = false
    assert(
      {
        debug = true
        return true
      }())
    return debug
  }
}

/// How long each step of one compilation took on the thread that asked for it.
package struct CodegenTimings: Hashable, Sendable {
  /// Program → LLVM IR, the optional check included.
  package var emit = Duration.zero
  /// LLVM's passes.
  package var passes = Duration.zero
  /// LLVM IR → object.
  package var codegen = Duration.zero
  /// Until the modules that other threads compile are done.
  package var wait = Duration.zero
  /// Objects → code in this process.
  package var link = Duration.zero

  package init() {}

  package var total: Duration { emit + passes + codegen + wait + link }

  /// The steps by name, in order.
  package var entries: [(name: String, time: Duration)] {
    [
      ("emit LLVM IR", emit), ("LLVM passes", passes), ("LLVM code generation", codegen),
      ("other threads", wait), ("link", link),
    ]
  }
}
