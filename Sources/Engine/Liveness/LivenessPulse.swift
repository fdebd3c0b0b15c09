/// Looks at the clock, the memory and the caller's wishes while questions about runs are answered.
final class LivenessPulse {
  private var watch: SearchWatch
  private let memoryBytesMax: Int
  private let template: ExplorationProgress
  /// Why the questions cannot be answered any more.
  private(set) var stop: ExplorationStop?
  private var calls = 0
  /// What nodes and letters of the present question take.
  var nodeBytes = 0
  /// The most memory that there was, of what was seen.
  private(set) var peakBytes = 0

  /// Nodes between two looks.
  private static let interval = 512

  /// - Parameter template: how the search that found all states ended.
  init(_ watch: SearchWatch, memoryBytesMax: Int, template: ExplorationProgress) {
    self.watch = watch
    self.memoryBytesMax = memoryBytesMax
    self.template = template
  }

  /// - Returns: false when it is time to stop.
  @inline(__always)
  func beat(
    bytes: @autoclosure () -> Int, _ progress: @autoclosure () -> LivenessProgress
  ) -> Bool {
    calls &+= 1
    return calls % Self.interval != 0 || look(bytes: bytes(), progress())
  }

  func look(bytes known: Int, _ progress: LivenessProgress) -> Bool {
    let bytes = known + nodeBytes
    peakBytes = max(peakBytes, bytes)
    if bytes > memoryBytesMax { stop = stop ?? .memory(bytes: memoryBytesMax) }
    let reason = watch.look { elapsed in
      var report = template
      report.elapsed = elapsed
      report.bytes = bytes
      report.remaining = nil
      report.liveness = progress
      return report
    }
    stop = stop ?? reason
    return stop == nil
  }

  func end(_ reason: ExplorationStop) { stop = stop ?? reason }
}
