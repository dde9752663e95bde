internal import CLLVMShim
import JAXIR

/// Emits scalar operations on LLVM values that hold `width` lanes each; 1 means plain scalars.
///
/// Every operation is total, as `ScalarOperation` states it: no instruction here can trap or give poison, and none
/// carries a flag that lets LLVM change a value.
struct ScalarEmitter {
  let ir: IRBuilder
  let width: Int

  func type(_ dtype: DType) -> IRType { ir.type(dtype, width: width) }
  func integers(_ bits: Int) -> IRType { ir.vector(ir.integer(bits), width) }
  func splat(_ value: Int, bits: Int) -> IRValue { ir.splat(value, bits: bits, width: width) }

  /// The result of `operation` on `operands` of the dtypes `dtypes`, which it takes.
  func emit(_ operation: ScalarOperation, _ operands: [IRValue], _ dtypes: [DType]) -> IRValue {
    switch operation {
    case .select: return ir.select(operands[0], operands[1], operands[2])
    case .compare(let comparison): return compare(comparison, operands[0], operands[1], dtypes[0])
    case .convert(let dtype): return convert(operands[0], from: dtypes[0], to: dtype)
    case .bitcast(let dtype): return bitcast(operands[0], from: dtypes[0], to: dtype)
    default: break
    }
    switch dtypes[0].kind {
    case .bool: return boolean(operation, operands)
    case .signed, .unsigned: return integer(operation, operands, dtypes[0])
    case .float: return float(operation, operands, dtypes[0])
    case .complex: preconditionFailure("a kernel computes on no complex values")
    }
  }

  private func boolean(_ operation: ScalarOperation, _ operands: [IRValue]) -> IRValue {
    switch operation {
    case .and, .minimum: ir.and(operands[0], operands[1])
    case .or, .maximum: ir.or(operands[0], operands[1])
    case .xor: ir.binary(CLLVMXor, operands[0], operands[1])
    case .not: ir.not(operands[0], width: width)
    default: preconditionFailure("\(operation.name) of bool")
    }
  }

  private func compare(
    _ comparison: Comparison, _ a: IRValue, _ b: IRValue, _ dtype: DType
  ) -> IRValue {
    switch dtype.kind {
    case .float:
      ir.compare(comparison.ofFloats, widened(a, dtype), widened(b, dtype))
    case .signed: ir.compare(comparison.ofSigned, a, b)
    default: ir.compare(comparison.ofUnsigned, a, b)
    }
  }

  /// 16-bit floats are held as integers of their bits, so only the wider ones change their LLVM type.
  private func bitcast(_ value: IRValue, from source: DType, to target: DType) -> IRValue {
    source.bitWidth <= 16 ? value : ir.cast(CLLVMBitCast, value, to: type(target))
  }
}

extension Comparison {
  fileprivate var ofFloats: CLLVMCompare {
    switch self {
    case .equal: CLLVMFloatOEQ
    case .notEqual: CLLVMFloatUNE
    case .less: CLLVMFloatOLT
    case .lessEqual: CLLVMFloatOLE
    case .greater: CLLVMFloatOGT
    case .greaterEqual: CLLVMFloatOGE
    }
  }

  fileprivate var ofSigned: CLLVMCompare {
    switch self {
    case .equal: CLLVMIntEQ
    case .notEqual: CLLVMIntNE
    case .less: CLLVMIntSLT
    case .lessEqual: CLLVMIntSLE
    case .greater: CLLVMIntSGT
    case .greaterEqual: CLLVMIntSGE
    }
  }

  fileprivate var ofUnsigned: CLLVMCompare {
    switch self {
    case .equal: CLLVMIntEQ
    case .notEqual: CLLVMIntNE
    case .less: CLLVMIntULT
    case .lessEqual: CLLVMIntULE
    case .greater: CLLVMIntUGT
    case .greaterEqual: CLLVMIntUGE
    }
  }
}
