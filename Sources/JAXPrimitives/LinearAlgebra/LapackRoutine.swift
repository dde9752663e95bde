package import JAXIR

/// A routine of LAPACK and its parameters, as XLA's foreign functions `lapack_…_ffi` name them.
package struct LapackRoutine: Hashable, Sendable {
  package var name: Name
  /// The values of `name.parameters`, in order: the ASCII code of a letter, an integer, 0 or 1.
  package var arguments: [Int]

  package init(_ name: Name, _ arguments: Int...) {
    self.init(name, arguments: arguments)
  }

  /// - Precondition: there is a value for each parameter.
  package init(_ name: Name, arguments: [Int]) {
    precondition(arguments.count == name.parameters.count, "the parameters of \(name)")
    self.name = name
    self.arguments = arguments
  }

  /// The same with letters alone: `LapackRoutine(.syevd, "VL")`.
  package init(_ name: Name, _ letters: String) {
    self.init(name, arguments: letters.utf8.map(Int.init))
  }

  /// The value of the parameter of that name.
  /// - Precondition: the routine has it.
  package subscript(parameter: String) -> Int {
    arguments[name.parameters.firstIndex { $0.name == parameter }!]
  }

  /// The names of real routines, without the letter of the dtype.
  package enum Name: String, CaseIterable, Hashable, Sendable, AttributeValue {
    /// Triangular factors of Hermitian matrices.
    case potrf
    /// LU factors with row exchanges.
    case getrf
    /// QR factors; the same with column exchanges.
    case geqrf, geqp3
    /// The columns of Q; the product with Q.
    case orgqr, ormqr
    /// Triangular systems.
    case trsm
    /// Tridiagonal systems.
    case gtsv
    /// Eigenvalues and eigenvectors of Hermitian matrices, of any square matrix.
    case syevd, geev
    /// Singular values: by divide and conquer, by QR iteration.
    case gesdd, gesvd
    /// The Schur form, the Hessenberg form, the tridiagonal form.
    case gees, gehrd, sytrd
  }

  package struct Parameter: Hashable, Sendable {
    package let name: String
    package let kind: Kind

    package enum Kind: Hashable, Sendable {
      /// One of these.
      case letter(String)
      case integer
      case flag
    }

    init(_ name: String, _ kind: Kind) {
      self.name = name
      self.kind = kind
    }

    /// Whether the parameter may have this value.
    package func takes(_ value: Int) -> Bool {
      switch kind {
      case .letter(let letters): letters.utf8.contains { Int($0) == value }
      case .integer: Int32(exactly: value) != nil
      case .flag: value == 0 || value == 1
      }
    }
  }
}

extension LapackRoutine.Name {
  /// What XLA's foreign function of the routine is told, by name.
  package var parameters: [LapackRoutine.Parameter] {
    let uplo = LapackRoutine.Parameter("uplo", .letter("LU"))
    return switch self {
    case .getrf, .geqrf, .geqp3, .orgqr, .gtsv: []
    case .potrf, .sytrd: [uplo]
    case .ormqr: [.init("left", .flag), .init("transpose", .flag)]
    case .trsm:
      [
        .init("diag", .letter("NU")), .init("side", .letter("LR")), .init("trans_x", .letter("NTC")), uplo,
      ]
    case .syevd: [.init("mode", .letter("NV")), uplo]
    case .geev: [.init("compute_left", .letter("NV")), .init("compute_right", .letter("NV"))]
    case .gesdd, .gesvd: [.init("mode", .letter("ASN"))]
    case .gees: [.init("mode", .letter("NV")), .init("sort", .letter("N"))]
    case .gehrd: [.init("low", .integer), .init("high", .integer)]
    }
  }

  /// Which operands have a result that may take their memory: that of the same number in `aliasedResults`.
  package var aliases: [(operand: Int, result: Int)] {
    switch self {
    case .geev: []
    case .trsm: [(1, 0)]
    case .ormqr: [(2, 0)]
    case .geqp3: [(0, 0), (1, 1)]
    case .gtsv: [(0, 0), (1, 1), (2, 2), (3, 3)]
    default: [(0, 0)]
    }
  }

  /// `sgesdd` for `gesdd` of `float32`, `zungqr` for `orgqr` of `complex128`.
  /// - Returns: nil for a dtype that LAPACK does not compute in.
  package func symbol(for dtype: DType) -> String? {
    guard let letter = Self.letters[dtype] else { return nil }
    let name: String =
      switch self {
      case .orgqr, .ormqr: dtype.isComplex ? "un" + rawValue.dropFirst(2) : rawValue
      case .syevd, .sytrd: dtype.isComplex ? "he" + rawValue.dropFirst(2) : rawValue
      default: rawValue
      }
    return letter + name
  }

  private static let letters: [DType: String] = [
    .float32: "s", .float64: "d", .complex64: "c", .complex128: "z",
  ]

  /// The name under which XLA calls it: `lapack_sgesdd_ffi`.
  package func target(for dtype: DType) -> String? { symbol(for: dtype).map { "lapack_\($0)_ffi" } }

  /// The routine, and the dtype that it computes in, of such a name.
  package static func named(target: String) -> (name: Self, dtype: DType)? {
    for name in allCases {
      for dtype in letters.keys where name.target(for: dtype) == target { return (name, dtype) }
    }
    return nil
  }
}

extension LapackRoutine: AttributeValue {
  /// `getrf`, `syevd mode V uplo L`, `gehrd low 1 high 4`
  package var text: String {
    zip(name.parameters, arguments).reduce(name.rawValue) { text, pair in
      let (parameter, value) = pair
      switch parameter.kind {
      case .letter: return text + " \(parameter.name) \(Unicode.Scalar(UInt8(value)))"
      case .integer: return text + " \(parameter.name) \(value)"
      case .flag: return text + " \(parameter.name) \(value == 1)"
      }
    }
  }

  package init(from reader: inout TextReader) throws(JAXError) {
    name = try Name(from: &reader)
    arguments = []
    for parameter in name.parameters {
      try reader.expect(parameter.name)
      switch parameter.kind {
      case .letter(let letters):
        let token = reader.token
        let word = try reader.identifier("a letter")
        guard word.utf8.count == 1, parameter.takes(Int(word.utf8.first!)) else {
          throw reader.error("expected one of \(letters), not '\(word)'", at: token)
        }
        arguments.append(Int(word.utf8.first!))
      case .integer:
        let token = reader.token
        arguments.append(try reader.integer())
        guard parameter.takes(arguments.last!) else {
          throw reader.error("an integer that does not fit 32 bits", at: token)
        }
      case .flag: arguments.append(try reader.boolean() ? 1 : 0)
      }
    }
  }
}
