import CJAXRuntime
import JAXIR
import Testing

@testable import JAX

private struct Probe {
  let location: Location
  @inline(never) @_optimize(none) static prefix func - (probe: Probe) -> Probe {
    Probe(location: .call(returningTo: JAXReturnAddress()))
  }
}

@Suite struct CallSiteTests {
  @Test func operatorsPrintLikeFileID() {
    let negated = -Probe(location: .unknown)
    #expect(negated.location.description.hasPrefix("\(#fileID):\(#line - 1):"))
  }

  @Test(arguments: [
    ("/a/Sources/App/main.swift", "App/main.swift"), ("/a/Tests/AppTests/Deep/X.swift", "AppTests/X.swift"),
    ("/a/b/x.swift", "b/x.swift"), ("x.swift", "x.swift"), ("/a/Sources/x.swift", "Sources/x.swift"),
    ("", ""),
  ])
  func pathsBecomeFileIDs(path: String, fileID: String) {
    #expect(CallSite.fileID(of: path) == fileID)
  }

  @Test func anAddressOutsideEveryFileSaysSo() {
    #expect(Location.call(returningTo: 1).description == "unknown line")
  }
}
