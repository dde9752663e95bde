// swift-tools-version: 6.2
// The architecture as a diagram: each target may import only what its dependencies name.
//
//   closure ──trace──▶ Graph ──optimise──▶ Graph ──lower──▶ Program ──emit──▶ LLVM IR ──ORC──▶ Executable
//                      JAXIR               JAXCompiler                        JAXCodegen      JAXRuntime

import PackageDescription

/// The LLVM release to build against: 19 by default, `JAXC_LLVM=22` is tested too, and `JAXC_LLVM=local` is one that
/// is installed elsewhere, to which `CMakeSupport/bootstrap` has made links.
let llvm = Context.environment["JAXC_LLVM"] ?? "19"
let isLocal = llvm == "local"
let localLibraries = "\(Context.packageDirectory)/CMakeSupport/llvm-local/lib"
let llvmHeaders: [CSetting] =
  isLocal
  ? [.headerSearchPath("../../CMakeSupport/llvm-local/include")]
  : [.headerSearchPath("../../CMakeSupport/llvm-\(llvm)"), .define("JAXC_LLVM_MAJOR", to: llvm)]
let llvmLibrary: [LinkerSetting] =
  isLocal
  ? [
    .unsafeFlags(["-L\(localLibraries)", "-Xlinker", "-rpath", "-Xlinker", localLibraries]),
    .linkedLibrary("LLVM"),
  ]
  : [.linkedLibrary("LLVM-\(llvm)")]

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "JAX",
  products: [
    .library(name: "JAX", targets: ["JAX"]),
    .executable(name: "jaxc", targets: ["jaxc"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0")
  ],
  targets: [
    // The only code that includes LLVM headers.
    .target(
      name: "CLLVMShim", cSettings: llvmHeaders + [.treatAllWarnings(as: .error)], linkerSettings: llvmLibrary
    ),
    // The call ABI that machine code and the runtime share.
    .target(name: "CJAXRuntime"),
    // The language: Graph, Kernel, Program; their text, verifiers, interpreter; tracing.
    .target(name: "JAXIR", swiftSettings: strict),
    // Every primitive, each defined once.
    .target(name: "JAXPrimitives", dependencies: ["JAXIR"], swiftSettings: strict),
    // Graph → Graph passes, fusion, lowering to Program, memory plan.
    .target(name: "JAXCompiler", dependencies: ["JAXIR", "JAXPrimitives"], swiftSettings: strict),
    // Buffers, signatures, executables, compilation caches.
    .target(name: "JAXRuntime", dependencies: ["CJAXRuntime"], swiftSettings: strict),
    // Program → LLVM IR → machine code.
    .target(
      name: "JAXCodegen", dependencies: ["CLLVMShim", "CJAXRuntime", "JAXIR", "JAXRuntime"],
      swiftSettings: strict),
    // The LAPACK of the machine, loaded where a program calls it.
    .target(name: "JAXLapack", dependencies: ["JAXIR", "JAXPrimitives"], swiftSettings: strict),
    // StableHLO text → Graph.
    .target(name: "JAXStableHLO", dependencies: ["JAXIR", "JAXPrimitives"], swiftSettings: strict),
    // What users import: Tensor, TensorTree, jit.
    .target(
      name: "JAX",
      dependencies: [
        "CJAXRuntime", "JAXIR", "JAXPrimitives", "JAXCompiler", "JAXRuntime", "JAXCodegen", "JAXLapack",
        "JAXStableHLO",
      ],
      swiftSettings: strict),
    // The digits network and its images, for the demo.
    .target(name: "CDigits", exclude: ["data"]),
    .executableTarget(
      name: "jaxc",
      dependencies: [
        "JAX", "JAXIR", "JAXPrimitives", "JAXCompiler", "JAXRuntime", "JAXCodegen", "JAXStableHLO", "CDigits",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    // A network for digits, trained from random weights.
    .executableTarget(
      name: "TrainDigits", dependencies: ["JAX"], path: "Examples/TrainDigits", exclude: ["Data"],
      swiftSettings: strict),
    // Microbenchmarks: calls, compilations, workloads.
    .executableTarget(
      name: "Benchmarks",
      dependencies: ["JAX", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      path: "Benchmarks", exclude: ["results.svg"], swiftSettings: strict),

    // Tests mirror the sources; JAXOracleTests holds compiled programs against the reference evaluation.
    .testTarget(name: "JAXIRTests", dependencies: ["JAXIR"], exclude: ["Cases"], swiftSettings: strict),
    .testTarget(
      name: "JAXPrimitivesTests",
      dependencies: ["CJAXRuntime", "JAXCodegen", "JAXCompiler", "JAXIR", "JAXPrimitives"],
      exclude: ["Data", "Tools"], swiftSettings: strict),
    .testTarget(
      name: "JAXCompilerTests", dependencies: ["JAXCompiler", "JAXIR", "JAXPrimitives"],
      exclude: ["Cases", "Fusion/Cases"],
      swiftSettings: strict),
    .testTarget(
      name: "JAXRuntimeTests", dependencies: ["CJAXRuntime", "JAXRuntime"], swiftSettings: strict),
    .testTarget(
      name: "JAXCodegenTests",
      dependencies: ["CJAXRuntime", "JAXCodegen", "JAXCompiler", "JAXIR", "JAXRuntime"], swiftSettings: strict
    ),
    .testTarget(
      name: "JAXLapackTests",
      dependencies: ["JAX", "JAXCompiler", "JAXIR", "JAXLapack", "JAXPrimitives", "JAXStableHLO"],
      exclude: ["Data", "Tools"], swiftSettings: strict),
    .testTarget(
      name: "JAXStableHLOTests", dependencies: ["JAXIR", "JAXPrimitives", "JAXCompiler", "JAXStableHLO"],
      exclude: ["Data", "Tools"], swiftSettings: strict),
    .testTarget(
      name: "JAXTests",
      dependencies: [
        "CJAXRuntime", "JAX", "JAXCompiler", "JAXIR", "JAXLapack", "JAXPrimitives", "JAXRuntime",
        "JAXStableHLO",
      ],
      exclude: ["Gradients/Tools", "Gradients/references.json"],
      swiftSettings: strict),
    .testTarget(
      name: "JAXOracleTests",
      dependencies: [
        "JAX", "JAXCompiler", "JAXIR", "JAXLapack", "JAXPrimitives", "JAXRuntime", "JAXStableHLO",
      ],
      exclude: ["Data"], swiftSettings: strict),
    .testTarget(
      name: "BenchmarksTests", dependencies: ["Benchmarks", "JAX", "JAXCompiler", "JAXIR"],
      swiftSettings: strict),
    .testTarget(name: "JaxcTests", dependencies: ["JAX", "jaxc"], swiftSettings: strict),
  ],
  cLanguageStandard: .c2x
)
