import Testing

@testable import Benchmarks

@Suite struct JSONTests {
  @Test func writing() {
    let value: JSON = [
      "name": "a\"b\\c\n\u{1}é", "count": .number(3), "list": .array([.number(0.5), true, .null]),
    ]
    #expect("\(value)" == #"{"name":"a\"b\\c\n\u0001é","count":3,"list":[0.5,true,null]}"#)
    #expect("\(JSON.number(.infinity))" == "null")
    #expect("\(JSON.number(1e300))" == "1e+300")
  }

  @Test func members() {
    let value: JSON = ["a": .number(1), "b": "x"]
    #expect(value["a"]?.number == 1)
    #expect(value["b"]?.string == "x")
    #expect(value["c"] == nil)
    #expect("\(value.merging(["b": "y", "c": true]))" == #"{"a":1,"b":"y","c":true}"#)
  }
}
