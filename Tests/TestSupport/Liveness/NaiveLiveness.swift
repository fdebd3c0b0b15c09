package import SpecLanguage
import SpecSemantics

/// Decides temporal properties the obvious way: by a tableau over all steps.
///
/// A node of the tableau is a step together with a guess, for each `next` and `until`, whether it
/// is true here; nodes are linked where the guesses fit. A run breaks the property when, from an
/// initial step where the guesses say that it is false, one can come to a strongly connected part
/// that keeps the promise of each `until` and is fair. Lichtenstein and Pnueli, "Checking that
/// finite state concurrent programs satisfy their linear specification", POPL 1985,
/// doi:10.1145/318593.318622.
package struct NaiveLiveness {
  private let graph: RunGraph
  private let formula: TemporalFormula
  private let operators: [TemporalFormula?]
  private let fair: [(label: StepLabel, fairness: Fairness)]
  /// By truth and step.
  private let truths: [[Bool]]
  /// The operators that are guessed, each as it stands in the formula.
  private let parts: [TemporalFormula]
  /// The nodes of each step, and what each offers to those before.
  private var nodes: [[Node]] = []
  private var offers: [[Int]] = []

  private struct Node: Hashable {
    var step: Int
    var guesses: Int
  }

  /// Does the property hold on every fair run?
  package static func holds(
    property: Int, keys: [Value], spec: TypedSpec, _ found: NaiveExploration
  ) -> Bool {
    let machine = SpecMachine(spec)
    guard let first = found.states.first else { return true }
    let expression = spec.properties[property].expression
    let graph = RunGraph(machine, found, looksBack: expression.looksBack)
    var expansion = TemporalExpansion(machine)
    let formula = expansion.formula(
      expression,
      machine.context(ofProperty: property, keys: keys, in: first))
    return !NaiveLiveness(graph, formula, expansion).isBroken()
  }

  /// The operators whose truth is guessed: it takes two to the power of so many times the steps.
  package static func operatorCount(
    property: Int, keys: [Value], spec: TypedSpec, _ found: NaiveExploration
  ) -> Int {
    let machine = SpecMachine(spec)
    guard let first = found.states.first else { return 0 }
    var expansion = TemporalExpansion(machine)
    _ = expansion.formula(
      spec.properties[property].expression,
      machine.context(ofProperty: property, keys: keys, in: first))
    return expansion.operators.count
  }

  private init(_ graph: RunGraph, _ formula: TemporalFormula, _ expansion: TemporalExpansion) {
    self.graph = graph
    self.formula = formula
    operators = expansion.operators
    fair = graph.fairLabels()
    truths = expansion.truths.map { truth in
      graph.nodes.map { graph.holds(truth.expression, truth.context, on: $0) }
    }
    parts = Self.operators(in: formula)
    nodes = graph.nodes.indices.map(nodes(of:))
    offers = nodes.map { $0.map(offer(of:)) }
  }

  private func isBroken() -> Bool {
    var start: [Node] = []
    for state in graph.initialStates.sorted() {
      for node in graph.firstNodes(of: state).flatMap({ nodes[$0] }) where !holds(formula, at: node)
      {
        start.append(node)
      }
    }
    return hasFairRun(in: reachable(from: start))
  }

  /// A step with every guess that agrees with itself: an `until` follows from its right side.
  private func nodes(of step: Int) -> [Node] {
    (0..<(1 << operators.count)).map { Node(step: step, guesses: $0) }
      .filter { agrees(formula, $0) }
  }

  /// Is each `until` true where its right side is, and false where neither side is?
  private func agrees(_ formula: TemporalFormula, _ node: Node) -> Bool {
    switch formula {
    case .now, .constant: return true
    case .not(let inner), .next(_, let inner): return agrees(inner, node)
    case .and(let a, let b): return agrees(a, node) && agrees(b, node)
    case .until(let number, let a, let b):
      let isRight =
        guess(number, node) ? holds(a, at: node) || holds(b, at: node) : !holds(b, at: node)
      return isRight && agrees(a, node) && agrees(b, node)
    }
  }

  /// The nodes of the next steps whose guesses are what those of this one say.
  private func successors(of node: Node) -> [Node] {
    let demand = demand(of: node)
    return graph.nodes(after: graph.nodes[node.step]).flatMap { step in
      zip(nodes[step], offers[step]).compactMap { next, offer in
        (offer ^ demand.truths) & demand.asked == 0 ? next : nil
      }
    }
  }

  /// What must be true at the next step for the guesses at this one to be right: a bit for each
  /// operator whose guess depends on that, and its truth.
  private func demand(of node: Node) -> (asked: Int, truths: Int) {
    var asked = 0
    for part in parts {
      switch part {
      case .next(let number, _): asked |= 1 << number
      // Where its right side is true, or its left one is false, it does not depend on what comes.
      case .until(let number, let a, let b) where !holds(b, at: node) && holds(a, at: node):
        asked |= 1 << number
      default: break
      }
    }
    return (asked, node.guesses)
  }

  /// Of each operator, whether what the step before asks about is true here.
  private func offer(of node: Node) -> Int {
    var offer = 0
    for part in parts {
      switch part {
      case .next(let number, let inner) where holds(inner, at: node): offer |= 1 << number
      case .until(let number, _, _) where guess(number, node): offer |= 1 << number
      default: break
      }
    }
    return offer
  }

  /// The operators within a formula, itself included.
  private static func operators(in formula: TemporalFormula) -> [TemporalFormula] {
    switch formula {
    case .now, .constant: []
    case .not(let inner): operators(in: inner)
    case .and(let a, let b): operators(in: a) + operators(in: b)
    case .next(_, let inner): [formula] + operators(in: inner)
    case .until(_, let a, let b): [formula] + operators(in: a) + operators(in: b)
    }
  }

  private func guess(_ number: Int, _ node: Node) -> Bool { node.guesses >> number & 1 == 1 }

  /// The value of a formula where the guesses are right.
  private func holds(_ formula: TemporalFormula, at node: Node) -> Bool {
    switch formula {
    case .constant(let truth): return truth
    case .not(let inner): return !holds(inner, at: node)
    case .and(let a, let b): return holds(a, at: node) && holds(b, at: node)
    case .next(let number, _), .until(let number, _, _): return guess(number, node)
    case .now(let number): return truths[number][node.step]
    }
  }

  // MARK: Runs

  private func reachable(from start: [Node]) -> [Node: [Node]] {
    var links: [Node: [Node]] = [:]
    var open = start
    while let node = open.popLast() {
      if links[node] != nil { continue }
      let next = successors(of: node)
      links[node] = next
      open += next
    }
    return links
  }

  /// Is there a strongly connected part that a fair run can stay in?
  private func hasFairRun(in links: [Node: [Node]]) -> Bool {
    components(of: links).contains { part in
      let inner = links.filter { part.contains($0.key) }
        .mapValues { $0.filter { part.contains($0) } }
      // A run must be able to go on within the part.
      if part.count == 1 && inner.values.allSatisfy(\.isEmpty) { return false }
      return keepsPromises(part) && isFair(part, inner)
    }
  }

  private func keepsPromises(_ part: Set<Node>) -> Bool {
    operators.enumerated().allSatisfy { number, right in
      guard let right else { return true }
      return part.contains { !guess(number, $0) || holds(right, at: $0) }
    }
  }

  private func isFair(_ part: Set<Node>, _ links: [Node: [Node]]) -> Bool {
    for (label, fairness) in fair {
      if part.contains(where: { graph.nodes[$0.step].label == label }) { continue }
      let enabled = part.filter { graph.enabled[graph.nodes[$0.step].state].contains(label) }
      if fairness == .weak {
        // Enabled throughout, and never taken: no run that stays here is fair.
        if enabled.count == part.count { return false }
      } else if !enabled.isEmpty {
        // A fair run stays where it is not enabled, if it can.
        let rest = links.filter { !enabled.contains($0.key) }
          .mapValues { $0.filter { !enabled.contains($0) } }
        return hasFairRun(in: rest)
      }
    }
    return true
  }

  /// The strongly connected components: by walking forwards and backwards from each node.
  private func components(of links: [Node: [Node]]) -> [Set<Node>] {
    var backwards: [Node: [Node]] = [:]
    for (node, targets) in links {
      for target in targets { backwards[target, default: []].append(node) }
    }
    var rest = Set(links.keys)
    var found: [Set<Node>] = []
    while let node = rest.first {
      let forth = walk(from: node, links, within: rest)
      let back = walk(from: node, backwards, within: rest)
      let part = forth.intersection(back)
      found.append(part)
      rest.subtract(part)
    }
    return found
  }

  private func walk(
    from node: Node, _ links: [Node: [Node]], within rest: Set<Node>
  ) -> Set<Node> {
    var seen: Set<Node> = []
    var open = [node]
    while let next = open.popLast() {
      if !rest.contains(next) || !seen.insert(next).inserted { continue }
      open += links[next] ?? []
    }
    return seen
  }
}
