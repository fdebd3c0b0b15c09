import Counterexamples
import SourceText
import SpecLanguage
import SpecSemantics

/// A spec from its text, and the shortest traces in it, found by the obvious search.
struct TracedSpec {
  struct Broken: Error, CustomStringConvertible {
    var description: String
  }

  var spec: TypedSpec
  let sources: SourceMap
  var builder: TraceBuilder

  init(_ text: String, path: String = "sample.mesh", parameters: [String: Int64] = [:]) throws {
    var sources = SourceMap()
    let file = sources.add(SourceFile(path: path, utf8: Array(text.utf8)))
    let parsed = parse(file, in: sources)
    let loaded = LoadedSpec(
      sources: sources, root: file, files: [parsed.syntax], imports: [:],
      diagnostics: parsed.diagnostics)
    let result = check(loaded, parameters: parameters)
    let errors = (parsed.diagnostics + result.diagnostics).filter { $0.severity == .error }
    guard errors.isEmpty, let spec = result.spec else {
      let lines = errors.map { error in
        let place = error.span.map { "\(sources.position(of: $0))" } ?? ""
        return "\(place): \(error.message)"
      }
      throw Broken(description: lines.joined(separator: "\n"))
    }
    self.spec = spec
    self.sources = sources
    builder = TraceBuilder(spec: spec, sources: sources, path: path)
  }

  /// The shortest trace that shows what is called so: a property, a rule such as `row.range`, or
  /// `deadlock`.
  func trace(of name: String) throws -> Trace {
    var search = ShortestSearch(self)
    guard let found = search.first(named: name) else { throw Broken(description: "no \(name)") }
    return try builder.trace(
      found.subject, states: found.path.compactMap(\.state),
      labels: found.path.dropFirst().map(\.label) + found.failing, ending: found.ending)
  }

  /// What a terminal would show of that trace.
  func text(of name: String, command: String? = nil) throws -> String {
    TextTraceRenderer(spec: spec, command: command).render(try trace(of: name))
  }
}

/// Breadth first, one state after another, until something with the name turns up.
private struct ShortestSearch {
  struct Found {
    var subject: TraceSubject
    var path: [MachineStep]
    var failing: [StepLabel] = []
    var ending: TraceBuilder.Ending
  }

  let spec: TypedSpec
  let machine: SpecMachine
  let sources: SourceMap
  var steps: [MachineStep] = []
  var parents: [Int?] = []
  var known: Set<StateValue> = []

  init(_ traced: TracedSpec) {
    spec = traced.spec
    machine = traced.builder.machine
    sources = traced.sources
  }

  mutating func first(named name: String) -> Found? {
    for step in machine.initialStates() {
      if let found = consider(step, after: nil, name) { return found }
    }
    var next = 0
    while next < steps.count {
      let state = steps[next].state!
      let successors = machine.steps(from: state)
      if successors.isEmpty && name == "deadlock" && !machine.isTerminal(state) {
        return Found(subject: .deadlock, path: path(to: next), ending: .deadlock)
      }
      for step in successors {
        if let found = consider(step, after: next, name) { return found }
      }
      next += 1
    }
    return nil
  }

  private mutating func consider(
    _ step: MachineStep, after parent: Int?, _ name: String
  ) -> Found? {
    let path = parent.map { self.path(to: $0) } ?? []
    switch step.outcome {
    case .violation(let violation):
      if violation.name != name { return nil }
      return Found(
        subject: TraceSubject(violation, in: sources), path: path,
        failing: parent == nil ? [] : [step.label], ending: .failure(violation))
    case .state(let state, let violated):
      for instance in violated
      where spec.name(ofProperty: instance.property, keys: instance.keys) == name {
        return found(instance, path + [step], .step(instance))
      }
      guard known.insert(state).inserted else { return nil }
      steps.append(step)
      parents.append(parent)
      return finding(in: state, path + [step], name)
    }
  }

  private func finding(in state: StateValue, _ path: [MachineStep], _ name: String) -> Found? {
    for index in spec.properties.indices {
      for keys in machine.keys(ofProperty: index)
      where spec.name(ofProperty: index, keys: keys) == name {
        let instance = PropertyInstance(property: index, keys: keys)
        var wanted = Value.bool(false)
        switch spec.properties[index].kind {
        case .reachable: wanted = .bool(true)
        case .step, .temporal, .measure, .theorem(_, _, isTemporal: true): return nil
        case .invariant, .theorem: break
        }
        let value = try? machine.evaluate(property: index, keys: keys, in: state)
        if value == wanted { return found(instance, path, .state(instance)) }
      }
    }
    return nil
  }

  private func found(
    _ instance: PropertyInstance, _ path: [MachineStep], _ ending: TraceBuilder.Ending
  ) -> Found {
    Found(subject: TraceSubject(instance, of: spec, in: sources), path: path, ending: ending)
  }

  private func path(to index: Int) -> [MachineStep] {
    var path: [MachineStep] = []
    var next: Int? = index
    while let place = next {
      path.append(steps[place])
      next = parents[place]
    }
    return path.reversed()
  }
}
