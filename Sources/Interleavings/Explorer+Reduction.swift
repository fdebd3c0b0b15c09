extension Explorer {
  /// Explores with a reduction, after a part without it that shows whether its assumption is right.
  mutating func explore(_ reduction: Reduction, schedulesMax: Int, checkedMax: Int) {
    let whole = checkedMax > 0 ? sampleOfOutcomes(checkedMax) : []
    if report.failure != nil && !experiment.options.countsAllFailures { return }
    let checked = report
    report = ExplorationReport()
    report.control = checked.control
    found = nil
    var search = SleepSets(reduction)
    exhaustAll(&search, schedulesMax)
    let lost = whole.subtracting(report.outcomes.keys)
    if report.limits.isEmpty && !lost.isEmpty && !isStopped {
      report.limits = [.reductionLoses(lost.sorted())]
    }
    if report.failure == nil, checked.failure != nil { report.failure = checked.failure }
  }

  /// Outcomes by half depth first and half by lot, which sees more of a large tree.
  private mutating func sampleOfOutcomes(_ schedules: Int) -> Set<String> {
    var search = DepthFirst()
    if !exhaust(&search, schedules / 2) {
      sample(schedules / 2, 1) { seed, _ in RandomWalk(seed: seed) }
    }
    return Set(report.outcomes.keys)
  }
}
