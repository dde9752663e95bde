import JAX

extension Benchmark {
  /// First calls less the time of later ones, each of a program that is new, the compiler having started.
  static var compilations: [Benchmark] {
    CompiledCase.all.map { compiled in
      Benchmark("compile", compiled.name) { plan in
        // What the cases share is made before the time begins.
        _ = compiled.make(CompiledCase.newSalt(), false)
        return Timing.sample(plan) {
          compiled.excessOfFirstCall(salt: CompiledCase.newSalt(), isSmall: false)
        }
      }
    }
  }

  /// The same for programs whose code exists: a function made anew is traced, and its graph is found.
  static var tracing: [Benchmark] {
    CompiledCase.all.map { compiled in
      Benchmark("trace", compiled.name) { plan in
        let salt = CompiledCase.newSalt()
        compiled.make(salt, true).run(1)
        return Timing.sample(plan) { compiled.excessOfFirstCall(salt: salt, isSmall: true) }
      }
    }
  }
}
