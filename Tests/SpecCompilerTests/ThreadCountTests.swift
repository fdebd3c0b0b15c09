import Engine
import MeshCheck
import SpecCompiler
import SpecLanguage
import TestSupport
import Testing

/// What a search of the corpus finds does not depend on how many threads it has.
@Suite("Searching the corpus by several threads")
struct ThreadCountTests {
  /// A debug build sees the first levels of the large specs: those up to about so many states.
  private static let statesMax = 3000

  private func explore(
    _ compiled: CompiledSpec, _ symmetry: SymmetryPlan?, threads: Int, limits: ExplorationLimits
  ) -> Exploration {
    var settings = SearchSettings(threadCount: threads)
    // Also levels are shared that would be too small to be worth it.
    settings.sharedLevelMin = 40
    let explorer = Explorer(
      program: compiled.program, limits: limits, symmetry: symmetry, settings: settings)
    return explorer.explore()
  }

  @Test("gives what one thread gives", arguments: Corpus.specs)
  func corpus(path: String) throws {
    let loaded = SpecLoader(read: Corpus.files.read).load(path: path)
    let spec = try #require(check(loaded).spec)
    if spec.variables.isEmpty { return }
    let compiled = try #require(compile(spec).program)
    compare(compiled, nil)
    if let plan = compiled.symmetry.plan { compare(compiled, plan) }
  }

  private func compare(_ compiled: CompiledSpec, _ symmetry: SymmetryPlan?) {
    var limits = ExplorationLimits(statesMax: Self.statesMax, memoryBytesMax: 1 << 30)
    // Of a level that was cut off it is unspecified what was seen: so whole levels are compared.
    let cut = explore(compiled, symmetry, threads: 1, limits: limits)
    limits = ExplorationLimits(
      depthMax: cut.isComplete ? nil : max(cut.depth - 1, 0), memoryBytesMax: 1 << 30)
    let one = ExplorationOutcome(explore(compiled, symmetry, threads: 1, limits: limits))
    for threads in [2, 3, 8] {
      let several = explore(compiled, symmetry, threads: threads, limits: limits)
      let way = symmetry == nil ? "every state" : "by symmetry"
      #expect(ExplorationOutcome(several) == one, "\(threads) threads, \(way)")
    }
  }
}
