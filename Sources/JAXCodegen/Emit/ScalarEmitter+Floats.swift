internal import CLLVMShim
import JAXIR

extension ScalarEmitter {
  func float(_ operation: ScalarOperation, _ operands: [IRValue], _ dtype: DType) -> IRValue {
    switch operation {
    case .negate, .abs, .copySign: return sign(operation, operands, dtype)
    default: break
    }
    // One rounding of an `f32` result, or an exact one, to 16 bits: 24 bits are enough for it to be the only one that shows.
    let compute: DType = dtype.bitWidth == 16 ? .float32 : dtype
    let wide = operands.map { widened($0, dtype) }
    return narrowed(arithmetic(operation, wide, compute), dtype)
  }

  /// `operation` on values of `f32` or `f64`.
  private func arithmetic(_ operation: ScalarOperation, _ operands: [IRValue], _ dtype: DType) -> IRValue {
    switch operation {
    case .add: ir.binary(CLLVMFAdd, operands[0], operands[1])
    case .subtract: ir.binary(CLLVMFSub, operands[0], operands[1])
    case .multiply: ir.binary(CLLVMFMul, operands[0], operands[1])
    case .divide: ir.binary(CLLVMFDiv, operands[0], operands[1])
    case .remainder: ir.binary(CLLVMFRem, operands[0], operands[1])
    case .fma: call("llvm.fma", operands, dtype)
    case .minimum: call("llvm.minimum", operands, dtype)
    case .maximum: call("llvm.maximum", operands, dtype)
    case .sqrt: call("llvm.sqrt", operands, dtype)
    case .floor: call("llvm.floor", operands, dtype)
    case .ceil: call("llvm.ceil", operands, dtype)
    case .truncate: call("llvm.trunc", operands, dtype)
    case .roundEven: call("llvm.roundeven", operands, dtype)
    default: preconditionFailure("\(operation.name) of \(dtype)")
    }
  }

  private func call(_ name: String, _ operands: [IRValue], _ dtype: DType) -> IRValue {
    ir.intrinsic(name, [type(dtype)], operands)
  }

  /// Operations that move a sign bit and keep every other bit, of a NaN too.
  private func sign(_ operation: ScalarOperation, _ operands: [IRValue], _ dtype: DType) -> IRValue {
    let a = operands[0]
    if dtype.bitWidth > 16 {
      switch operation {
      case .negate: return CLLVMBuildFNeg(ir.builder, a)
      case .abs: return call("llvm.fabs", [a], dtype)
      default: return call("llvm.copysign", operands, dtype)
      }
    }
    let signBit = splat(0x8000, bits: 16)
    let magnitude = ir.and(a, splat(0x7FFF, bits: 16))
    switch operation {
    case .negate: return ir.binary(CLLVMXor, a, signBit)
    case .abs: return magnitude
    default: return ir.or(magnitude, ir.and(operands[1], signBit))
    }
  }

  // MARK: 16-bit floats

  /// A 16-bit float, held as its bits, as `f32`; wider floats as they are.
  func widened(_ value: IRValue, _ dtype: DType) -> IRValue {
    switch dtype {
    case .float16:
      let half = ir.cast(CLLVMBitCast, value, to: ir.vector(CLLVMHalfType(ir.context), width))
      return ir.cast(CLLVMFPExt, half, to: type(.float32))
    case .bfloat16:
      let bits = ir.binary(CLLVMShl, ir.cast(CLLVMZExt, value, to: integers(32)), splat(16, bits: 32))
      return ir.cast(CLLVMBitCast, bits, to: type(.float32))
    default: return value
    }
  }

  /// An `f32` rounded to the bits of a 16-bit float; a value of a wider dtype as it is.
  func narrowed(_ value: IRValue, _ dtype: DType) -> IRValue {
    switch dtype {
    case .float16:
      let half = ir.cast(CLLVMFPTrunc, value, to: ir.vector(CLLVMHalfType(ir.context), width))
      return ir.cast(CLLVMBitCast, half, to: integers(16))
    case .bfloat16: return roundedToBFloat16(value)
    default: return value
    }
  }

  /// By integer arithmetic: the instruction of AVX-512 would flush denormals.
  private func roundedToBFloat16(_ value: IRValue) -> IRValue {
    let bits = ir.cast(CLLVMBitCast, value, to: integers(32))
    let upper = ir.binary(CLLVMLShr, bits, splat(16, bits: 32))
    let odd = ir.and(upper, splat(1, bits: 32))
    let half = ir.binary(CLLVMAdd, odd, splat(0x7FFF, bits: 32))
    let rounded = ir.binary(CLLVMLShr, ir.binary(CLLVMAdd, bits, half), splat(16, bits: 32))
    let quiet = ir.or(upper, splat(0x40, bits: 32))
    let isNaN = ir.compare(CLLVMFloatUNO, value, value)
    return ir.cast(CLLVMTrunc, ir.select(isNaN, quiet, rounded), to: integers(16))
  }
}
