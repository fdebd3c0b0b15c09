import SpecLanguage
import SpecSemantics

/// `recovers p within n ticks after q`
extension LassoExplainer {
  /// Where the wait begins that is too long, and what ends it: a tick too many, or nothing.
  func late(
    _ response: BoundedResponse, from position: Int, _ scope: Explainer.Scope
  ) -> Reason {
    let triggers = evaluation.truths(response.trigger, scope.context)
    let ticks = evaluation.ticksUntilGoal(response, scope.context)
    let place = lasso.positions(from: position).first {
      triggers[$0] && ticks[$0] > response.ticksMax
    }
    guard let place else { preconditionFailure("what comes in time each time is true") }
    let cause = whyTrue(response.trigger, at: place, isNamed: false, scope)
    let bound = response.ticksMax == 1 ? "1 tick" : "\(response.ticksMax) ticks"
    let head = "\(cause.text), but \(quoted(response.goal)) does not come within \(bound): "
    let wait = lasso.positions(from: place)
    let passing = wait.filter { lasso.labels[$0] == .tick }
    guard passing.count <= response.ticksMax else {
      // The goal is not there at the step that is one tick too many either.
      let end = passing[response.ticksMax]
      let nodes = explainer.nodes(response.goal, false, placed(scope, at: end))
      return Reason(text: head + "the next one is step \(end + 1)", nodes: cause.nodes + nodes)
    }
    return Reason(text: head + neverInTime(passing), nodes: cause.nodes)
  }

  /// The goal never comes, and so many ticks are on the way from the trigger through the loop.
  private func neverInTime(_ passing: [Int]) -> String {
    if passing.contains(where: lasso.loop.contains) {
      return "it never does, and time goes on in the loop"
    }
    switch passing.count {
    case 0: return "it never does, and no tick follows"
    case 1: return "it never does, and time stands still after 1 tick"
    default: return "it never does, and time stands still after \(passing.count) ticks"
    }
  }
}
