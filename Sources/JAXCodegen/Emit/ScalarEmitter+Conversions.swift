internal import CLLVMShim
import JAXIR

extension ScalarEmitter {
  func convert(_ value: IRValue, from source: DType, to target: DType) -> IRValue {
    if source == target { return value }
    if target == .bool { return nonzero(value, source) }
    switch (source.kind, target.kind) {
    case (.float, .float): return float(value, from: source, to: target)
    case (.float, _): return saturated(widened(value, source), source, to: target)
    case (_, .float): return float(integer: value, from: source, to: target)
    default: return resized(value, from: source, to: target)
    }
  }

  private func nonzero(_ value: IRValue, _ dtype: DType) -> IRValue {
    if dtype.isFloat {
      let wide: DType = dtype == .float64 ? .float64 : .float32
      return ir.compare(CLLVMFloatUNE, widened(value, dtype), ir.zero(type(wide)))
    }
    return ir.compare(CLLVMIntNE, value, ir.zero(type(dtype)))
  }

  private func resized(_ value: IRValue, from source: DType, to target: DType) -> IRValue {
    if source.bitWidth == target.bitWidth { return value }
    if source.bitWidth > target.bitWidth { return ir.cast(CLLVMTrunc, value, to: type(target)) }
    return ir.cast(source.kind == .signed ? CLLVMSExt : CLLVMZExt, value, to: type(target))
  }

  /// By comparison and selection: LLVM takes its saturating conversions of vectors apart on x86.
  private func saturated(_ value: IRValue, _ source: DType, to target: DType) -> IRValue {
    let wide: DType = source == .float64 ? .float64 : .float32
    let isSigned = target.kind == .signed
    // Both limits are powers of two, or zero: exact in any float.
    let limit = ir.splat(power(of: target.bitWidth - (isSigned ? 1 : 0), wide), width)
    let lowest = isSigned ? CLLVMBuildFNeg(ir.builder, limit) : ir.zero(type(wide))
    let isAbove = ir.compare(CLLVMFloatOGE, value, limit)
    let isBelow = ir.compare(CLLVMFloatOLT, value, lowest)
    // What does not fit, NaN too, is replaced by 0: converting it would be undefined.
    let fits = ir.and(
      ir.compare(CLLVMFloatOGE, value, lowest), ir.compare(CLLVMFloatOLT, value, limit))
    let safe = ir.select(fits, value, ir.zero(type(wide)))
    let converted = ir.cast(isSigned ? CLLVMFPToSI : CLLVMFPToUI, safe, to: type(target))
    let ones = UInt64.max >> (64 - UInt64(target.bitWidth))
    let greatest = Kernel.Constant(target, bits: isSigned ? ones >> 1 : ones)
    let capped = ir.select(isAbove, ir.splat(ir.constant(greatest), width), converted)
    guard isSigned else { return capped }
    let least = Kernel.Constant(target, bits: ones ^ (ones >> 1))
    return ir.select(isBelow, ir.splat(ir.constant(least), width), capped)
  }

  private func power(of exponent: Int, _ dtype: DType) -> IRValue {
    let value = Double(sign: .plus, exponent: exponent, significand: 1)
    return ir.constant(Kernel.Constant(dtype, value))
  }

  private func float(_ value: IRValue, from source: DType, to target: DType) -> IRValue {
    if source == .float64 {
      if target == .float32 { return ir.cast(CLLVMFPTrunc, value, to: type(.float32)) }
      return narrowed(roundedToOdd(value), target)
    }
    let single = widened(value, source)
    if target == .float64 { return ir.cast(CLLVMFPExt, single, to: type(.float64)) }
    return narrowed(single, target)
  }

  /// An `f64` as `f32`, where an inexact result gets an odd last bit: rounding that again to fewer bits gives what
  /// rounding the `f64` at once would (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums", 2008).
  private func roundedToOdd(_ value: IRValue) -> IRValue {
    let nearest = ir.cast(CLLVMFPTrunc, value, to: type(.float32))
    let back = ir.cast(CLLVMFPExt, nearest, to: type(.float64))
    let magnitude = { (v: IRValue) in ir.intrinsic("llvm.fabs", [type(.float64)], [v]) }
    let isPast = ir.compare(CLLVMFloatOGT, magnitude(back), magnitude(value))
    let isInexact = ir.compare(CLLVMFloatONE, back, value)
    let bits = ir.cast(CLLVMBitCast, nearest, to: integers(32))
    let toZero = ir.binary(CLLVMSub, bits, ir.cast(CLLVMZExt, isPast, to: integers(32)))
    let odd = ir.or(toZero, ir.cast(CLLVMZExt, isInexact, to: integers(32)))
    return ir.cast(CLLVMBitCast, odd, to: type(.float32))
  }

  private func float(integer value: IRValue, from source: DType, to target: DType) -> IRValue {
    let cast = source.kind == .signed ? CLLVMSIToFP : CLLVMUIToFP
    if target.bitWidth > 16 { return ir.cast(cast, value, to: type(target)) }
    // Up to 16 bits are exact in `f32`, up to 53 in `f64`.
    if source.bitWidth <= 16 { return narrowed(ir.cast(cast, value, to: type(.float32)), target) }
    let exact = source.bitWidth == 64 ? sticky(value, source) : value
    return narrowed(roundedToOdd(ir.cast(cast, exact, to: type(.float64))), target)
  }

  /// A 64-bit integer with few enough bits for `f64`: of a large one the low 16 are gathered into one, which
  /// cannot matter to a result of 11 bits except by being zero or not.
  private func sticky(_ value: IRValue, _ dtype: DType) -> IRValue {
    let low = ir.and(value, splat(0xFFFF, bits: 64))
    let high = ir.and(value, splat(~0xFFFF, bits: 64))
    let isInexact = ir.compare(CLLVMIntNE, low, ir.zero(type(dtype)))
    let gathered = ir.or(high, ir.select(isInexact, splat(0x8000, bits: 64), ir.zero(type(dtype))))
    var magnitude = value
    if dtype.kind == .signed {
      magnitude = ir.intrinsic("llvm.abs", [type(dtype)], [value, ir.constant(false)])
    }
    let isLarge = ir.compare(CLLVMIntUGT, magnitude, splat(1 << 52, bits: 64))
    return ir.select(isLarge, gathered, value)
  }
}
