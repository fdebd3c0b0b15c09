package import Engine

extension Exploration {
  /// All that the search found out, but for what depends on the machine and the moment.
  package var summary: String {
    var exploration = self
    exploration.elapsed = .zero
    exploration.peakBytes = 0
    exploration.tier = .bytecode
    exploration.compilation = nil
    exploration.nativeFailure = nil
    let cases = exploration.casesSeen.map { $0.sorted() }
    exploration.casesSeen = []
    return "\(cases) \(exploration)"
  }
}
