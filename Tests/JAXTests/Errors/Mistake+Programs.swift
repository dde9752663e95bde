import JAX

extension Mistake {
  static let programs = [
    Mistake(
      "D21", "A text that is no program", .parseError,
      why:
        "The place is where the text ceases to make sense. Reading goes on at the next operation, up to 20 mistakes.",
      mending: "Write the program again with `jax.export`, or mend the line.",
      program: """
        func.func @main(%a: tensor<2xf32>) -> tensor<2xf32> {
          %0 = stablehlo.add %a, : tensor<2xf32>
          %1 = stablehlo.tanh %0 : tensor<2xf>
          return %1 : tensor<2xf32>
        }
        """),
    Mistake(
      "D22", "Operations that are not supported", .unsupported,
      why: "All of them are named, up to 20 at once, so that one attempt says what a program needs.",
      mending:
        "Write the function with other operations; custom calls are known by name, such as those of LAPACK.",
      program: """
        func.func @main(%a: tensor<2xf32>) -> tensor<2xf32> {
          %0 = "stablehlo.frob"(%a) : (tensor<2xf32>) -> tensor<2xf32>
          %1 = stablehlo.custom_call @mine(%a) : (tensor<2xf32>) -> tensor<2xf32>
          return %1 : tensor<2xf32>
        }
        """),
    Mistake(
      "D22", "Types that do not agree", .shapeMismatch,
      why: "An operation's types follow from its operands, and the text says something else.",
      mending: "Mend the program that wrote the text.",
      program: """
        func.func @main(%a: tensor<2xf32>) -> tensor<3xf32> {
          %0 = stablehlo.tanh %a : (tensor<2xf32>) -> tensor<3xf32>
          return %0 : tensor<3xf32>
        }
        """),
    Mistake(
      "D22", "An element type that is not supported", .unsupported,
      why:
        "There are booleans, integers of 2 to 64 bits, floats of 4 to 64 bits and complex numbers of 64 and 128.",
      mending: "Convert before the export.",
      program: """
        func.func @main(%a: tensor<2xi5>) -> tensor<2xi5> {
          return %a : tensor<2xi5>
        }
        """),
  ]
}
