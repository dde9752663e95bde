import Testing

@testable import Benchmarks

@Suite struct BarChartTests {
  let svg = BarChart(LabResults(jsonLines: SampleResults.lines)).svg

  @Test func aRowForEachWorkload() {
    #expect(svg.hasPrefix("<svg ") && svg.hasSuffix("</svg>\n"))
    for text in [">w1<", ">w&lt;2<", ">×4.00<", ">×0.25<", ">40 %<", ">30 %<"] {
      #expect(svg.contains(text), "\(text)")
    }
    // The background, and two bars for each workload.
    #expect(svg.split(separator: "<rect").count - 1 == 5)
    #expect(svg.split(separator: "<circle").count - 1 == 2)
  }

  /// Bars have lengths, also those to the left and those of more than 100 %.
  @Test func lengthsAreNotNegative() throws {
    let widths = svg.split(separator: "<rect").dropFirst(2).compactMap { element in
      element.split(separator: "width=\"").last.flatMap { Double($0.prefix { $0 != "\"" }) }
    }
    #expect(widths.count == 4)
    #expect(widths.allSatisfy { $0 > 0 && $0 < 400 })
  }

  @Test func tagsAreClosed() {
    let opened = svg.split(separator: "<text").count - 1
    #expect(opened == svg.split(separator: "</text>").count - 1)
  }

  @Test func nothingToDrawIsAnEmptyChart() {
    #expect(BarChart(LabResults(jsonLines: "")).svg.hasSuffix("</svg>\n"))
  }
}
