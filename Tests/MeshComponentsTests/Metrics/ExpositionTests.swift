import Foundation
import Testing

@testable import MeshComponents

@Suite("The metrics page")
struct ExpositionTests {
  /// What `python3` says of a program; nil where it, or what it imports, is not installed.
  static func python(_ program: String, _ input: String = "") -> String? {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", program]
    let (standardInput, standardOutput) = (Pipe(), Pipe())
    process.standardInput = standardInput
    process.standardOutput = standardOutput
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    standardInput.fileHandleForWriting.write(Data(input.utf8))
    try? standardInput.fileHandleForWriting.close()
    let output = standardOutput.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? String(decoding: output, as: UTF8.self) : nil
  }

  static let hasClient = python("import prometheus_client") != nil

  static func filled() throws -> Metrics {
    let metrics = Metrics(wallClock: WallClock { .milliseconds(1_520_430_000_123) })
    let help = "Requests by \"path\",\nwith a \\."
    try metrics.counter("hits", help: help, labels: ["path": "/b", "code": "200"]).increment(by: 3)
    try metrics.counter("hits", labels: ["path": "a\"b\\c\nd", "code": "200"]).add(0.5)
    try metrics.set("level", ["at": "nan"], to: .nan)
    try metrics.set("level", ["at": "inf"], to: .infinity)
    try metrics.set("level", ["at": "minus"], to: -.infinity)
    try metrics.set("level", ["at": "2"], to: -2.25)
    let sizes = try metrics.histogram("sizes", labels: ["of": "x"], buckets: [0.1, 1, 2_500_000])
    for size in [0.05, 0.5, 0.5, 3e6] { sizes.observe(size) }
    return metrics
  }

  @Test("in Prometheus' format is sorted, escaped and cumulated")
  func prometheus() throws {
    #expect(
      try Self.filled().exposition(.prometheus) == #"""
        # TYPE hits_total counter
        # HELP hits_total Requests by "path",\nwith a \\.
        hits_total{code="200",path="/b"} 3
        hits_total{code="200",path="a\"b\\c\nd"} 0.5
        # TYPE level gauge
        level{at="2"} -2.25
        level{at="inf"} +Inf
        level{at="minus"} -Inf
        level{at="nan"} NaN
        # TYPE sizes histogram
        sizes_bucket{of="x",le="0.1"} 1
        sizes_bucket{of="x",le="1.0"} 3
        sizes_bucket{of="x",le="2.5e+06"} 3
        sizes_bucket{of="x",le="+Inf"} 4
        sizes_sum{of="x"} 3000001.05
        sizes_count{of="x"} 4

        """#)
  }

  @Test("in OpenMetrics says when series began, and where it ends")
  func openMetrics() throws {
    let metrics = Metrics(wallClock: WallClock { .milliseconds(1_520_430_000_123) })
    try metrics.counter("hits", help: #"A "quoted" word."#).increment()
    #expect(
      metrics.exposition(.openMetrics) == #"""
        # TYPE hits counter
        # HELP hits A \"quoted\" word.
        hits_total 1
        hits_created 1520430000.123
        # EOF

        """#)
    #expect(Metrics().exposition(.openMetrics) == "# EOF\n")
    #expect(Metrics().exposition(.prometheus).isEmpty)
  }

  @Test(
    "prints bounds as OpenMetrics' canonical numbers",
    arguments: [
      (0.0001, "0.0001"), (0.00001, "1e-05"), (1, "1.0"), (10, "10.0"), (0.25, "0.25"),
      (100_000, "100000.0"), (1e6, "1e+06"), (1.5e6, "1.5e+06"), (1e10, "1e+10"), (1e16, "1e+16"),
    ])
  func canonical(number: Double, text: String) {
    #expect(canonicalNumber(number) == text)
  }

  @Test("says which format it is in")
  func contentTypes() {
    #expect(MetricsFormat.prometheus.contentType == "text/plain; version=0.0.4; charset=utf-8")
    #expect(
      MetricsFormat.openMetrics.contentType
        == "application/openmetrics-text; version=1.0.0; charset=utf-8")
  }

  @Test(
    "is read by Prometheus' own client",
    .enabled(if: hasClient, "needs python3 with the package prometheus_client"),
    arguments: [
      (MetricsFormat.prometheus, "prometheus_client.parser"),
      (.openMetrics, "prometheus_client.openmetrics.parser"),
    ])
  func client(format: MetricsFormat, parser: String) throws {
    let program = """
      import sys
      from \(parser) import text_string_to_metric_families as read
      for family in read(sys.stdin.read()):
          for s in family.samples:
              if not s.name.endswith("_created"):
                  print(s.name, family.type, sorted(s.labels.items()), float(s.value))
      """
    let read = try #require(Self.python(program, Self.filled().exposition(format)))
    #expect(
      read == #"""
        hits_total counter [('code', '200'), ('path', '/b')] 3.0
        hits_total counter [('code', '200'), ('path', 'a"b\\c\nd')] 0.5
        level gauge [('at', '2')] -2.25
        level gauge [('at', 'inf')] inf
        level gauge [('at', 'minus')] -inf
        level gauge [('at', 'nan')] nan
        sizes_bucket histogram [('le', '0.1'), ('of', 'x')] 1.0
        sizes_bucket histogram [('le', '1.0'), ('of', 'x')] 3.0
        sizes_bucket histogram [('le', '2.5e+06'), ('of', 'x')] 3.0
        sizes_bucket histogram [('le', '+Inf'), ('of', 'x')] 4.0
        sizes_sum histogram [('of', 'x')] 3000001.05
        sizes_count histogram [('of', 'x')] 4.0

        """#)
  }
}
