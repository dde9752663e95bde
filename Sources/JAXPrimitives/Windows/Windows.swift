package import JAXIR

/// Windows that walk a tensor: along axis `i` window `o` has the places `o · strides[i] + w · dilations[i]`, for
/// `w < sizes[i]`, of the tensor with `baseDilations[i] − 1` gaps between neighbours and `low[i]` and `high[i]` places
/// of padding before and after; a negative padding removes places.
package struct Windows: Hashable, Sendable {
  package var sizes: [Int] = []
  package var strides: [Int] = []
  package var dilations: [Int] = []
  package var baseDilations: [Int] = []
  package var low: [Int] = []
  package var high: [Int] = []

  package init() {}

  /// Lists that are left out are of ones, padding of zeros.
  package init(
    sizes: [Int], strides: [Int]? = nil, dilations: [Int]? = nil, baseDilations: [Int]? = nil,
    low: [Int]? = nil, high: [Int]? = nil
  ) {
    let ones = sizes.map { _ in 1 }
    self.sizes = sizes
    self.strides = strides ?? ones
    self.dilations = dilations ?? ones
    self.baseDilations = baseDilations ?? ones
    self.low = low ?? sizes.map { _ in 0 }
    self.high = high ?? sizes.map { _ in 0 }
  }

  /// The windows of each slice of a tensor with a new leading axis.
  var withLeadingAxis: Windows {
    Windows(
      sizes: [1] + sizes, strides: [1] + strides, dilations: [1] + dilations,
      baseDilations: [1] + baseDilations, low: [0] + low, high: [0] + high)
  }
}

/// A primitive whose parameters are the windows that it walks.
package protocol WindowedPrimitive: Primitive {
  var windows: Windows { get set }
}

extension WindowedPrimitive {
  package static var attributes: [Attribute<Self>] {
    [
      Attribute("sizes", \Self.windows.sizes), Attribute("strides", \Self.windows.strides),
      Attribute("dilations", \Self.windows.dilations),
      Attribute("base_dilations", \Self.windows.baseDilations),
      Attribute("low", \Self.windows.low), Attribute("high", \Self.windows.high),
    ]
  }
}

// MARK: - Extents

extension Windows {
  /// The number of windows along each axis of a tensor of `type`.
  ///
  /// - (W1) There is one of each number for each axis.
  /// - (W2) Sizes, strides and dilations are at least 1; none is beyond the extents of any tensor, nor is a padding.
  func extents(of type: TensorType) throws(JAXError) -> [Int] {
    let lists = [sizes, strides, dilations, baseDilations]
    guard (lists + [low, high]).allSatisfy({ $0.count == type.rank }) else {
      throw JAXError(.invalidArgument, "windows of \(sizes.count) axes do not walk \(type)")
    }
    guard lists.allSatisfy({ $0.allSatisfy { $0 >= 1 } }) else {
      throw JAXError(.invalidArgument, "the sizes, strides and dilations of windows are at least 1")
    }
    guard (lists + [low, high]).allSatisfy({ $0.allSatisfy { $0.magnitude <= Shape.maximumCount } }) else {
      throw JAXError(.shapeOverflow, "a window is beyond the size of any tensor")
    }
    var extents: [Int] = []
    for axis in 0..<type.rank {
      let places = try Windows.dilated(type.shape[axis], by: baseDilations[axis]) + low[axis] + high[axis]
      let size = try Windows.dilated(sizes[axis], by: dilations[axis])
      extents.append(Windows.count(places, size: size, stride: strides[axis]))
    }
    return extents
  }

  /// How many windows of `size` lie within `places`, `stride` apart.
  static func count(_ places: Int, size: Int, stride: Int) -> Int {
    let room = places - size
    return room < 0 || places <= 0 ? 0 : room / stride + 1
  }

  /// The places that `count` take with gaps between them.
  static func dilated(_ count: Int, by dilation: Int) throws(JAXError) -> Int {
    let (places, overflow) = max(count - 1, 0).multipliedReportingOverflow(by: dilation)
    guard !overflow, places < Int.max / 4 else {
      throw JAXError(.shapeOverflow, "\(count) places, \(dilation) apart, are beyond the size of any tensor")
    }
    return count == 0 ? 0 : places + 1
  }

  /// The axes along which a window has more than one place.
  var walked: [Int] { sizes.indices.filter { sizes[$0] > 1 } }
}

// MARK: - Elements

extension Windows {
  /// The index, clamped, of the element at place `offset` of window `window`, each by axis, in a tensor of `shape`, and
  /// whether there is one; nil when there always is.
  func place(
    _ window: [AffineIndex], _ offset: [AffineIndex], in shape: Shape, count: [Int], _ builder: KernelBuilder
  ) -> (index: [AffineIndex], isInside: Scalar?) {
    var isInside: Scalar?
    func require(_ condition: Scalar) { isInside = isInside.map { $0 & condition } ?? condition }
    let index = shape.extents.indices.map { axis -> AffineIndex in
      let step = baseDilations[axis]
      // Of one window, or one place in it, the distance to the next says nothing, and it may be huge.
      let start = count[axis] > 1 ? window[axis] * strides[axis] : AffineIndex()
      let inner = sizes[axis] > 1 ? offset[axis] * dilations[axis] : AffineIndex()
      let place = start + inner + -low[axis]
      let last = (shape[axis] - 1) * step
      let greatest = max(count[axis] - 1, 0) * strides[axis] + (sizes[axis] - 1) * dilations[axis] - low[axis]
      if low[axis] > 0 { require(builder.value(of: place).compare(.greaterEqual, 0)) }
      if greatest > last {
        require(builder.value(of: place).compare(.lessEqual, builder.value(of: AffineIndex(offset: last))))
      }
      let (quotient, remainder) = builder.divide(place, by: step)
      if step > 1 { require(builder.value(of: remainder).compare(.equal, 0)) }
      return builder.clamp(quotient, to: 0...max(shape[axis] - 1, 0))
    }
    return (index, isInside)
  }

  /// A reduction over the places of a window in row-major order, one after the other.
  func reduce(
    in builder: KernelBuilder, from initial: [Scalar], elements: ([AffineIndex]) -> [Scalar],
    combine: ([Scalar], [Scalar]) -> [Scalar]
  ) -> [Scalar] {
    let walked = walked
    let domain = walked.isEmpty ? [1] : walked.map { sizes[$0] }
    return builder.reduce(over: domain.map(Kernel.Bound.constant), lanes: 1, from: initial) { indices in
      var offset = [AffineIndex](repeating: AffineIndex(), count: sizes.count)
      for (axis, index) in zip(walked, indices) { offset[axis] = index.index }
      return elements(offset)
    } combine: {
      combine($0, $1)
    }
  }
}
