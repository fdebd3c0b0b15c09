/// Counts the steps of states again, each as often as there are states that it stands for.
@safe struct StepCounter: ~Copyable {
  private var interpreter: Interpreter
  private let linked: LinkedProgram
  private let canonicalizer: Canonicalizer
  /// nil when an orbit's size is not known, or the sum is beyond `Int.max`.
  private(set) var total: Int? = 0

  init(_ linked: LinkedProgram, _ symmetry: SymmetryTables) {
    self.linked = linked
    interpreter = Interpreter(linked)
    canonicalizer = Canonicalizer(symmetry)
  }

  mutating func count(_ run: StateRun) {
    let target = UnsafeMutablePointer<UInt64>.allocate(capacity: linked.wordCount)
    defer { unsafe target.deallocate() }
    for index in 0..<run.count {
      unsafe interpreter.load(run[index].base)
      interpreter.startSteps()
      var steps = 0
      search: while true {
        switch unsafe interpreter.nextStep(into: target) {
        case .step: steps += 1
        case .failure, .paused: continue
        case .done: break search
        }
      }
      add(steps, times: canonicalizer.orbitSize(of: run[index].table))
    }
  }

  private mutating func add(_ steps: Int, times size: Int?) {
    guard let known = total, let size else {
      total = nil
      return
    }
    let (product, overflow) = steps.multipliedReportingOverflow(by: size)
    let (sum, sumOverflow) = known.addingReportingOverflow(product)
    total = overflow || sumOverflow ? nil : sum
  }
}
