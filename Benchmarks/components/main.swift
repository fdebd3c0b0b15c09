import Foundation

// Prints what the components cost, and what two threads cost each other:
// `swift run -c release component-benchmarks`; with the argument `scaling` only the latter.

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

if !CommandLine.arguments.contains("scaling") {
  print("| operation | ns, median (fastest to slowest) | by hand |")
  print("| --- | --- | --- |")
  for comparison in benchmarks.flatMap({ $0() }) {
    print(
      "| \(comparison.name) | \(formatted(comparison.component)) "
        + "| \(formatted(comparison.byHand)) |")
  }
  print()
}

print("| operation | ns alone | ns on each of two threads | ratio |")
print("| --- | --- | --- | --- |")
for scaling in scalingBenchmarks() {
  print(
    "| \(scaling.name) | \(formatted(scaling.alone)) | \(formatted(scaling.together)) "
      + "| \(formatted(scaling.ratio)) |")
}
