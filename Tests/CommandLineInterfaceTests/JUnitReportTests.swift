import CommandLineInterface
import MeshCheck
import Testing

@Suite("A JUnit report")
struct JUnitReportTests {
  @Test(
    "escapes what XML does not allow",
    arguments: [
      ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
      ("\"it's\"", "&quot;it&apos;s&quot;"),
      ("one\ntwo\tthree\r", "one&#10;two&#9;three&#13;"),
      ("bell\u{7} null\u{0} esc\u{1B}[0m", "bell\u{FFFD} null\u{FFFD} esc\u{FFFD}[0m"),
      ("\u{FFFE}\u{FFFF}", "\u{FFFD}\u{FFFD}"),
      ("∀ 状態", "∀ 状態"),
    ])
  func escape(text: String, expected: String) {
    #expect(JUnitReport.escaped(text) == expected)
  }

  @Test("has a case for each property, and says of each what is wrong")
  func wholeReport() {
    var spec = SpecReport(file: "specs/a&b.mesh", treatment: .explored)
    spec.parameters = [.init(name: "n", value: 3)]
    spec.changedParameters = spec.parameters
    spec.elapsed = .milliseconds(1250)
    spec.properties = [
      PropertyReport(name: "Good", kind: .invariant, verdict: .holds, file: spec.file, line: 3),
      PropertyReport(
        name: "Empty", kind: .theorem, verdict: .vacuous, file: spec.file, line: 4,
        reason: "its left side is never true"),
      PropertyReport(
        name: "Long", kind: .invariant, verdict: .inconclusive, file: spec.file, line: 5,
        reason: "the limit of 1,000 states was reached"),
    ]
    spec.expectations = [
      ExpectationReport(
        text: "expect states 12", line: 9, result: .unmet, finding: "there are 13 states")
    ]
    let failed = SpecReport(file: "b.mesh", treatment: .failed("'b.mesh' cannot be read"))
    let library = SpecReport(file: "c.mesh", treatment: .nothingToExplore)
    let report = VerificationReport(specs: [spec, failed, library])
    #expect(
      JUnitReport.text(of: report) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="meshcheck" tests="6" failures="2" errors="2">
          <testsuite name="specs/a&amp;b.mesh (n = 3)" tests="4" failures="2" errors="1" time="1.250">
            <testcase classname="specs/a&amp;b.mesh (n = 3)" name="Good"/>
            <testcase classname="specs/a&amp;b.mesh (n = 3)" name="Empty">
              <failure type="vacuous" message="its left side is never true"/>
            </testcase>
            <testcase classname="specs/a&amp;b.mesh (n = 3)" name="Long">
              <error type="inconclusive" message="the limit of 1,000 states was reached"/>
            </testcase>
            <testcase classname="specs/a&amp;b.mesh (n = 3)" name="expect states 12">
              <failure type="expectation" message="there are 13 states"/>
            </testcase>
          </testsuite>
          <testsuite name="b.mesh" tests="1" failures="0" errors="1" time="0.000">
            <testcase classname="b.mesh" name="spec">
              <error type="failed" message="&apos;b.mesh&apos; cannot be read"/>
            </testcase>
          </testsuite>
          <testsuite name="c.mesh" tests="1" failures="0" errors="0" time="0.000">
            <testcase classname="c.mesh" name="spec"/>
          </testsuite>
        </testsuites>

        """)
  }
}
