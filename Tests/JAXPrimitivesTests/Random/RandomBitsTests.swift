import JAXCompiler
import JAXIR
import JAXPrimitives
import Testing

struct RandomBitsTests {
  typealias Row = (algorithm: RandomAlgorithm, dtype: DType, shape: [Int], counter: UInt64, hash: UInt64)

  /// What JAX 0.12 draws on a CPU with the state 2⁴⁰ + 5, 2⁶⁴ − 3: the next counter, and a hash of the elements.
  static let rows: [Row] = [
    (.threefry, .uint8, [], 0xfffffffffffffffe, 0xaf63_ca4c_8601_cdf6),
    (.threefry, .uint16, [], 0xfffffffffffffffe, 0xaf6a_ca4c_860d_b2f6),
    (.threefry, .uint32, [], 0xfffffffffffffffe, 0xdf6a_ca3b_d99d_b2f6),
    (.threefry, .uint64, [], 0xfffffffffffffffe, 0xe309_0bda_d99d_b2f6),
    (.threefry, .uint8, [5], 0x0, 0x59f0_1cf5_b1ab_9dcd),
    (.threefry, .uint16, [5], 0x0, 0x1fd5_aa66_e36e_decd),
    (.threefry, .uint32, [5], 0x0, 0x9655_480e_4f81_decd),
    (.threefry, .uint64, [5], 0x2, 0x51b8_fd2e_9545_fe81),
    (.threefry, .uint8, [3, 4], 0x3, 0x3a90_7b89_72c4_ecd1),
    (.threefry, .uint16, [3, 4], 0x3, 0xa40f_e47e_6f51_57d1),
    (.threefry, .uint32, [3, 4], 0x3, 0xcdb5_8930_5bef_57d1),
    (.threefry, .uint64, [3, 4], 0x9, 0x1859_032f_9359_af1f),
    (.threefry, .uint8, [3, 5], 0x6, 0xc3c5_750f_7d49_398d),
    (.threefry, .uint16, [3, 5], 0x6, 0xf048_c6e5_0b04_968d),
    (.threefry, .uint32, [3, 5], 0x6, 0xac91_8779_0163_968d),
    (.threefry, .uint64, [3, 5], 0xc, 0x6850_ef21_05e3_d827),
    (.philox, .uint8, [], 0xfffffffffffffffe, 0xaf63_d54c_8601_e0a7),
    (.philox, .uint16, [], 0xfffffffffffffffe, 0xafcc_d54c_86b4_4ba7),
    (.philox, .uint32, [], 0xfffffffffffffffe, 0x27cc_d4b9_7d9c_4ba7),
    (.philox, .uint64, [], 0xfffffffffffffffe, 0x6cf6_20fc_7d9c_4ba7),
    (.philox, .uint8, [5], 0xffffffffffffffff, 0xf62a_0635_4bcf_380f),
    (.philox, .uint16, [5], 0xffffffffffffffff, 0x6fcb_ed30_7474_650f),
    (.philox, .uint32, [5], 0xffffffffffffffff, 0xe7e3_432f_ec8f_650f),
    (.philox, .uint64, [5], 0x0, 0x19b6_1ff4_bdf2_b87e),
    (.philox, .uint8, [3, 4], 0x0, 0x81f8_d9fc_d1c4_824c),
    (.philox, .uint16, [3, 4], 0x0, 0x77f3_5413_0394_094c),
    (.philox, .uint32, [3, 4], 0x0, 0xfbff_32a3_7141_094c),
    (.philox, .uint64, [3, 4], 0x3, 0xfc9f_9fb7_3273_f6b5),
    (.philox, .uint8, [3, 5], 0x1, 0x2d75_665a_b6ce_87d6),
    (.philox, .uint16, [3, 5], 0x1, 0x272f_28dc_c87d_09d6),
    (.philox, .uint32, [3, 5], 0x1, 0x3f13_8b2b_0253_09d6),
    (.philox, .uint64, [3, 5], 0x5, 0x4bff_9f1e_d19a_45a1),
  ]

  /// State and bits that follow a state.
  private func draw(
    _ algorithm: RandomAlgorithm, _ type: TensorType, _ state: [UInt64]
  ) throws -> (state: [UInt64], bits: [UInt64]) {
    let stateType = TensorType(.uint64, state.count)
    let builder = GraphBuilder()
    let parameter = Tracer(builder.parameter(.tensor(stateType)), in: builder)
    let (next, bits) = try parameter.randomBits(algorithm, type)
    let graph = builder.finish(results: [next.value, bits.value])
    let literal = Literal.make(stateType, state.map { Kernel.Constant(.uint64, bits: $0) })
    let results = try evaluate(graph, [literal])
    #expect(results[1].type == type)
    return (results[0].elements.map(\.bits), results[1].elements.map(\.bits))
  }

  @Test(arguments: rows.indices) func bitsAreThoseOfXLA(_ index: Int) throws {
    let row = Self.rows[index]
    let state: [UInt64] = [1 << 40 + 5, 0 &- 3]
    let (next, bits) = try draw(row.algorithm, TensorType(row.dtype, Shape(row.shape)), state)
    #expect(next == [state[0], row.counter])
    // FNV-1a over elements.
    let hash = bits.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ $1) &* 0x100_0000_01B3 }
    #expect(hash == row.hash, "\(row)")
  }

  /// The counter of philox is 128 bits long.
  @Test func aLongCounterCarries() throws {
    let type = TensorType(.uint32, 9)
    let (next, bits) = try draw(.philox, type, [7, 0 &- 2, 9])
    #expect(next == [7, 1, 10])
    // The third block is the first one of the counter that follows.
    #expect(bits[8] == (try draw(.philox, type, [7, 0, 10])).bits[0])
  }

  @Test func otherStatesAreRejected() throws {
    let builder = GraphBuilder()
    let short = Tracer(builder.parameter(.tensor(TensorType(.uint64, 1))), in: builder)
    let long = Tracer(builder.parameter(.tensor(TensorType(.uint64, 3))), in: builder)
    let type = TensorType(.uint32, 4)
    #expect(throws: JAXError.self) { try short.randomBits(.philox, type) }
    #expect(throws: JAXError.self) { try long.randomBits(.threefry, type) }
    #expect(throws: JAXError.self) { try long.randomBits(.philox, TensorType(.bool, 4)) }
  }

  @Test func noElementsTakeNoCounter() throws {
    #expect(try draw(.threefry, TensorType(.uint32, 0), [1, 2]).state == [1, 2])
    #expect(try draw(.philox, TensorType(.uint64, 0, 3), [1, 2]).state == [1, 2])
  }
}
