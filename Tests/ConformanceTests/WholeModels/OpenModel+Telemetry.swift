extension OpenModel {
  static let metrics: [OpenModel] = [
    metrics(.init()),
    metrics(.init(names: 3)),
    metrics(.init(labelSets: 3)),
    metrics(.init(top: 3)),
  ]

  private static func metrics(_ size: MetricsConformanceTests.Size) -> OpenModel {
    OpenModel(
      "metrics", size.testDescription, MetricsConformanceTests.spec(size),
      MetricsAdapter(labelSets: size.labelSets))
  }

  static let tracer: [OpenModel] = [(3, 2), (4, 2), (3, 3)].map { spans, traces in
    OpenModel(
      "tracer", "\(spans) spans, \(traces) traces",
      TracerConformanceTests.spec(spans: spans, traces: traces), TracerAdapter())
  }
}
