import JAXCodegen
import JAXIR
import Testing

/// Matrix products in the forms that lowering gives them.
struct MatrixProductTests {
  private static func expected(_ a: [Float], _ b: [Float], m: Int, n: Int, k: Int) -> [Float] {
    (0..<m * n).map { place in
      (0..<k).reduce(Float(0)) { sum, l in (sum).addingProduct(a[place / n * k + l], b[l * n + place % n]) }
    }
  }

  /// Vectors over the columns of the result, the sum over `k` carried in registers.
  @Test(arguments: vectorSchedules)
  func overColumns(_ schedule: Kernel.Schedule) throws {
    let (m, n, k) = (5, 37, 11)
    let builder = KernelBuilder(name: "product")
    let a = builder.parameter(.float32, count: m * k, access: .read)
    let b = builder.parameter(.float32, count: k * n, access: .read)
    let c = builder.parameter(.float32, count: m * n, access: .write)
    builder.loop(.parallel, to: m) { i in
      builder.loop(schedule, to: n) { j in
        let zero = builder.constant(Kernel.Constant(.float32, 0))
        let sum = builder.loop(to: .constant(k), carrying: [zero]) { l, sum in
          let left = builder.load(a, at: AffineIndex(i.value, stride: k) + l.index)
          let right = builder.load(b, at: AffineIndex(l.value, stride: n) + j.index)
          return [left.fma(right, sum[0])]
        }
        builder.store(sum[0], to: c, at: AffineIndex(i.value, stride: n) + j.index)
      }
    }
    let (x, y) = (samples(m * k), samples(k * n, seed: 5))
    let native = try NativeKernel(builder.finish())
    let result = native.run([bytes(x), bytes(y), bytes([Float](repeating: 0, count: m * n))])
    #expect(values(result[2]) == Self.expected(x, y, m: m, n: n, k: k))
  }

  /// A tile of rows in scratch memory, laid out by unrolled loops so that it can live in registers.
  @Test(arguments: [4, 8, 16])
  func registerTile(lanes: Int) throws {
    let (m, k) = (6, 9)
    let n = lanes
    let builder = KernelBuilder(name: "tile")
    let a = builder.parameter(.float32, count: m * k, access: .read)
    let b = builder.parameter(.float32, count: k * n, access: .read)
    let c = builder.parameter(.float32, count: m * n, access: .write)
    let tile = builder.local(.float32, count: m * n)
    let row = { (i: Scalar, j: Scalar) in AffineIndex(i.value, stride: n) + j.index }
    let schedule = Kernel.Schedule.vector(lanes: lanes, interleave: 1)
    builder.loop(.unrolled, to: m) { i in
      builder.loop(schedule, to: n) { j in
        builder.store(builder.constant(Kernel.Constant(.float32, 0)), to: tile, at: row(i, j))
      }
    }
    builder.loop(to: k) { l in
      builder.loop(.unrolled, to: m) { i in
        builder.loop(schedule, to: n) { j in
          let left = builder.load(a, at: AffineIndex(i.value, stride: k) + l.index)
          let right = builder.load(b, at: AffineIndex(l.value, stride: n) + j.index)
          builder.store(left.fma(right, builder.load(tile, at: row(i, j))), to: tile, at: row(i, j))
        }
      }
    }
    builder.loop(.unrolled, to: m) { i in
      builder.loop(schedule, to: n) { j in
        builder.store(builder.load(tile, at: row(i, j)), to: c, at: row(i, j))
      }
    }
    let kernel = builder.finish()
    let (x, y) = (samples(m * k), samples(k * n, seed: 5))
    let result = try NativeKernel(kernel).run([
      bytes(x), bytes(y), bytes([Float](repeating: 0, count: m * n)),
    ])
    #expect(values(result[2]) == Self.expected(x, y, m: m, n: n, k: k))
    let text = try NativeKernel.engine.llvmText(of: NativeKernel.program(kernel))
    #expect(!text.contains("alloca"), "the tile is in registers")
  }
}
