import Conformance

extension SeededFault {
  /// A fault that is looked for in histories of real threads.
  ///
  /// Every round records what `threads` threads do to an object of its own, which `round` makes and
  /// gives the body for, from the round's number. Threads cannot be made to run the same way again,
  /// so what is replayed is the judgement: the history that is reported, checked anew.
  static func threads(
    of component: String, _ name: String, _ story: String, spec: String, threads: Int = 4,
    rounds: Int = 5000,
    _ round: @escaping @Sendable (Int) -> @Sendable (inout HistoryThread) -> Void
  ) -> SeededFault {
    SeededFault(component: component, name: name, story: story, means: .threads) {
      let model = try ConformanceModel(spec: typedSpec(spec))
      let recorder = HistoryRecorder(threads: threads)
      var check = try LinearizabilityCheck(of: model)
      for number in 1...rounds {
        let history = await recorder.record(round(number))
        guard case .violated(let violation) = check.check(history) else { continue }
        var again = try LinearizabilityCheck(of: model)
        let verdict = again.check(violation.history)
        return Finding(
          report: violation.description, tests: number,
          isReplayed: verdict.violation?.operation == violation.operation)
      }
      return nil
    }
  }
}

extension LinearizabilityVerdict {
  /// What could not be explained, if anything.
  var violation: LinearizabilityViolation? {
    if case .violated(let violation) = self { violation } else { nil }
  }

  var isLinearizable: Bool {
    if case .linearizable = self { true } else { false }
  }
}
