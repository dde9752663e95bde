internal import CLLVMShim
import JAXIR

extension ScalarEmitter {
  func integer(_ operation: ScalarOperation, _ operands: [IRValue], _ dtype: DType) -> IRValue {
    let a = operands[0]
    let signed = dtype.kind == .signed
    switch operation {
    case .add: return ir.binary(CLLVMAdd, a, operands[1])
    case .subtract: return ir.binary(CLLVMSub, a, operands[1])
    case .multiply: return ir.binary(CLLVMMul, a, operands[1])
    case .negate: return ir.binary(CLLVMSub, ir.zero(type(dtype)), a)
    case .divide: return divide(a, operands[1], dtype)
    case .remainder: return remainder(a, operands[1], dtype)
    case .minimum: return ir.intrinsic(signed ? "llvm.smin" : "llvm.umin", [type(dtype)], operands)
    case .maximum: return ir.intrinsic(signed ? "llvm.smax" : "llvm.umax", [type(dtype)], operands)
    case .abs: return ir.intrinsic("llvm.abs", [type(dtype)], [a, ir.constant(false)])
    case .and: return ir.and(a, operands[1])
    case .or: return ir.or(a, operands[1])
    case .xor: return ir.binary(CLLVMXor, a, operands[1])
    case .not: return ir.binary(CLLVMXor, a, splat(-1, bits: dtype.bitWidth))
    case .shiftLeft: return shift(CLLVMShl, a, by: operands[1], dtype)
    case .shiftRightLogical: return shift(CLLVMLShr, a, by: operands[1], dtype)
    case .shiftRightArithmetic: return shiftArithmetic(a, by: operands[1], dtype)
    case .populationCount: return ir.intrinsic("llvm.ctpop", [type(dtype)], [a])
    case .countLeadingZeros: return ir.intrinsic("llvm.ctlz", [type(dtype)], [a, ir.constant(false)])
    default: preconditionFailure("\(operation.name) of \(dtype)")
    }
  }

  /// The hardware traps on 0 and on the one quotient that overflows: those divisors are replaced by 1, which
  /// costs nothing for a constant, and the defined results selected.
  private func divide(_ a: IRValue, _ b: IRValue, _ dtype: DType) -> IRValue {
    let isZero = ir.compare(CLLVMIntEQ, b, ir.zero(type(dtype)))
    let ones = splat(-1, bits: dtype.bitWidth)
    guard dtype.kind == .signed else {
      let divisor = ir.select(isZero, splat(1, bits: dtype.bitWidth), b)
      return ir.select(isZero, ones, ir.binary(CLLVMUDiv, a, divisor))
    }
    let isMinusOne = ir.compare(CLLVMIntEQ, b, ones)
    let divisor = ir.select(ir.or(isZero, isMinusOne), splat(1, bits: dtype.bitWidth), b)
    let quotient = ir.binary(CLLVMSDiv, a, divisor)
    let negated = ir.select(isMinusOne, ir.binary(CLLVMSub, ir.zero(type(dtype)), a), quotient)
    return ir.select(isZero, ones, negated)
  }

  private func remainder(_ a: IRValue, _ b: IRValue, _ dtype: DType) -> IRValue {
    let isZero = ir.compare(CLLVMIntEQ, b, ir.zero(type(dtype)))
    var replaced = isZero
    if dtype.kind == .signed {
      replaced = ir.or(isZero, ir.compare(CLLVMIntEQ, b, splat(-1, bits: dtype.bitWidth)))
    }
    // x % 1 is 0, which is also x % -1.
    let divisor = ir.select(replaced, splat(1, bits: dtype.bitWidth), b)
    let rest = ir.binary(dtype.kind == .signed ? CLLVMSRem : CLLVMURem, a, divisor)
    return ir.select(isZero, a, rest)
  }

  private func shift(_ operation: CLLVMBinary, _ a: IRValue, by distance: IRValue, _ dtype: DType) -> IRValue
  {
    let bits = dtype.bitWidth
    let shifted = ir.binary(operation, a, ir.and(distance, splat(bits - 1, bits: bits)))
    let inside = ir.compare(CLLVMIntULT, distance, splat(bits, bits: bits))
    return ir.select(inside, shifted, ir.zero(type(dtype)))
  }

  private func shiftArithmetic(_ a: IRValue, by distance: IRValue, _ dtype: DType) -> IRValue {
    let bits = dtype.bitWidth
    let last = splat(bits - 1, bits: bits)
    let inside = ir.compare(CLLVMIntULT, distance, last)
    return ir.binary(CLLVMAShr, a, ir.select(inside, distance, last))
  }
}
