import Counterexamples
package import SpecLanguage

/// What was found out about one spec file under one set of parameters.
public struct SpecReport: Sendable {
  public struct Parameter: Sendable, Hashable {
    public var name: String
    public var value: Int64

    package init(name: String, value: Int64) {
      self.name = name
      self.value = value
    }
  }

  /// What became of the file.
  public enum Treatment: Sendable, Hashable {
    case explored
    /// No variable, so no state: types and components for others, checked for errors.
    case nothingToExplore
    /// It has errors; `diagnostics` says which.
    case invalid
    /// The world failed: a sentence says how.
    case failed(String)
  }

  /// The path as it was given.
  public var file: String
  public var treatment: Treatment
  /// All parameters of the file with the values of this run, as declared.
  public var parameters: [Parameter] = []
  /// Those of them whose values are not the file's defaults.
  public var changedParameters: [Parameter] = []
  /// Whether to name the parameters in headings: they are not the file's defaults.
  public var showsParameters: Bool { !changedParameters.isEmpty }
  /// Different reachable states that were looked at.
  public var states = 0
  /// Steps from them, those that lead back to the same state included.
  public var transitions = 0
  /// Levels below the initial states.
  public var depth = 0
  /// Why the search ended early; nil when it did not.
  public var limit: ReachedLimit?
  /// A constraint kept some states from being expanded: verdicts hold within it only.
  public var isWithinConstraint = false
  /// What the states stand for; nil when there is nothing to exchange, or it was not wanted.
  public var symmetry: SymmetryReport?
  /// What temporal properties take for granted; nil when there are none.
  public var fairness: FairnessReport?
  /// What the states are without.
  public var reduction = ReductionReport()
  /// From reading the file to the last verdict.
  public var elapsed: Duration = .zero
  /// What ran the actions in the end: `bytecode` or `native`.
  public var engine = "bytecode"
  /// How long it took until there was native code; nil when there was none.
  public var compilation: Duration?
  /// What the C compiler took of the processors for it; nil when there was none.
  public var compilationProcessorTime: Duration?
  /// Most bytes that the search held at once.
  public var peakBytes = 0
  /// Why the search was no longer saved from some moment on; nil when nothing went wrong.
  public var savingFailure: String?
  /// Whether states were kept compressed at the end.
  public var isCompressed = false
  /// Bytes of states that were moved to a file.
  public var spilledBytes = 0
  /// Why states were no longer moved to a file from some moment on; nil when nothing went wrong.
  public var spillFailure: String?
  /// Declared ones first, in their order, then `deadlock`, tests, and implicit violations.
  public var properties: [PropertyReport] = []
  public var expectations: [ExpectationReport] = []
  /// nil unless the search was complete.
  public var coverage: CoverageReport?
  public var diagnostics: [DiagnosticReport] = []
  /// What the traces' values are described by; nil unless explored.
  package var spec: TypedSpec?

  package init(file: String, treatment: Treatment) {
    self.file = file
    self.treatment = treatment
  }

  /// Every reachable state was seen (within the constraint, if there is one).
  public var isComplete: Bool { treatment == .explored && limit == nil }

  /// `specs/x.mesh` or, when it is not the file's own setting, `specs/x.mesh (clients = 3)`.
  public var title: String {
    guard showsParameters && !parameters.isEmpty else { return file }
    let list = parameters.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
    return "\(file) (\(list))"
  }

  /// A property's trace as people read it: the first state, then each step with what it changed,
  /// and why the property is false at the end; nil when there is none.
  public func traceText(of property: PropertyReport) -> String? {
    guard let spec, let trace = property.trace else { return nil }
    return TextTraceRenderer(spec: spec, command: command).render(trace)
  }

  /// The command line that does this run again.
  package var command: String {
    command(setting: changedParameters)
  }

  /// The same with these of its parameters only.
  package func command(setting parameters: [Parameter]) -> String {
    let settings = parameters.map { " --set \($0.name)=\($0.value)" }.joined()
    let isUnfair = fairness?.isAssumed == false
    return "meshcheck verify \(file)" + settings + (isUnfair ? " --without-fairness" : "")
  }

  /// The gravest of all that was found.
  public var outcome: Outcome {
    switch treatment {
    case .failed: return .failed
    case .invalid: return .invalid
    case .nothingToExplore: return .asExpected
    case .explored:
      let all = properties.map(\.outcome) + expectations.map(\.outcome)
      return all.max() ?? .asExpected
    }
  }

  /// The gravest verdict of the file's properties, whether expected or not; nil when not explored.
  public var verdict: Verdict? {
    guard treatment == .explored else { return nil }
    let gravest: [Verdict] = [.violated, .vacuous, .unreachable, .inconclusive]
    return gravest.first { verdict in properties.contains { $0.verdict == verdict } } ?? .holds
  }
}
