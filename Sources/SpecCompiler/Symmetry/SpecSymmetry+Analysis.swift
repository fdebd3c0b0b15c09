import Engine
import SourceText
import SpecLanguage

extension SpecSymmetry {
  /// More than these the engine does not exchange.
  private static let sortsMax = 64

  init(
    _ spec: TypedSpec, _ layout: TypeLayout, _ shape: StateShape, checks: [CheckInformation],
    sites: [SiteInformation]
  ) {
    let use = EntityUse(spec)
    let types = spec.variables.map(\.type) + spec.actions.flatMap { $0.parameters.map(\.type) }
    let used = types.reduce(into: Set<EntityID>()) { $0.formUnion(use.entities(in: $1)) }
    let candidates = spec.entities.indices.map(EntityID.init(index:)).filter {
      spec.entities[$0.index].count > 1 && used.contains($0)
    }
    guard !candidates.isEmpty else {
      self.init(
        sorts: [], plan: nil, sensitiveSpans: [], sensitiveProperties: [], uncertainBranches: [])
      return
    }
    var analysis = SymmetryAnalysis(spec, use)
    analysis.run()
    for (id, obstacle) in SymmetryPlanner.obstacles(spec, layout, use) {
      analysis.block([id], obstacle.reason, at: obstacle.span)
    }
    for id in candidates.dropFirst(Self.sortsMax) {
      analysis.block([id], "there being more than \(Self.sortsMax) entities", at: nil)
    }
    let free = candidates.filter { analysis.obstacles[$0] == nil }
    self.init(
      sorts: candidates.map { id in
        Sort(
          entity: id, name: spec.entities[id.index].name, count: spec.entities[id.index].count,
          obstacle: analysis.obstacles[id])
      },
      plan: free.isEmpty
        ? nil
        : SymmetryPlanner.plan(for: free, layout, use, shape, checks: checks, sites: sites),
      sensitiveSpans: analysis.sensitiveSpans, sensitiveProperties: analysis.sensitiveProperties,
      uncertainBranches: analysis.uncertainBranches)
  }
}
