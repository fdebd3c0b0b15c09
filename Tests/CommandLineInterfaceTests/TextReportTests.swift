import CommandLineInterface
import MeshCheck
import Testing

@Suite("A text report")
struct TextReportTests {
  private static let plain = TextReport(
    palette: Palette(isColored: false), isQuiet: false, titleWidth: 0)
  private static let quiet = TextReport(
    palette: Palette(isColored: false), isQuiet: true, titleWidth: 0)

  private func explored(_ properties: [PropertyReport]) -> SpecReport {
    var spec = SpecReport(file: "specs/x.mesh", treatment: .explored)
    spec.states = 288
    spec.transitions = 1146
    spec.depth = 11
    spec.elapsed = .milliseconds(8)
    spec.properties = properties
    return spec
  }

  private func property(
    _ name: String, _ verdict: Verdict, _ kind: PropertyReport.Kind = .invariant,
    reason: String? = nil
  ) -> PropertyReport {
    PropertyReport(
      name: name, kind: kind, verdict: verdict, file: "specs/x.mesh", line: 7, reason: reason)
  }

  @Test("is one line for a spec that is as expected")
  func expected() {
    let spec = explored([property("A", .holds), property("deadlock", .holds, .deadlock)])
    #expect(
      Self.plain.text(of: spec)
        == "specs/x.mesh  288 states  1,146 transitions  depth 11  0.01 s  ok (2 properties)\n")
    #expect(Self.quiet.text(of: spec) == "")
  }

  @Test("shows measures, and failures that were to be")
  func remarks() {
    var measure = property("waiting", .holds, .measure)
    measure.measure = Measurement(least: 0, greatest: 2)
    var broken = property("Safe", .violated)
    broken.expectedVerdict = .violated
    broken.hasExpectation = true
    #expect(
      Self.plain.text(of: explored([measure, broken])) == """
        specs/x.mesh  288 states  1,146 transitions  depth 11  0.01 s  ok (2 properties)
            measure waiting: 0...2
            violated, as expected: Safe

        """)
  }

  @Test("says of each property that is not as expected what and why")
  func details() {
    var spec = explored([
      property("Good", .holds), property("Said", .vacuous, .theorem, reason: "no left side"),
      property("Far", .unreachable, .reachable),
      property("Runs", .inconclusive, .property, reason: "not checked yet"),
      property("Ends", .inconclusive, .property, reason: "not checked yet"),
    ])
    spec.properties[2].expectedVerdict = .violated
    spec.properties[2].hasExpectation = true
    spec.expectations = [
      ExpectationReport(
        text: "expect depth 12", line: 30, result: .unmet, finding: "there are 11 levels")
    ]
    let details = """

        vacuous: theorem Said (specs/x.mesh:7)
          no left side

        unreachable: reachable Far (specs/x.mesh:7)
          the spec expects it to be violated

        inconclusive: Runs, Ends
          not checked yet

        not met: expect depth 12 (line 30)
          there are 11 levels


      """
    let headline =
      "specs/x.mesh  288 states  1,146 transitions  depth 11  0.01 s  "
      + "2 of 5 properties not as expected, 2 of 5 properties inconclusive, "
      + "1 expectation not met\n"
    #expect(Self.plain.text(of: spec) == headline + details)
    #expect(Self.quiet.text(of: spec) == headline + details)
  }

  @Test("says that verdicts hold within a constraint")
  func constraint() {
    var spec = explored([property("A", .holds)])
    spec.isWithinConstraint = true
    #expect(Self.plain.text(of: spec).hasSuffix("ok within the constraint (1 property)\n"))
    spec.properties[0].verdict = .vacuous
    #expect(Self.plain.text(of: spec).contains("  vacuous within the constraint: invariant A"))
  }

  @Test("lists what is worth a look, ten of a kind")
  func coverage() {
    var spec = explored([property("A", .holds)])
    var coverage = CoverageReport()
    coverage.actionsNeverFired = [
      .init(text: "crash", file: "specs/x.mesh", line: 3, what: "never fires")
    ]
    coverage.branchesNeverTaken = [
      .init(text: "n > 3", file: "specs/x.mesh", line: 8, what: "never true")
    ]
    coverage.antecedentsNeverTrue = [
      .init(text: "up", file: "specs/x.mesh", line: 9, what: "never true")
    ]
    coverage.casesNeverReached = (1...12).map { "Mode.m\($0)" }
    spec.coverage = coverage
    let text = Self.plain.text(of: spec)
    #expect(
      text.contains(
        """

          worth a look
            action crash never fires (specs/x.mesh:3)
            'n > 3' is never true (specs/x.mesh:8)
            the left side 'up' is never true (specs/x.mesh:9)
            no state has Mode.m1

        """))
    #expect(text.hasSuffix("    no state has Mode.m10\n    and 2 more of the kind\n\n"))
    #expect(Self.quiet.text(of: spec) == "")
  }

  @Test("sums up by outcome, in words")
  func summary() {
    let library = SpecReport(file: "l.mesh", treatment: .nothingToExplore)
    let wrong = SpecReport(file: "w.mesh", treatment: .invalid)
    let good = VerificationReport(specs: [explored([]), library])
    #expect(
      Self.plain.summary(of: good, elapsed: .seconds(2)) == "2 specs, 2 as expected, 2.00 s\n")
    #expect(Self.quiet.summary(of: good, elapsed: .seconds(2)) == "")
    let bad = VerificationReport(specs: [explored([property("A", .violated)]), wrong, library])
    #expect(
      Self.quiet.summary(of: bad, elapsed: .zero)
        == "3 specs, 1 as expected, 1 not as expected, 1 with errors, 0.00 s\n")
  }
}
