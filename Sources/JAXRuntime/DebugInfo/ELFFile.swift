import Glibc

/// The sections of an executable or a shared library, mapped for as long as the process lives.
struct ELFFile {
  private let sections: [String: UnsafeRawBufferPointer]

  /// Nil when the file cannot be read or is not 64-bit little-endian ELF.
  init?(path: String) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size >= 64,
      let address = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, descriptor, 0),
      address != MAP_FAILED
    else { return nil }
    let bytes = UnsafeRawBufferPointer(start: address, count: Int(status.st_size))
    guard bytes.starts(with: [0x7F, 0x45, 0x4C, 0x46, 2, 1]) else {
      munmap(address, bytes.count)
      return nil
    }
    sections = Self.sections(of: bytes)
  }

  /// The contents of a section, or nil when there is none or it is compressed.
  subscript(name: String) -> UnsafeRawBufferPointer? { sections[name] }

  private static func sections(of bytes: UnsafeRawBufferPointer) -> [String: UnsafeRawBufferPointer] {
    var header = ByteReader(bytes, at: 0x28)
    let tableOffset = Int(truncatingIfNeeded: header.u64())
    header.position = 0x3A
    let (entrySize, count, namesIndex) = (header.u16(), header.u16(), header.u16())

    func section(_ index: Int) -> (name: Int, contents: UnsafeRawBufferPointer)? {
      var entry = ByteReader(bytes, at: tableOffset + index * entrySize)
      let name = entry.u32()
      let type = entry.u32()
      let flags = entry.u64()
      _ = entry.u64()
      let (offset, size) = (entry.u64(), entry.u64())
      let (isEmpty, isCompressed) = (type == 8, flags & 0x800 != 0)
      guard !isEmpty, !isCompressed, offset <= bytes.count, size <= UInt64(bytes.count) - offset else {
        return nil
      }
      return (name, UnsafeRawBufferPointer(rebasing: bytes[Int(offset)..<Int(offset + size)]))
    }

    guard tableOffset > 0, tableOffset < bytes.count, let names = section(namesIndex)?.contents else {
      return [:]
    }
    var sections: [String: UnsafeRawBufferPointer] = [:]
    for index in 0..<count {
      guard let (name, contents) = section(index) else { continue }
      var reader = ByteReader(names, at: name)
      sections[reader.string()] = contents
    }
    return sections
  }
}
