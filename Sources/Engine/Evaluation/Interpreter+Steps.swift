/// What `nextStep` found.
enum StepEvent {
  /// A step: its target is packed, `cursor` says the position.
  case step
  /// A run failed at the site `outcome`.
  case failure
  /// There are no more steps.
  case done
  /// The budget of runs is used up.
  case paused
}

extension Interpreter {
  /// Starts over with the steps of the loaded state.
  @inline(__always)
  mutating func startSteps() {
    start(at: linked.ordinary.lowerBound)
    end = linked.ordinary.upperBound
    isUrgent = false
    hasStep = false
  }

  /// Goes on to the next step of the loaded state; `isStepChanging` is whether it leads elsewhere.
  ///
  /// Time is last, and only where no urgent action had a step; where it changes nothing it is no
  /// step at all. A failure is the end of a run that was possible: it counts for urgency and
  /// against deadlock.
  @inline(__always)
  mutating func nextStep(into target: UnsafeMutablePointer<UInt64>) -> StepEvent {
    while true {
      switch execute(until: end) {
      case .completed:
        isStepChanging = unsafe pack(into: target)
        if !isStepChanging && cursor >= linked.ticks.lowerBound { continue }
        if unsafe isUrgentPosition[cursor] { isUrgent = true }
        hasStep = true
        return .step
      case .failed:
        if unsafe isUrgentPosition[cursor] { isUrgent = true }
        hasStep = true
        return .failure
      case .exhausted:
        if isUrgent || end == linked.ticks.upperBound { return .done }
        end = linked.ticks.upperBound
      case .paused: return .paused
      }
    }
  }

  /// The action of the run under way.
  var action: Int { linked.numbers[cursor] }
}
