import Glibc
package import JAXIR

/// Whole files, read and written; every error names the path.
package enum FileIO {
  /// The contents of the file at `path`.
  ///
  /// - Throws: `fileError`.
  package static func read(_ path: String) throws(JAXError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure("cannot open", path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure("cannot read", path) }
    guard status.st_mode & S_IFMT != S_IFDIR else {
      throw JAXError(.fileError, "cannot read '\(printable(path))': it is a directory")
    }
    // The size is a hint: a pipe has none, and a file may grow or shrink meanwhile.
    let hint = max(Int(status.st_size), 0) + 1
    var contents: [UInt8] = []
    contents.reserveCapacity(min(hint, 1 << 30))
    let chunkSize = min(max(hint, 4096), 1 << 24)
    var chunk = [UInt8](repeating: 0, count: chunkSize)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunkSize)
      if count == 0 { return contents }
      if count > 0 {
        contents.append(contentsOf: chunk[..<count])
      } else if errno != EINTR {
        throw failure("cannot read", path)
      }
    }
  }

  /// Replaces the file at `path` by one with these contents: all of it or nothing.
  ///
  /// A new file is written beside it and renamed. What is not a regular file, such as a terminal, is written in
  /// place.
  /// - Throws: `fileError`; the old file is then untouched.
  package static func write(_ contents: [UInt8], to path: String) throws(JAXError) {
    var status = stat()
    let exists = stat(path, &status) == 0
    if exists, status.st_mode & S_IFMT == S_IFDIR {
      throw JAXError(.fileError, "cannot write '\(printable(path))': it is a directory")
    }
    if exists, status.st_mode & S_IFMT != S_IFREG {
      let descriptor = open(path, O_WRONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw failure("cannot write", path) }
      try fill(descriptor, with: contents, path: path, temporary: nil)
      return
    }
    // Through a symbolic link the file is replaced, not the link.
    let target = exists ? resolved(path) : path
    let temporary = "\(target).\(getpid()).\(UInt32.random(in: .min ... .max)).tmp"
    let mode = exists ? status.st_mode & 0o777 : 0o666
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw failure("cannot write", path) }
    try fill(descriptor, with: contents, path: path, temporary: temporary)
    guard rename(temporary, target) == 0 else {
      let error = failure("cannot write", path)
      unlink(temporary)
      throw error
    }
  }

  /// The names of the files in the directory at `path`, in no order.
  ///
  /// - Throws: `fileError`.
  package static func list(_ path: String) throws(JAXError) -> [String] {
    guard let directory = opendir(path) else { throw failure("cannot read directory", path) }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  /// Creates the directory at `path` and those above it, as far as they are missing.
  ///
  /// - Throws: `fileError`.
  package static func createDirectory(_ path: String) throws(JAXError) {
    var prefix = path.hasPrefix("/") ? "/" : ""
    for component in path.split(separator: "/") {
      prefix += prefix.isEmpty || prefix == "/" ? component : "/\(component)"
      if mkdir(prefix, 0o777) != 0, errno != EEXIST { throw failure("cannot create", prefix) }
    }
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw JAXError(.fileError, "cannot create '\(printable(path))': a file of that name exists")
    }
  }

  /// Writes everything and closes; removes `temporary` when it fails.
  private static func fill(
    _ descriptor: Int32, with contents: [UInt8], path: String, temporary: String?
  ) throws(JAXError) {
    var written = 0
    while written < contents.count {
      let count = contents.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress! + written, contents.count - written)
      }
      if count > 0 {
        written += count
      } else if errno != EINTR {
        let error = failure("cannot write", path)
        close(descriptor)
        if let temporary { unlink(temporary) }
        throw error
      }
    }
    // Some file systems report a full disk only here.
    guard close(descriptor) == 0 else {
      let error = failure("cannot write", path)
      if let temporary { unlink(temporary) }
      throw error
    }
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// What the last system call said.
  private static func failure(_ what: String, _ path: String) -> JAXError {
    let reason = String(cString: strerror(errno))
    return JAXError(.fileError, "\(what) '\(printable(path))': \(reason)")
  }

  /// A path fit for a message: one line, not endless.
  private static func printable(_ path: String) -> String {
    let escaped = path.unicodeScalars.map { scalar in
      scalar.value < 32 || scalar.value == 127 ? scalar.escaped(asASCII: true) : String(scalar)
    }
    let text = escaped.joined()
    return text.count <= 200 ? text : text.prefix(200) + "…"
  }
}
