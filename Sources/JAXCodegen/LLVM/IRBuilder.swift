internal import CLLVMShim
import JAXIR

typealias IRValue = CLLVMValue
typealias IRType = CLLVMType
typealias IRBlock = CLLVMBlock

/// Adds instructions to a module at an insertion point. Borrows the module: valid as long as its owner.
struct IRBuilder {
  let context: CLLVMContext
  let module: CLLVMModule
  let builder: CLLVMBuilder

  // MARK: Types

  var void: IRType { CLLVMVoidType(context) }
  var pointer: IRType { CLLVMPointerType(context) }
  var i64: IRType { integer(64) }
  var i32: IRType { integer(32) }
  func integer(_ bits: Int) -> IRType { CLLVMIntegerType(context, UInt32(bits)) }

  /// `element` itself for one lane, else a vector of it.
  func vector(_ element: IRType, _ width: Int) -> IRType {
    width == 1 ? element : CLLVMVectorType(element, UInt32(width))
  }

  func function(_ parameters: [IRType], result: IRType) -> IRType {
    CLLVMFunctionType(result, parameters, UInt32(parameters.count))
  }

  /// The type of values of `dtype`, `width` lanes of it. The 16-bit floats are held as their bits, so that
  /// moving them keeps every bit and each operation says where it rounds.
  func type(_ dtype: DType, width: Int = 1) -> IRType {
    switch dtype {
    case .float32: vector(CLLVMFloatType(context), width)
    case .float64: vector(CLLVMDoubleType(context), width)
    default: vector(integer(dtype.bitWidth), width)
    }
  }

  /// The type in memory: as `type`, but a `bool` takes a byte.
  func memoryType(_ dtype: DType, width: Int = 1) -> IRType {
    dtype == .bool ? vector(integer(8), width) : type(dtype, width: width)
  }

  // MARK: Constants

  func zero(_ type: IRType) -> IRValue { CLLVMConstantZero(type) }
  func poison(_ type: IRType) -> IRValue { CLLVMPoison(type) }
  func constant(_ value: Int) -> IRValue { constant(value, i64) }
  func constant(_ value: Int, _ type: IRType) -> IRValue {
    CLLVMConstantInteger(type, UInt64(bitPattern: Int64(value)))
  }
  func constant(_ bit: Bool) -> IRValue { CLLVMConstantInteger(integer(1), bit ? 1 : 0) }

  func constant(_ constant: Kernel.Constant) -> IRValue {
    let bits = CLLVMConstantInteger(integer(constant.dtype.bitWidth), constant.bits)
    switch constant.dtype {
    case .float32, .float64: return CLLVMConstantBitcast(bits, type(constant.dtype))
    default: return bits
    }
  }

  /// An integer constant in every one of `width` lanes.
  func splat(_ value: Int, bits: Int, width: Int) -> IRValue {
    splat(constant(value, integer(bits)), width)
  }

  func constantVector(_ elements: [IRValue]) -> IRValue {
    elements.count == 1 ? elements[0] : CLLVMConstantVector(elements, UInt32(elements.count))
  }

  /// The value of a scalar integer constant; nil for any other value.
  func constantValue(_ value: IRValue) -> Int? {
    var result: Int64 = 0
    return CLLVMConstantIntegerValue(value, &result) ? Int(result) : nil
  }

  // MARK: Functions and blocks

  func name(_ value: IRValue, _ name: String) -> IRValue {
    CLLVMSetName(value, name)
    return value
  }

  func block(_ name: String, in function: IRValue) -> IRBlock { CLLVMAppendBlock(context, function, name) }
  func position(at block: IRBlock) { CLLVMPositionAtEnd(builder, block) }
  var currentBlock: IRBlock { CLLVMInsertBlock(builder) }

  func branch(to block: IRBlock) { CLLVMBuildBranch(builder, block) }
  func branch(if condition: IRValue, to then: IRBlock, else otherwise: IRBlock) {
    CLLVMBuildConditionalBranch(builder, condition, then, otherwise)
  }
  func phi(_ type: IRType) -> IRValue { CLLVMBuildPhi(builder, type) }
  func call(_ type: IRType, _ function: IRValue, _ arguments: [IRValue]) -> IRValue {
    CLLVMBuildCall(builder, type, function, arguments, UInt32(arguments.count))
  }

  // MARK: Arithmetic

  func binary(_ operation: CLLVMBinary, _ a: IRValue, _ b: IRValue) -> IRValue {
    CLLVMBuildBinary(builder, operation, a, b)
  }
  func compare(_ comparison: CLLVMCompare, _ a: IRValue, _ b: IRValue) -> IRValue {
    CLLVMBuildCompare(builder, comparison, a, b)
  }
  func cast(_ cast: CLLVMCast, _ value: IRValue, to type: IRType) -> IRValue {
    CLLVMBuildCast(builder, cast, value, type)
  }
  func select(_ condition: IRValue, _ then: IRValue, _ otherwise: IRValue) -> IRValue {
    CLLVMBuildSelect(builder, condition, then, otherwise)
  }
  func and(_ a: IRValue, _ b: IRValue) -> IRValue { binary(CLLVMAnd, a, b) }
  func or(_ a: IRValue, _ b: IRValue) -> IRValue { binary(CLLVMOr, a, b) }
  /// The complement of bits: of an `i1` or a vector of them.
  func not(_ bit: IRValue, width: Int) -> IRValue {
    binary(CLLVMXor, bit, splat(1, bits: 1, width: width))
  }

  /// `a + b` of integers, nothing where one is a constant zero.
  func add(_ a: IRValue, _ b: IRValue) -> IRValue {
    if constantValue(a) == 0 { return b }
    if constantValue(b) == 0 { return a }
    return binary(CLLVMAdd, a, b)
  }

  /// `a * factor` of `i64`, nothing for a factor of one.
  func multiply(_ a: IRValue, _ factor: Int) -> IRValue {
    factor == 1 ? a : binary(CLLVMMul, a, constant(factor))
  }

  /// Calls `name`, overloaded on `types`; LLVM has it.
  func intrinsic(_ name: String, _ types: [IRType], _ arguments: [IRValue]) -> IRValue {
    CLLVMBuildIntrinsic(builder, module, name, types, UInt32(types.count), arguments, UInt32(arguments.count))
  }

  // MARK: Vectors

  /// `value` in every one of `width` lanes.
  func splat(_ value: IRValue, _ width: Int) -> IRValue {
    if width == 1 { return value }
    if CLLVMIsConstant(value) { return constantVector(Array(repeating: value, count: width)) }
    let type = vector(CLLVMTypeOf(value), width)
    let first = CLLVMBuildInsert(builder, poison(type), value, constant(0))
    return CLLVMBuildShuffle(builder, first, poison(type), [Int32](repeating: 0, count: width), UInt32(width))
  }

  func shuffle(_ a: IRValue, _ b: IRValue, _ lanes: [Int]) -> IRValue {
    CLLVMBuildShuffle(builder, a, b, lanes.map(Int32.init), UInt32(lanes.count))
  }

  func extract(_ vector: IRValue, lane: Int) -> IRValue { CLLVMBuildExtract(builder, vector, constant(lane)) }

  /// Whether any bit of `mask`, `width` lanes of `i1`, is set.
  func any(_ mask: IRValue, width: Int) -> IRValue {
    if width == 1 { return mask }
    let bits = cast(CLLVMBitCast, mask, to: integer(width))
    return compare(CLLVMIntNE, bits, zero(integer(width)))
  }

  // MARK: Memory

  func address(_ pointer: IRValue, _ element: IRType, at index: IRValue) -> IRValue {
    if constantValue(index) == 0 { return pointer }
    return CLLVMBuildAddress(builder, element, pointer, index)
  }
  func load(_ type: IRType, _ pointer: IRValue, alignment: Int) -> IRValue {
    CLLVMBuildLoad(builder, type, pointer, UInt32(alignment))
  }
  func store(_ value: IRValue, _ pointer: IRValue, alignment: Int) {
    CLLVMBuildStore(builder, value, pointer, UInt32(alignment))
  }
  func streamingStore(_ value: IRValue, _ pointer: IRValue, alignment: Int) {
    CLLVMBuildStreamingStore(builder, value, pointer, UInt32(alignment))
  }
  func fence() { CLLVMBuildFence(builder) }
  func alloca(_ type: IRType, count: Int, alignment: Int) -> IRValue {
    CLLVMBuildAlloca(builder, CLLVMArrayType(type, UInt64(count)), UInt32(alignment))
  }
}
