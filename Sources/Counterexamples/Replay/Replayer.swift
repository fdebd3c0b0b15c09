package import SourceText
package import SpecLanguage
import SpecSemantics

/// Takes each step of a trace again, through the direct evaluator.
///
/// A trace need not say everything: without actions any step that leads to the state will do, and
/// of variables that it leaves out any value. So there may be several ways to go on; all are kept.
package struct Replayer: Sendable {
  let builder: TraceBuilder
  let sources: SourceMap

  /// `path` is the spec's as the user gave it.
  package init(spec: TypedSpec, sources: SourceMap, path: String) {
    builder = TraceBuilder(spec: spec, sources: sources, path: path)
    self.sources = sources
  }

  var machine: SpecMachine { builder.machine }
  var spec: TypedSpec { builder.machine.spec }

  /// What the trace says of a state: nil for what it leaves open.
  typealias Observation = [Value?]

  /// A state that the run may be in, and how it came there.
  struct Place {
    var state: StateValue
    var step: MachineStep?
    /// Index into the places before it.
    var parent: Int?
  }

  package func replay(_ document: ITFDocument) -> ReplayReport {
    var layers: [[Place]] = []
    do throws(ReplayInterruption) {
      try follow(document, &layers)
      return try conclude(document, layers)
    } catch {
      return ReplayReport(
        result: .broken(error.problem), steps: max(0, layers.count - 1),
        property: document.property)
    }
  }

  private func follow(
    _ document: ITFDocument, _ layers: inout [[Place]]
  ) throws(ReplayInterruption) {
    for (number, state) in document.states.enumerated() {
      let observation = try observation(of: state, at: "states[\(number)]")
      if let places = layers.last {
        layers.append(try next(after: places, number, state.action, state.picks, observation))
      } else {
        layers.append(try start(observation))
      }
    }
  }

  private func observation(
    of state: ITFDocument.State, at path: String
  ) throws(ReplayInterruption) -> Observation {
    let names = spec.variables.map(\.name)
    var observation = Observation(repeating: nil, count: names.count)
    for member in state.values {
      // Quint qualifies names by their modules.
      let bare = member.key.split(separator: ":").last.map(String.init) ?? member.key
      guard let index = names.firstIndex(of: member.key) ?? names.firstIndex(of: bare) else {
        throw ReplayInterruption(.unknownVariable(member.key, known: names))
      }
      do throws(ITFError) {
        observation[index] = try ITFValueDecoder(spec: spec).value(
          member.value, as: spec.variables[index].type, at: "\(path).\(member.key)")
      } catch {
        throw ReplayInterruption(.value(error))
      }
    }
    return observation
  }

  private func start(_ observation: Observation) throws(ReplayInterruption) -> [Place] {
    let states = machine.initialStates().compactMap(\.state)
    let matching = states.filter { matches($0, observation) }
    if matching.isEmpty {
      throw ReplayInterruption(.notInitial(nearest(to: observation, among: states).map(\.1) ?? []))
    }
    return distinct(matching.map { Place(state: $0) })
  }

  private func next(
    after places: [Place], _ number: Int, _ action: String?, _ picks: [JSONValue.Member],
    _ observation: Observation
  ) throws(ReplayInterruption) -> [Place] {
    var found: [Place] = []
    for (index, place) in places.enumerated() {
      for step in machine.steps(from: place.state) where fits(step, action, picks) {
        guard let state = step.state, matches(state, observation) else { continue }
        found.append(Place(state: state, step: step, parent: index))
      }
    }
    if found.isEmpty {
      throw ReplayInterruption(
        problem(of: number, from: places[0].state, action, picks, observation))
    }
    return distinct(found)
  }

  private func matches(_ state: StateValue, _ observation: Observation) -> Bool {
    zip(state.variables, observation).allSatisfy { $1 == nil || $0 == $1 }
  }

  /// The first place of each state.
  private func distinct(_ places: [Place]) -> [Place] {
    var seen: Set<StateValue> = []
    return places.filter { seen.insert($0.state).inserted }
  }

  /// The state with the fewest variables that differ, and what differs.
  func nearest(
    to observation: Observation, among states: [StateValue]
  ) -> (StateValue, [Change])? {
    let differences = states.map { state in
      zip(state.variables, observation).count { $1 != nil && $0 != $1 }
    }
    guard let least = differences.min(), let index = differences.firstIndex(of: least) else {
      return nil
    }
    let state = states[index]
    let wanted = StateValue(variables: zip(state.variables, observation).map { $1 ?? $0 })
    return (state, spec.changes(from: state, to: wanted))
  }
}

/// Ends a replay.
struct ReplayInterruption: Error {
  var problem: ReplayProblem

  init(_ problem: ReplayProblem) { self.problem = problem }
}
