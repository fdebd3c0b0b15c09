/// How a run ended, from best to gravest; each has its exit code.
public enum Outcome: Int, Sendable, Comparable, CaseIterable {
  /// Everything is as the files say it should be.
  case asExpected
  /// A limit was reached before some property had its verdict.
  case inconclusive
  /// Some property, or some count, is not what the files say it should be.
  case notAsExpected
  /// A spec has errors, so it was not explored.
  case invalid
  /// A file could not be read or written.
  case failed

  /// What the process ends with: 0, 3, 1, 2 and 4, in the order of gravity.
  public var exitCode: Int32 {
    switch self {
    case .asExpected: 0
    case .inconclusive: 3
    case .notAsExpected: 1
    case .invalid: 2
    case .failed: 4
    }
  }

  public static func < (a: Outcome, b: Outcome) -> Bool { a.rawValue < b.rawValue }
}
