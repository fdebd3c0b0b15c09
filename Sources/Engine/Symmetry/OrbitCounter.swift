/// Makes a worker's states canonical, and counts what they stand for.
final class OrbitCounter {
  private let canonicalizer: Canonicalizer
  private var total: Int? = 0

  init(_ tables: SymmetryTables) { canonicalizer = Canonicalizer(tables) }

  var byteCount: Int { canonicalizer.byteCount }

  var represented: RepresentedStates {
    let isExact = canonicalizer.inexactCount == 0
    return RepresentedStates(states: isExact ? total : nil, isExact: isExact)
  }

  func canonicalize(_ batch: inout SuccessorBatch) {
    for index in 0..<batch.count where canonicalizer.canonicalize(batch.table(at: index)) {
      batch.rehash(at: index)
    }
  }

  /// Adds the orbits of states that are new.
  func count(_ run: StateRun) {
    for index in 0..<run.count {
      guard let known = total, let size = canonicalizer.orbitSize(of: run[index].table) else {
        total = nil
        return
      }
      let (sum, overflow) = known.addingReportingOverflow(size)
      total = overflow ? nil : sum
    }
  }
}

extension RepresentedStates {
  /// What the states of two workers stand for.
  func joined(with other: RepresentedStates) -> RepresentedStates {
    var joined = self
    joined.isExact = isExact && other.isExact
    joined.states = nil
    if let states, let others = other.states {
      let (sum, overflow) = states.addingReportingOverflow(others)
      joined.states = overflow ? nil : sum
    }
    return joined
  }
}
