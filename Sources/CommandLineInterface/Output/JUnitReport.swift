package import MeshCheck
import SourceText

/// A report in the XML that continuous-integration systems read: a suite for each spec and set of
/// parameters, a case for each property and each expectation.
package enum JUnitReport {
  package static func text(of report: VerificationReport) -> String {
    let cases = report.specs.map(cases)
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuites name=\"meshcheck\"\(counts(of: cases.flatMap { $0 }))>\n"
    for (spec, cases) in zip(report.specs, cases) { text += suite(spec, cases) }
    return text + "</testsuites>\n"
  }

  private struct Case {
    enum Result {
      case passed
      /// Not as expected: type, one line, and all that is known.
      case failure(type: String, message: String, detail: String)
      /// Could not be told: type and one line.
      case error(type: String, message: String, detail: String)
    }
    var name: String
    var result: Result
  }

  private static func cases(of spec: SpecReport) -> [Case] {
    switch spec.treatment {
    case .failed(let message):
      return [Case(name: "spec", result: .error(type: "failed", message: message, detail: ""))]
    case .invalid:
      let texts = spec.diagnostics.filter { $0.severity == .error }
      let result = Case.Result.error(
        type: "invalid", message: texts.first?.message ?? "the spec has errors",
        detail: texts.map(\.text).joined(separator: "\n"))
      return [Case(name: "spec", result: result)]
    case .nothingToExplore: return [Case(name: "spec", result: .passed)]
    case .explored:
      return spec.properties.map { testCase(of: $0, in: spec) }
        + spec.expectations.filter { !$0.isAboutProperty }.map { testCase(of: $0) }
    }
  }

  private static func testCase(of property: PropertyReport, in spec: SpecReport) -> Case {
    let type = property.verdict.rawValue
    let message = property.reason ?? "\(property.name) is \(type)"
    switch property.outcome {
    case .asExpected: return Case(name: property.name, result: .passed)
    case .inconclusive:
      return Case(
        name: property.name, result: .error(type: type, message: message, detail: ""))
    case .notAsExpected, .invalid, .failed:
      let trace = property.verdict == .violated ? property.trace : nil
      let detail = trace.map { TraceOutput(spec, isColored: false).text(of: $0) } ?? ""
      return Case(
        name: property.name, result: .failure(type: type, message: message, detail: detail))
    }
  }

  private static func testCase(of expectation: ExpectationReport) -> Case {
    let message = expectation.finding ?? ""
    let result: Case.Result =
      switch expectation.result {
      case .met: .passed
      case .unmet: .failure(type: "expectation", message: message, detail: "")
      case .open: .error(type: "inconclusive", message: message, detail: "")
      }
    return Case(name: expectation.text, result: result)
  }

  private static func counts(of cases: [Case]) -> String {
    var failures = 0
    var errors = 0
    for testCase in cases {
      switch testCase.result {
      case .passed: continue
      case .failure: failures += 1
      case .error: errors += 1
      }
    }
    return " tests=\"\(cases.count)\" failures=\"\(failures)\" errors=\"\(errors)\""
  }

  private static func suite(_ spec: SpecReport, _ cases: [Case]) -> String {
    let title = escaped(spec.title)
    let time = decimal(spec.elapsed.inSeconds, places: 3)
    var text = "  <testsuite name=\"\(title)\"\(counts(of: cases)) time=\"\(time)\">\n"
    for testCase in cases {
      let head = "    <testcase classname=\"\(title)\" name=\"\(escaped(testCase.name))\""
      switch testCase.result {
      case .passed: text += head + "/>\n"
      case .failure(let type, let message, let detail):
        text += head + ">\n" + element("failure", type, message, detail) + "    </testcase>\n"
      case .error(let type, let message, let detail):
        text += head + ">\n" + element("error", type, message, detail) + "    </testcase>\n"
      }
    }
    return text + "  </testsuite>\n"
  }

  private static func element(
    _ name: String, _ type: String, _ message: String, _ detail: String
  ) -> String {
    let head = "      <\(name) type=\"\(escaped(type))\" message=\"\(escaped(message))\""
    return detail.isEmpty ? head + "/>\n" : head + ">\(escaped(detail))</\(name)>\n"
  }

  /// Text for an attribute or an element. XML 1.0 has no way at all to write most control
  /// characters (section 2.2), so those become U+FFFD.
  package static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&apos;"
      case "\n": result += "&#10;"
      case "\t": result += "&#9;"
      case "\r": result += "&#13;"
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
