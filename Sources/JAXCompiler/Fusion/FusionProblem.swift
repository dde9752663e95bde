/// Why two clusters are not one kernel.
package enum FusionProblem: Error, Hashable {
  /// Together they would be too large to compile in time.
  case tooLarge
  /// One reads the other's results at other indices than those at which they are computed.
  case otherIndex
  /// A primitive with loops of its own reads the operand, each element so many times.
  case ownLoops(name: String, reads: Int)
  /// A primitive that is steps of the program by itself.
  case ownSteps(name: String)
  /// A primitive with loops of its own makes one element of its result after the other, not what this needs.
  case elementsOnly(name: String)
  /// It changes single elements of a tensor in place.
  case update(name: String)
  /// The rows that would not go through memory are smaller than what a product would read again for each block.
  case smallRows(byteCount: Int, factorByteCount: Int)
  /// What a product would read again for each block of rows does not stay near.
  case farFactor(byteCount: Int)
  /// It is read elsewhere too, so it goes through memory anyway.
  case needed
  /// Each has loops of its own.
  case bothOwnLoops
  /// Something that neither of them holds must run between the two.
  case between
  /// The loops that all members share would run less often than there is work for threads and vectors.
  case fewShared(count: Int)
  /// A row is longer than what stays near while it is walked again.
  case longRow(byteCount: Int)
  /// What one walks along rows the other walks along columns.
  case loopOrder
  /// They read nothing in common but the small result that goes from one to the other.
  case nothingShared
  /// Operations on one number per row would run without vectors for longer than the row takes.
  case scalarWork
  /// It has effects, or is called outside of the program.
  case effect
}
