import Synchronization

/// The state machine behind its lock, and the way to read many cells as they are in one moment.
///
/// Who holds a series writes to its cell without this lock, so a reader that goes from cell to cell
/// could see a later write and miss an earlier one. It therefore reads all cells twice: every write
/// changes a cell's version, so if both times agree, all values stood between the two. (That is the
/// double collect of Afek, Attiya, Dolev, Gafni, Merritt and Shavit, "Atomic Snapshots of Shared
/// Memory", Journal of the ACM 40(4), 1993, doi:10.1145/153724.153741.) Where writers are too quick
/// for that, the reader closes a gate that each of them looks at first: those that come then wait
/// for the reader's lock, those that were past the gate are few and soon done.
final class MetricsStorage: Sendable {
  /// How often cells are read before the gate is closed. One quiet moment of a few microseconds is
  /// enough, and under light load the first attempt finds it.
  private static let attemptsMax = 3

  private let machine: Mutex<MetricsStateMachine>
  private let gate = Atomic(false)
  private let wallClock: WallClock

  init(seriesMax: Int, wallClock: WallClock) {
    machine = Mutex(MetricsStateMachine(seriesMax: seriesMax))
    self.wallClock = wallClock
  }

  /// Writes to a cell, after the reader if there is one that waits for quiet.
  @inline(__always)
  func write(_ body: () -> Void) {
    if gate.load(ordering: .sequentiallyConsistent) {
      machine.withLock { _ in body() }
    } else {
      body()
    }
  }

  func series(
    _ declaration: sending MetricsStateMachine.Declaration
  ) throws(MetricsError) -> MetricCell {
    let now = wallClock.sinceEpoch
    return try machine.withLock { $0.series(declaration, at: now) }.get()
  }

  func increment(
    _ name: String, _ labels: MetricLabels, by amount: UInt64
  ) throws(MetricsError) {
    let now = wallClock.sinceEpoch
    try machine.withLock { $0.increment(name, labels, by: amount, at: now) }.get()
  }

  func set(_ name: String, _ labels: MetricLabels, to value: Double) throws(MetricsError) {
    let now = wallClock.sinceEpoch
    try machine.withLock { $0.set(name, labels, to: value, at: now) }.get()
  }

  /// The lock is held while the cells are read: otherwise a series could begin, and be missed, that
  /// was written before another one that is seen.
  func scrape(_ name: String) -> MetricFamilySnapshot? {
    machine.withLock { $0.scrape(name, read: readAtOneMoment) }
  }

  /// In the order of their bytes, which is that of their Unicode scalars.
  var names: [String] {
    machine.withLock { Array($0.families.keys) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private func readAtOneMoment(_ cells: [MetricCell]) -> [MetricValue] {
    for _ in 0..<Self.attemptsMax {
      if let values = readTwice(cells) { return values }
    }
    gate.store(true, ordering: .sequentiallyConsistent)
    defer { gate.store(false, ordering: .sequentiallyConsistent) }
    while true {
      if let values = readTwice(cells) { return values }
    }
  }

  /// The values; nil when one was written in between.
  private func readTwice(_ cells: [MetricCell]) -> [MetricValue]? {
    let readings = cells.map(\.reading)
    guard zip(cells, readings).allSatisfy({ $0.version == $1.version }) else { return nil }
    return readings.map(\.value)
  }
}
