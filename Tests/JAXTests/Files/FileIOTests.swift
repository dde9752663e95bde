import Glibc
import JAXIR
import Testing

@testable import JAX

/// A fresh directory, removed with what the test wrote into it.
private func withDirectory(_ body: (String) throws -> Void) throws {
  var template = Array("/tmp/jax-files-XXXXXX".utf8CString)
  let path = String(cString: mkdtemp(&template))
  defer {
    for name in ["a", "b", "link"] { unlink("\(path)/\(name)") }
    rmdir("\(path)/c/d")
    rmdir("\(path)/c")
    rmdir(path)
  }
  try body(path)
}

@Suite struct FileIOTests {
  @Test func whatIsWrittenIsRead() throws {
    try withDirectory { directory in
      for count in [0, 1, 5000, 100_000] {
        let contents = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
        try FileIO.write(contents, to: "\(directory)/a")
        #expect(try FileIO.read("\(directory)/a") == contents)
      }
      // Nothing temporary is left: only then can the directory be removed.
      unlink("\(directory)/a")
      #expect(rmdir(directory) == 0)
    }
  }

  @Test func aLinkIsWrittenThrough() throws {
    try withDirectory { directory in
      try FileIO.write([1], to: "\(directory)/a")
      symlink("a", "\(directory)/link")
      try FileIO.write([2], to: "\(directory)/link")
      #expect(try FileIO.read("\(directory)/a") == [2])
    }
  }

  @Test func aDeviceIsWrittenInPlace() throws {
    try FileIO.write([1, 2, 3], to: "/dev/null")
    var status = stat()
    #expect(stat("/dev/null", &status) == 0)
    #expect(status.st_mode & S_IFMT == S_IFCHR)
  }

  @Test func directoriesAreCreated() throws {
    try withDirectory { directory in
      try FileIO.createDirectory("\(directory)/c/d")
      try FileIO.createDirectory("\(directory)/c/d/")
      try FileIO.write([1], to: "\(directory)/a")
      #expect(throws: JAXError.self) { try FileIO.createDirectory("\(directory)/a") }
      #expect(throws: JAXError.self) { try FileIO.createDirectory("\(directory)/a/b") }
    }
  }

  @Test func errorsNameThePath() throws {
    try withDirectory { directory in
      let missing = try #require(throws: JAXError.self) { try FileIO.read("\(directory)/none") }
      #expect(missing.code == .fileError)
      #expect(missing.message == "cannot open '\(directory)/none': No such file or directory")
      let isDirectory = try #require(throws: JAXError.self) { try FileIO.read(directory) }
      #expect(isDirectory.message == "cannot read '\(directory)': it is a directory")
      let unwritable = try #require(throws: JAXError.self) {
        try FileIO.write([1], to: "\(directory)/none/file")
      }
      #expect(unwritable.message == "cannot write '\(directory)/none/file': No such file or directory")
      #expect(throws: JAXError.self) { try FileIO.write([1], to: directory) }
      let full = try #require(throws: JAXError.self) { try FileIO.write([1], to: "/dev/full") }
      #expect(full.message == "cannot write '/dev/full': No space left on device")
    }
  }
}
