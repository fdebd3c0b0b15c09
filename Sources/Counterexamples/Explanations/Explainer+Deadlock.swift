package import SpecLanguage
import SpecSemantics

/// Why nothing can happen.
extension Explainer {
  /// More blocked actions than this are counted, not listed.
  private static let actionsMax = 6

  /// For each action why it is not enabled.
  package func explainDeadlock(in state: StateValue) -> Explanation {
    var nodes: [Node] = []
    var rest = 0
    for index in spec.actions.indices {
      let id = ActionID(index: index)
      for arguments in machine.arguments(of: id) {
        if nodes.count == Self.actionsMax {
          rest += 1
        } else {
          nodes.append(blocked(id, arguments, in: state))
        }
      }
    }
    if rest > 0 { nodes.append(Node("and \(rest) more that are not enabled", .remark)) }
    return Explanation(title: "no action is enabled here", place: nil, nodes: nodes)
  }

  private func blocked(_ id: ActionID, _ arguments: [Value], in state: StateValue) -> Node {
    let action = spec.actions[id.index]
    let call = spec.call(of: id, arguments)
    let label = TraceStep(action: call.name, arguments: call.arguments, state: nil)
    let scope = Scope(
      context: machine.context(ofAction: id, arguments, in: state), locals: action.code.locals)
    guard let condition = action.guardCondition,
      (try? machine.evaluate(condition, in: scope.context)) == .bool(false)
    else {
      return Node(spec.label(of: label), .remark, children: blockingStatement(action, scope))
    }
    return Node(spec.label(of: label), .remark, children: nodes(condition, false, scope))
  }

  /// The guard holds, so a statement takes the step back; the first one can be told without running
  /// any code.
  private func blockingStatement(_ action: Action, _ scope: Scope) -> [Node] {
    switch action.code.body.first?.kind {
    case .require(let condition)?
    where isReadable(condition, scope)
      && (try? machine.evaluate(condition, in: scope.context)) == .bool(false):
      return nodes(condition, false, scope)
    case .choose(let binding)? where candidates(of: binding, scope).isEmpty:
      let name = scope.locals[binding.local.index].name
      let condition = binding.condition.map { " where " + text(of: $0.span) } ?? ""
      return [Node("there is no \(name)\(condition)", .remark)]
    default: return [Node("a `require` does not hold, or there is nothing to choose", .remark)]
    }
  }
}
