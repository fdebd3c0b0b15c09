/// Which names are in use, of which kind, and which series each one has.
///
/// It knows no lock and no clock; the inputs are in `MetricsStateMachine+Transition.swift`, under
/// the names that `specs/components/metrics.mesh` gives them. The values themselves are in cells,
/// so that who holds a series writes to it without looking anything up.
struct MetricsStateMachine: Sendable {
  /// All series of one name.
  struct Family: Sendable {
    let kind: MetricKind
    let labelNames: [String]
    /// Of a histogram's buckets; empty for other kinds.
    let bounds: [Double]
    var help: String
    var series: [MetricLabels: Series] = [:]
  }

  /// One label set of a name.
  struct Series: Sendable {
    let cell: MetricCell
    /// When it began, since 1970.
    let created: Duration
  }

  /// What a caller says that a name is.
  struct Declaration {
    var name: String
    var kind: MetricKind
    var labels: MetricLabels
    var help = ""
    var bounds: [Double] = []
  }

  /// Label sets that one name may have.
  let seriesMax: Int
  var families: [String: Family] = [:]

  init(seriesMax: Int) { self.seriesMax = seriesMax }
}
