import JAX
import Testing

@testable import Benchmarks

@Suite struct JSONReaderTests {
  @Test(arguments: [
    "null", "true", "false", "0", "-1.5", "1e+300", "\"\"", "[]", "{}", "[1,[2,{\"a\":null}]]",
    "{\"name\":\"a\\\"b\\\\c\\n\\u0001é\",\"list\":[0.5,true,null]}",
  ])
  func whatIsReadIsWrittenTheSame(_ text: String) throws {
    #expect("\(try JSON(parsing: text))" == text)
  }

  @Test func spaceAndEscapes() throws {
    let value = try JSON(parsing: " { \"a\" : [ 1 , 2 ] ,\r\n\t\"b\":\"\\u00e9\\ud83d\\ude00\\/\\t\" } ")
    #expect(value["a"] == .array([.number(1), .number(2)]))
    #expect(value["b"]?.string == "é😀/\t")
  }

  /// Numbers that Python writes though JSON has none.
  @Test func notNumbersAreNull() throws {
    #expect(try JSON(parsing: "[NaN,Infinity,-Infinity]") == .array([.null, .null, .null]))
  }

  @Test(arguments: [
    "", "{", "[1,]", "[1", "{\"a\" 1}", "{a:1}", "\"x", "\"\\u12\"", "\"\\", "tru", "1 2", "-", "+", ".",
    String(repeating: "[", count: 100_000),
  ])
  func mistakesAreErrors(_ text: String) {
    #expect(throws: JAXError.self) { try JSON(parsing: text) }
  }

  @Test func linesThatAreNoObjectsAreLeftOut() {
    let lines = JSON.lines("compiling\n{\"a\":1}\n[1]\n{broken\n\n{\"a\":2}")
    #expect(lines.map { $0["a"]?.number } == [1, 2])
  }
}
