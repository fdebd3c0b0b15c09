import SpecLanguage
import SpecSemantics

/// All runs of a spec, as a graph whose nodes are steps: a state, what is done there, and the state
/// after; where somebody looks back, the state before as well.
struct RunGraph {
  struct Node {
    /// Nil where nobody looks back. The first state of a run is the one before itself.
    var previous: Int?
    var state: Int
    /// Nil where a run that has come to its end stays in its last state.
    var label: StepLabel?
    var target: Int
  }

  let machine: SpecMachine
  let states: [StateValue]
  private(set) var nodes: [Node] = []
  /// The nodes of each state.
  private(set) var nodesOfState: [[Int]]
  /// What has a step in each state.
  private(set) var enabled: [Set<StepLabel>]
  let initialStates: Set<Int>

  init(_ machine: SpecMachine, _ found: NaiveExploration, looksBack: Bool) {
    self.machine = machine
    states = found.states
    nodesOfState = Array(repeating: [], count: states.count)
    enabled = Array(repeating: [], count: states.count)
    initialStates = Set(states.indices.filter { found.levels[$0] == 0 })
    var numbers: [StateValue: Int] = [:]
    for (index, state) in states.enumerated() { numbers[state] = index }
    for (index, state) in states.enumerated() {
      // No run goes on from a state outside a constraint.
      if !machine.spec.constraints.allSatisfy({ machine.holds($0, in: state) }) { continue }
      var hasStep = false
      for step in machine.steps(from: state) {
        enabled[index].insert(step.label)
        hasStep = hasStep || step.state != nil
        guard let successor = step.state, let target = numbers[successor] else { continue }
        add(Node(state: index, label: step.label, target: target))
      }
      if !hasStep { add(Node(state: index, label: nil, target: index)) }
    }
    if looksBack { distinguishPrevious() }
  }

  /// Has each step once for each state that a run can come from.
  private mutating func distinguishPrevious() {
    var previous = states.indices.map { initialStates.contains($0) ? [$0] : Set<Int>() }
    for node in nodes { previous[node.target].insert(node.state) }
    let steps = nodes
    nodes = []
    nodesOfState = Array(repeating: [], count: states.count)
    for step in steps {
      for state in previous[step.state].sorted() {
        var node = step
        node.previous = state
        add(node)
      }
    }
  }

  /// The steps that a run can begin with in a state.
  func firstNodes(of state: Int) -> [Int] {
    nodesOfState[state].filter { (nodes[$0].previous ?? state) == state }
  }

  /// Those that can follow a step.
  func nodes(after step: Node) -> [Int] {
    nodesOfState[step.target].filter { (nodes[$0].previous ?? step.state) == step.state }
  }

  private mutating func add(_ node: Node) {
    nodesOfState[node.state].append(nodes.count)
    nodes.append(node)
  }

  /// Is it true where the step is taken? What cannot be evaluated is not.
  func holds(_ expression: Expression, _ context: EvaluationContext, on step: Node) -> Bool {
    var context = context
    context.state = states[step.state]
    context.oldState = step.previous.map { states[$0] }
    context.fired = step.label
    return (try? machine.evaluate(expression, in: context)) == .bool(true)
  }

  /// Everything that is fair, and how.
  func fairLabels() -> [(label: StepLabel, fairness: Fairness)] {
    var labels: [(StepLabel, Fairness)] = machine.spec.tickHandlers.isEmpty ? [] : [(.tick, .weak)]
    for (index, action) in machine.spec.actions.enumerated() where action.fairness != .none {
      let id = ActionID(index: index)
      labels += machine.arguments(of: id).map {
        (.action(id, arguments: $0), action.fairness)
      }
    }
    return labels
  }
}
