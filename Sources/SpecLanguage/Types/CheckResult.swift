package import SourceText

/// What checking a spec gives.
package struct CheckResult: Sendable {
  /// The spec's whole meaning; nil exactly when there is an error.
  package var spec: TypedSpec?
  /// What is wrong, in the order of the text.
  package var diagnostics: [Diagnostic]
}
