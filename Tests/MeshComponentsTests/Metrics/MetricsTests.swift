import Dispatch
import MeshComponents
import Testing

@Suite("Metrics")
struct MetricsTests {
  let metrics = Metrics(wallClock: WallClock { .milliseconds(1_520_430_000_123) })

  @Test("keep a series for each set of labels, in whatever order they are written")
  func series() throws {
    try metrics.increment("hits", ["a": "1", "b": "2"])
    try metrics.increment("hits", ["b": "2", "a": "1"], by: 2)
    try metrics.increment("hits", ["a": "2", "b": "1"])
    let family = try #require(metrics.scrape("hits"))
    #expect(family.samples.count == 2)
    #expect(family[["a": "1", "b": "2"]] == .counter(3))
    #expect(family[["a": "2", "b": "1"]] == .counter(1))
    #expect(family[["a": "3", "b": "1"]] == nil && metrics.scrape("misses") == nil)
  }

  @Test("tell values apart that look alike and have different bytes")
  func bytes() throws {
    try metrics.increment("hits", ["city": "Z\u{FC}rich"])
    try metrics.increment("hits", ["city": "Zu\u{308}rich"])
    #expect(metrics.scrape("hits")?.samples.map(\.value) == [.counter(1), .counter(1)])
  }

  @Test("keep the kind of a name, and its label names")
  func kinds() throws {
    let hits = try metrics.counter("hits", labels: ["a": "1"])
    #expect(throws: MetricsError.kindChanged(name: "hits", is: .counter, asked: .gauge)) {
      try metrics.set("hits", ["a": "1"], to: 4)
    }
    #expect(throws: MetricsError.labelNamesChanged(name: "hits", are: ["a"], asked: ["b"])) {
      try metrics.increment("hits", ["b": "1"])
    }
    hits.increment()
    #expect(metrics.scrape("hits")?[["a": "1"]] == .counter(1))
    _ = try metrics.histogram("seconds", buckets: [1, 2])
    #expect(throws: MetricsError.bucketsChanged(name: "seconds")) {
      try metrics.histogram("seconds", buckets: [1, 3])
    }
  }

  @Test(
    "refuse a name that a reader would not take, or that clashes with another's samples",
    arguments: [
      ("", MetricsError.invalidName("")), ("9lives", .invalidName("9lives")),
      ("a-b", .invalidName("a-b")), ("zürich", .invalidName("zürich")),
      ("hits_total", .reservedSuffix(name: "hits_total")),
      ("hits_created", .reservedSuffix(name: "hits_created")),
      ("seconds_bucket", .reservedSuffix(name: "seconds_bucket")),
    ])
  func names(name: String, error: MetricsError) {
    #expect(throws: error) { try metrics.increment(name) }
    #expect(metrics.scrape().isEmpty)
  }

  @Test("take colons in names, and underscores")
  func validNames() throws {
    for name in ["_", ":", "job:hits:rate5m", "A_9"] { try metrics.increment(name) }
    #expect(metrics.scrape().map(\.name) == [":", "A_9", "_", "job:hits:rate5m"])
  }

  @Test(
    "refuse labels that a reader would not take",
    arguments: [
      (["a:b": "1"], .invalidLabelName("a:b")),
      (["": "1"], .invalidLabelName("")), (["__name__": "1"], .invalidLabelName("__name__")),
      (["a": "1", "a": "2"], .duplicateLabelName("a")),
      (["a=\"x\",b": "y"], .invalidLabelName("a=\"x\",b")),
    ] as [(MetricLabels, MetricsError)])
  func labels(labels: MetricLabels, error: MetricsError) {
    #expect(throws: error) { try metrics.increment("hits", labels) }
  }

  @Test(
    "refuse bounds that do not grow, and a label that is the bound of a bucket",
    arguments: [[1, 1], [2, 1], [-1, 1], [.infinity], [.nan]])
  func bounds(bounds: [Double]) {
    #expect(throws: MetricsError.self) { try metrics.histogram("seconds", buckets: bounds) }
    #expect(throws: MetricsError.reservedLabelName("le")) {
      try metrics.histogram("seconds", labels: ["le": "1"])
    }
  }

  @Test("refuse more label sets than their limit, and go on with those there are")
  func limit() throws {
    let metrics = Metrics(seriesMax: 2)
    for user in ["1", "2"] { try metrics.increment("hits", ["user": user]) }
    #expect(throws: MetricsError.tooManySeries(name: "hits", limit: 2)) {
      try metrics.increment("hits", ["user": "3"])
    }
    try metrics.increment("hits", ["user": "1"])
    #expect(metrics.scrape("hits")?[["user": "1"]] == .counter(2))
  }

  @Test("add fractions to a counter, and nothing that would make it fall")
  func fractions() throws {
    let spent = try metrics.counter("seconds_spent")
    spent.increment(by: 2)
    #expect(spent.add(0.5) && spent.add(0.25))
    #expect(!spent.add(-1) && !spent.add(.nan) && !spent.add(.infinity))
    #expect(metrics.scrape("seconds_spent")?[.none] == .counter(2.75))
  }

  @Test("count a value into the first bucket whose bound is not below it")
  func buckets() throws {
    let sizes = try metrics.histogram("sizes", buckets: [1, 2, 4])
    for size in [0, 1, 1.5, 2, 4, 4.5, .infinity] { #expect(sizes.observe(size)) }
    #expect(!sizes.observe(-1) && !sizes.observe(Double.nan))
    guard case .histogram(let value) = metrics.scrape("sizes")?[.none] else {
      Issue.record("no histogram")
      return
    }
    #expect(value.counts == [2, 2, 1, 2] && value.cumulated == [2, 4, 5, 7])
    #expect(value.count == 7 && value.sum == .infinity)
  }

  @Test("lose no increment of tasks that run at once")
  func threads() async throws {
    let hits = try metrics.counter("hits")
    let level = try metrics.gauge("level")
    let sizes = try metrics.histogram("sizes", buckets: [1])
    await withTaskGroup { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<2_000 {
            hits.increment()
            hits.add(0.5)
            level.add(1)
            sizes.observe(1.0)
          }
        }
      }
    }
    #expect(metrics.scrape("hits")?[.none] == .counter(24_000))
    #expect(metrics.scrape("level")?[.none] == .gauge(16_000))
    #expect(metrics.scrape("sizes")?[.none]?.number == 16_000)
  }

  @Test("add up what more threads than a histogram has parts have observed")
  func parts() throws {
    let sizes = try metrics.histogram("sizes", buckets: [1, 2])
    DispatchQueue.concurrentPerform(iterations: 24) { number in
      for _ in 0..<100 { sizes.observe(Double(number % 3) + 0.5) }
    }
    guard case .histogram(let value)? = metrics.scrape("sizes")?[.none] else {
      Issue.record("no histogram")
      return
    }
    #expect(value.counts == [800, 800, 800] && value.count == 2_400)
    #expect(value.sum == 800 * (0.5 + 1.5 + 2.5))
  }

  @Test("are read as they were in one moment, however many write")
  func oneMoment() async throws {
    // Each task adds to the first series and then to the second, so in no moment is the second
    // ahead, and the first is ahead by as many as there are tasks at most.
    let first = try metrics.counter("steps", labels: ["step": "1"])
    let second = try metrics.counter("steps", labels: ["step": "2"])
    let isOver = Counter()
    await withTaskGroup { group in
      for _ in 0..<2 {
        group.addTask {
          while isOver.value == 0 {
            for _ in 0..<64 {
              first.increment()
              second.increment()
            }
            // A task that never waits would keep its thread from the one that reads.
            await Task.yield()
          }
        }
      }
      for _ in 0..<500 {
        let family = metrics.scrape("steps")
        let ahead =
          (family?[["step": "1"]]?.number ?? 0) - (family?[["step": "2"]]?.number ?? 0)
        #expect((0...2).contains(ahead))
        await Task.yield()
      }
      isOver.increment()
    }
  }
}
