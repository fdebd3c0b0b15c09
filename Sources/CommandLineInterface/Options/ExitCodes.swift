import MeshCheck

/// What the process ends with.
package enum ExitCodes {
  /// A command line that cannot be understood; `EX_USAGE` of sysexits.
  package static let usage: Int32 = 64

  /// Each code with its meaning, as help and `docs/command-line.md` print it.
  package static let table: [(code: Int32, meaning: String)] = [
    (Outcome.asExpected.exitCode, "everything is as the specs say it should be"),
    (
      Outcome.notAsExpected.exitCode,
      "some property, or some count, is not as expected, or a mutant lives"
    ),
    (Outcome.invalid.exitCode, "a spec has errors"),
    (Outcome.inconclusive.exitCode, "a limit was reached, or something is not checked"),
    (Outcome.failed.exitCode, "a file could not be read or written"),
    (usage, "the command line is wrong"),
  ]
}
