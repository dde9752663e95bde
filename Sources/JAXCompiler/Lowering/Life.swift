/// The positions of a program over which a buffer holds something that is read later.
struct Life: Hashable {
  /// Ascending and apart.
  private(set) var spans: [ClosedRange<Int>]

  init(_ spans: [ClosedRange<Int>]) { self.spans = spans }

  /// The first position; there must be one.
  var start: Int { spans[0].lowerBound }
  /// The last position; there must be one.
  var end: Int { spans[spans.count - 1].upperBound }

  func begins(at position: Int) -> Bool { spans.contains { $0.lowerBound == position } }
  func ends(at position: Int) -> Bool { spans.contains { $0.upperBound == position } }

  /// A position at which one of two lives ends and the other begins.
  struct Meeting: Hashable {
    let position: Int
    let isFirstEnding: Bool
  }

  /// Where two lives meet; nil if they have more in common than that.
  func meetings(with other: Life) -> [Meeting]? {
    var meetings: [Meeting] = []
    var (i, j) = (0, 0)
    while i < spans.count, j < other.spans.count {
      let (a, b) = (spans[i], other.spans[j])
      if a.overlaps(b) {
        if a.lowerBound < a.upperBound, a.upperBound == b.lowerBound {
          meetings.append(Meeting(position: a.upperBound, isFirstEnding: true))
        } else if b.lowerBound < b.upperBound, b.upperBound == a.lowerBound {
          meetings.append(Meeting(position: b.upperBound, isFirstEnding: false))
        } else {
          return nil
        }
      }
      if a.upperBound < b.upperBound { i += 1 } else { j += 1 }
    }
    return meetings
  }

  /// Adds what `other` lives.
  mutating func formUnion(_ other: Life) {
    var union: [ClosedRange<Int>] = []
    for span in (spans + other.spans).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = union.last, span.lowerBound <= last.upperBound {
        union[union.count - 1] = last.lowerBound...max(last.upperBound, span.upperBound)
      } else {
        union.append(span)
      }
    }
    spans = union
  }
}
