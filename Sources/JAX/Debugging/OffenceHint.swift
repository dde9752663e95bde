import JAXIR
import JAXPrimitives

/// How to mend an operation whose result is not finite: by what it is and what it was given.
struct OffenceHint {
  private let primitive: any Primitive
  private let isNaN: Bool
  private let operands: [Double]

  /// - Parameter operands: What the operands hold at the place of the element, as it prints; nil where that says nothing.
  init(_ primitive: any Primitive, value: String, operands: [String]?) {
    self.primitive = primitive
    isNaN = value.contains("nan")
    self.operands = (operands ?? []).compactMap { Double($0) }
  }

  var text: String? { isNaN ? ofNaN : ofInfinity }

  private var ofNaN: String? {
    switch primitive {
    case is Log: return "the logarithm of a number below 0: keep it above, as in `log(maximum(x, 1e-6))`"
    case is Log1p: return "the logarithm of a number below 0: log1p takes numbers from -1 on"
    case is Sqrt, is Rsqrt: return "the root of a number below 0: keep it above, as in `sqrt(maximum(x, 0))`"
    case is Divide where operands.count == 2 && operands[1] == 0:
      return "0 / 0: choose the divisor before dividing, as in `x / select(y .== 0, 1, y)`"
    case is Asin, is Acos, is Atanh: return "it takes numbers from -1 to 1: `clamp` them first"
    case is Acosh: return "it takes numbers from 1 on"
    case is Pow: return "a number below 0 to a power that is no integer"
    case is Constant: return "it is written in the program, or was taken from outside when that was traced"
    case is Multiply where operands.contains(0):
      return "0 times an infinity: `.infinities` finds what made that"
    case is Sin, is Cos, is Tan: return "the angle is an infinity: `.infinities` finds what made that"
    default: return "infinities cancel here: debug with `[.nans, .infinities]` to find what made them"
    }
  }

  private var ofInfinity: String? {
    switch primitive {
    case is Log, is Log1p: return "the logarithm of 0: keep it above, as in `log(maximum(x, 1e-6))`"
    case is Divide, is Rsqrt:
      return "a division by 0: choose the divisor first, as in `x / select(y .== 0, 1, y)`"
    case is Exp, is Expm1:
      return "too large for the dtype: subtract the maximum first, as `softmax` and `logsumexp` do"
    case is Constant: return "it is written in the program, or was taken from outside when that was traced"
    case is Convert: return "too large for the dtype that it is converted to"
    default: return "too large for the dtype: scale the operands, or compute in a wider one"
    }
  }
}
