/// Builds shortest paths without the search having kept where any state came from.
///
/// The levels of the search are known. So for a state of level n a predecessor is looked for among
/// the states of level n - 1, whose steps are taken again, and so on down to an initial state. All
/// paths are built in one descent, which costs at most one search without a store. Links to parents
/// would cost four bytes a state in every search, also for those that find nothing.
struct PathBuilder {
  /// A path in the making, from its end.
  private struct Path {
    var head: [UInt64]
    var level: Int
    var reversed: [EngineStep] = []
  }

  private let linked: LinkedProgram
  private let symmetry: SymmetryTables?
  /// By level: the ranges of states that were to be expanded.
  private let levels: [[Range<Int>]]
  private var paths: [Path] = []

  init(_ linked: LinkedProgram, _ symmetry: SymmetryTables?, levels: [[Range<Int>]]) {
    self.linked = linked
    self.symmetry = symmetry
    self.levels = levels
  }

  /// Asks for a path to a state of a level; its number is the index into what `build` returns.
  mutating func add(_ state: [UInt64], level: Int) -> Int {
    paths.append(Path(head: state, level: level))
    return paths.count - 1
  }

  /// With symmetry, paths through canonical states: each step leads to a state that the next is the
  /// canonical form of.
  ///
  /// - Complexity: O(transitions below the deepest level asked for).
  consuming func build(from store: StateStore) -> [[EngineStep]] {
    var finder = PredecessorFinder(linked, symmetry)
    let deepest = paths.map(\.level).max() ?? 0
    for level in stride(from: deepest, to: 0, by: -1) {
      descend(from: level, of: store, &finder)
    }
    return paths.map { path in
      [EngineStep(action: nil, choices: [], state: path.head)] + path.reversed.reversed()
    }
  }

  /// Gives every path whose head is on `level` its step from the level before.
  private mutating func descend(
    from level: Int, of store: StateStore, _ finder: inout PredecessorFinder
  ) {
    var targets = PredecessorTargets(linked.keyShape)
    var waiting: [(path: Int, target: Int)] = []
    for index in paths.indices where paths[index].level == level {
      waiting.append((index, targets.add(paths[index].head)))
    }
    for range in levels[level - 1] {
      store.forEachRun(of: range) { finder.find(&targets, from: $0) }
    }
    for (path, target) in waiting {
      guard let step = targets.best[target] else {
        preconditionFailure("a state of level \(level) has no predecessor")
      }
      paths[path].reversed.append(
        EngineStep(action: step.action, choices: step.choices, state: paths[path].head))
      paths[path].head = step.source
      paths[path].level = level - 1
    }
  }
}
