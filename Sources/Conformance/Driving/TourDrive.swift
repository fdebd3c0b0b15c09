/// An implementation being driven along every edge, in runs as long as they can be.
struct TourDrive<Implementation: ImplementationUnderTest> {
  /// A run is begun anew after so many calls, so that what is kept of it has a bound.
  private static var runLengthMax: Int { 1_000_000 }
  private static var callsBetweenReports: Int { 1000 }

  private(set) var execution: ConformanceExecution<Implementation>
  private var guide: TourGuide

  init(_ execution: ConformanceExecution<Implementation>) {
    self.execution = execution
    guide = TourGuide(execution.observable)
  }

  /// Drives until no edge is left, or one shows a divergence; then this is made short.
  mutating func run(_ onProgress: (@Sendable (ConformanceProgress) -> Void)?) async {
    var run = await execution.begin()
    while let way = guide.way(from: run.state) {
      if way.isFromStart || run.length >= Self.runLengthMax {
        run = await execution.begin()
        // The way was from elsewhere: find one from here.
        if !way.isFromStart { continue }
      }
      guard await go(way.edges, in: &run, onProgress) else {
        await execution.cut()
        await execution.shorten()
        return
      }
    }
  }

  /// - Returns: whether every answer was one that the spec allows.
  private mutating func go(
    _ way: [Int], in run: inout ConformanceExecution<Implementation>.Run,
    _ onProgress: (@Sendable (ConformanceProgress) -> Void)?
  ) async -> Bool {
    for edge in way {
      let state = run.state
      let call = execution.observable.edges.all[edge].call
      guard case .allowed(let gone) = await execution.make(call, in: &run) else { return false }
      guide.note(gone, expected: edge, in: state)
      if execution.report.calls.isMultiple(of: Self.callsBetweenReports), let onProgress {
        let edgeCount = execution.observable.edges.all.count
        onProgress(
          ConformanceProgress(
            done: edgeCount - guide.openCount, planned: edgeCount, calls: execution.report.calls))
      }
      if gone != edge { return true }
    }
    return true
  }
}
