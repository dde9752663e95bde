internal import CJAXRuntime
internal import CLLVMShim
import JAXIR

/// What checked code does at an index: the numbers are those of the record that it hands over.
enum BoundsAccess: Int { case load, store }

/// The block of a function where bad accesses end the run, and the record that they fill before.
struct BoundsExit {
  let block: IRBlock
  let record: IRValue
}

/// Checked code: every access to a buffer whose count is known is preceded by a comparison. Where it fails, the code
/// calls the host with `JAXOutOfBounds` for a number and a record of `JAXBoundsRecordCount` integers, and ends the run.
extension KernelEmitter {
  /// Ends the run unless each of `positions`, one per lane, is that of an element of the buffer. Lanes that are not in
  /// `mask` do not count.
  func checkBounds(
    of buffer: Kernel.Buffer, _ positions: IRValue, width: Int, mask: IRValue?, _ access: BoundsAccess
  ) {
    guard let count = kernel.declaration(of: buffer).count, let call else { return }
    let limit = ir.splat(count, bits: 64, width: width)
    // Unsigned: a negative index is a great one.
    var isOutside = ir.compare(CLLVMIntUGE, positions, limit)
    if let mask { isOutside = ir.and(isOutside, mask) }
    let exit = boundsExit ?? makeBoundsExit(call)
    boundsExit = exit
    let bad = ir.block("outside", in: function)
    let next = ir.block("inside", in: function)
    ir.branch(if: ir.any(isOutside, width: width), to: bad, else: next)
    ir.position(at: bad)
    let fields = [
      ir.constant(number), ir.constant(buffer.index), first(isOutside, of: positions, width: width),
      ir.constant(count), ir.constant(access.rawValue),
    ]
    for (place, field) in fields.enumerated() {
      ir.store(field, ir.address(exit.record, ir.i64, at: ir.constant(place)), alignment: 8)
    }
    ir.branch(to: exit.block)
    ir.position(at: next)
  }

  /// The first of `positions` whose lane is set.
  private func first(_ lanes: IRValue, of positions: IRValue, width: Int) -> IRValue {
    if width == 1 { return positions }
    let type = ir.integer(width)
    let bits = ir.cast(CLLVMBitCast, lanes, to: type)
    let lane = ir.intrinsic("llvm.cttz", [type], [bits, ir.constant(true)])
    return CLLVMBuildExtract(ir.builder, positions, lane)
  }

  private func makeBoundsExit(_ call: IRValue) -> BoundsExit {
    let record = allocate(ir.i64, count: Int(JAXBoundsRecordCount), alignment: 8)
    let current = ir.currentBlock
    let block = ir.block("outofbounds", in: function)
    ir.position(at: block)
    let type = ir.function([ir.pointer, ir.i32, ir.pointer, ir.pointer], result: ir.i32)
    let status = ir.call(
      type, ir.pointer(\.callback, of: call),
      [
        ir.pointer(\.callbackContext, of: call), ir.constant(Int(JAXOutOfBounds), ir.i32), record,
        ir.zero(ir.pointer),
      ])
    CLLVMBuildReturn(ir.builder, status)
    ir.position(at: current)
    return BoundsExit(block: block, record: record)
  }
}
