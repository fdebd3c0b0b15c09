import Engine
import SourceText
import SpecCompiler

/// How far a search let one state stand for all that differ from it in names only.
public struct SymmetryReport: Sendable, Hashable {
  public struct Entity: Sendable, Hashable {
    public var name: String
    public var count: Int
    /// Why its identities were not exchanged; nil when they were.
    public var obstacle: String?
  }

  /// Entities of at least two identities.
  public var entities: [Entity]
  /// What was found made it necessary to look at every state after all.
  public var isUsed: Bool
  /// No two of the states looked at differ in names only.
  public var isExact: Bool
  /// All states that those looked at stand for; nil when that is not known.
  public var states: Int?
  /// The steps from them; nil unless a file expects a number.
  public var transitions: Int?
  /// What was looked at.
  private var visited: Int

  /// Nil when a spec has nothing to exchange.
  init?(_ compiled: CompiledSpec, _ exploration: Exploration, sources: SourceMap) {
    if compiled.symmetry.sorts.isEmpty { return nil }
    entities = compiled.symmetry.sorts.map { sort in
      if compiled.livenessTask != nil {
        return Entity(name: sort.name, count: sort.count, obstacle: Self.temporalObstacle)
      }
      let obstacle = sort.obstacle.map { obstacle in
        let place = obstacle.span.map { span in
          " (\(sources[span.file].path):\(sources.position(of: span).line))"
        }
        return obstacle.reason + (place ?? "")
      }
      return Entity(name: sort.name, count: sort.count, obstacle: obstacle)
    }
    isUsed = exploration.represented != nil
    isExact = exploration.represented?.isExact ?? true
    visited = exploration.states
    states = isUsed ? exploration.represented?.states : exploration.states
    transitions = isUsed ? exploration.represented?.transitions : exploration.transitions
  }

  private static let temporalObstacle = "temporal properties: names matter along a run"

  /// As the text report says it, one line each.
  package var sentences: [String] {
    let exchanged = entities.filter { $0.obstacle == nil }
    var lines: [String] = []
    if !exchanged.isEmpty {
      let names = exchanged.map { "\($0.name) (\($0.count))" }.joined(separator: ", ")
      lines.append("symmetry: \(names); \(saving)")
    }
    var obstacles: [String] = []
    for case let obstacle? in entities.map(\.obstacle) where !obstacles.contains(obstacle) {
      obstacles.append(obstacle)
    }
    for obstacle in obstacles {
      let names = entities.filter { $0.obstacle == obstacle }.map { "\($0.name) (\($0.count))" }
      lines.append("no symmetry: \(names.joined(separator: ", ")), because of \(obstacle)")
    }
    return lines
  }

  private var saving: String {
    if !isUsed { return "every state was looked at, as what was found may hide something" }
    if !isExact { return "orbits are not exact: some states may have been looked at twice" }
    guard let states else { return "orbits are exact" }
    return "orbits are exact: \(counted(visited, "state")) for \(grouped(states))"
  }
}
