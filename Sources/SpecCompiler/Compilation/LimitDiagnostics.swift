import SourceText
import SpecLanguage

/// What the compiler refuses, because the engine could not hold it or it would never end: `MC06xx`.
enum LimitDiagnostics {
  static let stateBitsMax = 8_192

  /// MC0601: `variables` are names with their bits, in the order of declaration.
  static func wideState(
    bits: Int?, variables: [(name: String, bits: Int?, span: Span)], file: FileID
  ) -> Diagnostic {
    let sorted = variables.sorted { ($0.bits ?? .max) > ($1.bits ?? .max) }
    let size = bits.map { "\($0) bits" } ?? "far more bits than that"
    return Diagnostic(
      DiagnosticCode("MC0601"), .error,
      "a state may have \(stateBitsMax) bits, and this one has \(size)",
      at: sorted.first?.span,
      notes: sorted.map { variable in
        let bits =
          variable.bits.map { $0 == 1 ? "1 bit" : "\($0) bits" } ?? "too many bits to count"
        return Diagnostic.Note("'\(variable.name)' has \(bits)", at: variable.span)
      })
  }

  /// MC0602
  static func largeValue(at span: Span) -> Diagnostic {
    Diagnostic(
      DiagnosticCode("MC0602"), .error,
      "this value is too large: it has more than \(TypeLayout.sizeMax) parts", at: span)
  }

  /// MC0603
  static func largeDomain(
    count: Int?, max: Int = Generator.domainMax, at span: Span?
  ) -> Diagnostic {
    let size = count.map { "\($0) values" } ?? "more values than can be counted"
    return Diagnostic(
      DiagnosticCode("MC0603"), .error,
      "there are \(size) to go through here, and at most \(max) are allowed",
      at: span)
  }

  /// MC0604
  static func largeProgram(_ limits: CompilerLimits, at span: Span?) -> Diagnostic {
    Diagnostic(
      DiagnosticCode("MC0604"), .error,
      "the spec is too large to compile: parameters, loops and calls together come to more than "
        + "\(limits.instructionsMax) instructions", at: span)
  }

  /// MC0605
  static func deepCalls(at span: Span) -> Diagnostic {
    Diagnostic(
      DiagnosticCode("MC0605"), .error, "calls and expressions are nested too deeply here", at: span
    )
  }

  /// MC0607
  static func longRun(max: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      DiagnosticCode("MC0607"), .error,
      "loops stand in one another here that go through more than \(max) values together", at: span)
  }

  /// MC0606
  static func temporalOnly(at span: Span) -> Diagnostic {
    Diagnostic(
      DiagnosticCode("MC0606"), .error,
      "'enabled' and 'fired' have a value only in properties about runs", at: span)
  }
}
