import Testing

@testable import Benchmarks

@Suite struct TableTests {
  @Test func columnsAreAsWideAsTheyNeed() {
    var table = Table([("name", .left), ("time", .right)])
    table.append(["a", "1 ns"])
    table.append(["longer", "10 µs"])
    #expect(table.text == "name     time\na        1 ns\nlonger  10 µs")
    #expect(table.markdown == "| name | time |\n| --- | --: |\n| a | 1 ns |\n| longer | 10 µs |")
  }

  @Test func numbersHaveThreeDigits() {
    let times = [0.5, 95.34, 999.4, 999.6, 1_250, 99_949, 340e6, 12e9].map(Format.time(nanoseconds:))
    #expect(
      times == ["0.50 ns", "95.3 ns", "999 ns", "1.00 µs", "1.25 µs", "99.9 µs", "340 ms", "12.0 s"])
    #expect(
      [0.054, 1, 9.996, 99.96, 123.4].map(Format.ratio) == ["×0.05", "×1.00", "×10.0", "×100", "×123"])
    #expect(Format.digits(.infinity) == "inf")
  }
}
