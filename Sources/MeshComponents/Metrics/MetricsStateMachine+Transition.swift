extension MetricsStateMachine {
  /// Adds to a counter, which begins if need be.
  mutating func increment(
    _ name: String, _ labels: MetricLabels, by amount: UInt64, at now: Duration
  ) -> Result<Void, MetricsError> {
    series(.init(name: name, kind: .counter, labels: labels), at: now).map { cell in
      guard case .counter(let counter) = cell else { impossible(cell, in: name) }
      counter.add(amount)
    }
  }

  /// Sets a gauge, which begins if need be.
  mutating func set(
    _ name: String, _ labels: MetricLabels, to value: Double, at now: Duration
  ) -> Result<Void, MetricsError> {
    series(.init(name: name, kind: .gauge, labels: labels), at: now).map { cell in
      guard case .gauge(let gauge) = cell else { impossible(cell, in: name) }
      gauge.update { $0 = value }
    }
  }

  /// What is recorded under a name; the cells are read by `read`, which sees to it that all values
  /// are of one moment.
  func scrape(
    _ name: String, read: ([MetricCell]) -> [MetricValue]
  ) -> MetricFamilySnapshot? {
    guard let family = families[name] else { return nil }
    let series = family.series.sorted { $0.key.rendered.lexicographicallyPrecedes($1.key.rendered) }
    let values = read(series.map(\.value.cell))
    return MetricFamilySnapshot(
      name: name, kind: family.kind, help: family.help,
      samples: zip(series, values).map { series, value in
        MetricSample(labels: series.key, value: value, created: series.value.created)
      })
  }

  /// The cell of a series, which is made when it is asked for first.
  /// - Complexity: O(length of name and labels), whatever is recorded.
  mutating func series(
    _ asked: Declaration, at now: Duration
  ) -> Result<MetricCell, MetricsError> {
    if let problem = asked.labels.problem { return .failure(problem) }
    if let family = families[asked.name] {
      if let problem = problem(of: asked, in: family) { return .failure(problem) }
      if family.help.isEmpty && !asked.help.isEmpty { families[asked.name]?.help = asked.help }
      if let known = family.series[asked.labels] { return .success(known.cell) }
      if let problem = problem(ofNew: asked, in: family) { return .failure(problem) }
    } else {
      if let problem = problem(ofNew: asked) { return .failure(problem) }
      families[asked.name] = Family(
        kind: asked.kind, labelNames: asked.labels.pairs.map(\.name), bounds: asked.bounds,
        help: asked.help)
    }
    let cell = cell(asked)
    families[asked.name]?.series[asked.labels] = Series(cell: cell, created: now)
    return .success(cell)
  }

  private func cell(_ asked: Declaration) -> MetricCell {
    switch asked.kind {
    case .counter: .counter(CounterCell())
    case .gauge: .gauge(GaugeCell())
    case .histogram: .histogram(HistogramCell(bounds: asked.bounds))
    }
  }

  private func problem(of asked: Declaration, in family: Family) -> MetricsError? {
    guard family.kind == asked.kind else {
      return .kindChanged(name: asked.name, is: family.kind, asked: asked.kind)
    }
    return family.bounds == asked.bounds ? nil : .bucketsChanged(name: asked.name)
  }

  private func problem(ofNew asked: Declaration, in family: Family) -> MetricsError? {
    let names = asked.labels.pairs.map(\.name)
    guard family.labelNames == names else {
      // A sum over the series of two schemas counts what was recorded under both twice.
      return .labelNamesChanged(name: asked.name, are: family.labelNames, asked: names)
    }
    guard family.series.count < seriesMax else {
      return .tooManySeries(name: asked.name, limit: seriesMax)
    }
    return nil
  }

  private func problem(ofNew asked: Declaration) -> MetricsError? {
    if let problem = MeshComponents.problem(ofMetricName: asked.name) { return problem }
    guard asked.kind == .histogram else { return nil }
    if asked.labels.pairs.contains(where: { $0.name == "le" }) { return .reservedLabelName("le") }
    let bounds = asked.bounds
    let grow = zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 }
    let areLengths = bounds.allSatisfy { $0.isFinite && $0 >= 0 }
    return grow && areLengths ? nil : .invalidBuckets(bounds)
  }

  private func impossible(_ cell: MetricCell, in name: String) -> Never {
    preconditionFailure("\(name) is of one kind, and has \(cell)")
  }
}
