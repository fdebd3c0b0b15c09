package import SourceText
package import SpecLanguage

/// What became of one change of a spec.
package struct MutantReport: Sendable {
  package enum Status: String, Sendable, CaseIterable {
    /// Something was no longer as the file expects.
    case noticed
    /// Everything was as the file expects, though steps or states differ.
    case living
    /// As living, with a reason in the spec why.
    case explained
    /// The same initial states and the same steps: there is nothing to notice.
    case equivalent
    /// A limit was reached before anything was noticed.
    case undecided
    /// The text is no spec any more, or one with a warning that it did not have: no mutant.
    case invalid
    /// Not verified, since the run was asked to end.
    case skipped
  }

  /// A property that noticed the change.
  package struct Noticing: Sendable, Hashable {
    /// The property's name as the report of `verify` has it, or the text of an `expect`.
    package var name: String
    /// Steps of the shortest counterexample; nil where there is none, as for an unreachable.
    package var steps: Int?
  }

  package var operation: Mutation.Operation
  /// The file that was changed.
  package var file: String
  /// Where the change begins.
  package var position: SourcePosition
  /// The expression or statement around the change, in one line, without and with it.
  package var before: String
  package var after: String
  package var status: Status
  /// All that noticed it, those with the shortest counterexample first.
  package var noticedBy: [Noticing] = []
  /// Why it is undecided, explained or invalid; the limit that ended the search of a noticed one,
  /// so that others may notice it too; nil otherwise.
  package var reason: String?
  /// What a living one does that the original does not, one sentence: the nearest of all.
  package var difference: String?
  /// The run in which it was noticed, or undecided: `(clients = 3)`, nil for the defaults.
  package var run: String?

  package init(_ mutation: Mutation, in sources: SourceMap) {
    let source = sources[mutation.span.file]
    operation = mutation.operation
    file = source.path
    position = mutation.position(in: source)
    (before, after) = mutation.excerpt(in: source)
    status = .skipped
  }

  /// What noticed it with the shortest counterexample, without keys: `breakers.WellFormed`.
  package var first: String? { noticedBy.first?.name.withoutKeys }
}
