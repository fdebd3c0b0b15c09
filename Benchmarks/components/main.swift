import Foundation

// Prints what the components cost: `swift run -c release component-benchmarks`.

/// The comparisons of each component.
let benchmarks: [() -> [Comparison]] = [
  breakerBenchmarks,
  ringBenchmarks,
  balancerBenchmarks,
  metricsBenchmarks,
  messageBenchmarks,
]

func formatted(_ measurement: Measurement?) -> String {
  guard let measurement else { return "-" }
  return String(
    format: "%.1f (%.1f to %.1f)", measurement.median, measurement.fastest, measurement.slowest)
}

print("| operation | ns, median (fastest to slowest) | by hand |")
print("| --- | --- | --- |")
for comparison in benchmarks.flatMap({ $0() }) {
  print(
    "| \(comparison.name) | \(formatted(comparison.component)) | \(formatted(comparison.byHand)) |")
}
