package import Engine

/// Programs with what bytecode found of them, to be compared with what native code finds.
///
/// All go through the C compiler together: starting it takes longer than one small program does.
package struct NativeComparison {
  private struct Entry {
    var name: String
    var program: Program
    var limits: ExplorationLimits
    var expected: String
    var liveness: LivenessTask?
    var answers: [LivenessAnswer] = []
  }

  private var entries: [Entry] = []

  package init() {}

  package mutating func add(
    _ name: String, _ program: Program, _ limits: ExplorationLimits,
    expecting exploration: Exploration
  ) {
    entries.append(
      Entry(name: name, program: program, limits: limits, expected: exploration.summary))
  }

  /// The same with questions about runs.
  package mutating func add(
    _ name: String, _ program: Program, _ limits: ExplorationLimits, _ liveness: LivenessTask?,
    expecting exploration: Exploration
  ) {
    entries.append(
      Entry(
        name: name, program: program, limits: limits, expected: exploration.summary,
        liveness: liveness, answers: exploration.liveness))
  }

  /// Explores with bytecode and takes note of that. Of a level that is not seen whole, how much is
  /// seen depends on how it is gone through: the search then goes to the level before.
  package mutating func add(_ name: String, _ program: Program, statesMax: Int?) {
    var limits = ExplorationLimits(statesMax: statesMax, memoryBytesMax: 256 << 20)
    var exploration = Explorer(program: program, limits: limits).explore()
    if !exploration.isComplete {
      limits = ExplorationLimits(
        depthMax: max(exploration.depth - 1, 0), memoryBytesMax: 256 << 20)
      exploration = Explorer(program: program, limits: limits).explore()
    }
    add(name, program, limits, expecting: exploration)
  }

  /// The names of those where native code finds something else, with all that both found.
  package func differences(
    isOptimized: Bool = false, isMerged: Bool = false
  ) throws(NativeError) -> [String] {
    let natives = try NativeBuild.programs(
      entries.map(\.program), isOptimized: isOptimized, isMerged: isMerged)
    var differences: [String] = []
    for (entry, native) in zip(entries, natives) {
      let exploration = Explorer(native: native, limits: entry.limits)
        .explore(liveness: entry.liveness)
      if exploration.liveness != entry.answers {
        differences.append(
          "\(entry.name): bytecode \(entry.answers), native code \(exploration.liveness)")
      }
      let found = exploration.summary
      if found != entry.expected {
        differences.append("\(entry.name): bytecode \(entry.expected), native code \(found)")
      }
    }
    return differences
  }
}
