/// What happens in the example, act by act.
struct Script: Sendable {
  let title: String
  /// Instances of the service that are discovered once the health checker has seen what happened.
  let discovered: Set<String>
  let happens: @Sendable (Stage) async -> Void

  static let all: Set<String> = ["payments-1", "payments-2", "payments-3"]

  static let acts = [
    Script(title: "all are well", discovered: all) { _ in },
    // Its health page is quick, so only timeouts and the breaker keep calls away from it.
    Script(title: "payments-1 is slow", discovered: all) { $0.instances[0].become(.slow) },
    Script(title: "payments-1 is well again", discovered: all) {
      $0.instances[0].become(.well)
      await $0.breakersCoolDown()
    },
    Script(title: "payments-2 answers 503", discovered: all.subtracting(["payments-2"])) {
      $0.instances[1].become(.failing)
    },
    Script(title: "payments-3 is killed", discovered: ["payments-1"]) { $0.instances[2].kill() },
    Script(title: "payments-2 is back", discovered: all.subtracting(["payments-3"])) {
      $0.instances[1].become(.well)
    },
  ]
}
