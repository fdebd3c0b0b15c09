import MeshCheck

/// What the process ends with.
package enum ExitCodes {
  /// A command line that cannot be understood; `EX_USAGE` of sysexits.
  package static let usage: Int32 = 64

  /// Over several files the gravest counts: 4, then 2, 1, 3 and 0.
  package static let table: [(code: Int32, meaning: String)] = [
    (Outcome.asExpected.exitCode, "everything is as the specs say it should be"),
    (Outcome.notAsExpected.exitCode, "some property, or some count, is not as expected"),
    (Outcome.invalid.exitCode, "a spec has errors"),
    (Outcome.inconclusive.exitCode, "a limit was reached, or something is not checked"),
    (Outcome.failed.exitCode, "a file could not be read or written"),
    (usage, "the command line is wrong"),
  ]
}
