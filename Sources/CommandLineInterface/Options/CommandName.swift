/// The commands, in the order in which help lists them.
package enum CommandName: String, CaseIterable, Sendable {
  case verify, simulate, mutate, replay, document, format, help

  /// What stands after the command: `[PATH…]`.
  package var arguments: String {
    switch self {
    case .verify, .format: "[PATH…]"
    case .simulate: "SPEC"
    case .mutate: "PATH…"
    case .document: "PAGE…"
    case .replay: "TRACE"
    case .help: "[COMMAND]"
    }
  }

  /// `meshcheck replay TRACE`
  var usage: String { "meshcheck \(rawValue) \(arguments)" }

  /// One line.
  var summary: String {
    switch self {
    case .verify: "explore every reachable state of specs and check what they say must be true"
    case .simulate: "take random walks through a spec that is too large to be explored"
    case .mutate: "change specs in one place at a time, and say which changes no property notices"
    case .replay: "take the steps of a saved counterexample again and check each one"
    case .document: "fill the parts of Markdown pages that are made from specs"
    case .format: "write specs in their canonical form"
    case .help: "explain a command and its options"
    }
  }

  /// What the arguments mean, one paragraph.
  var explanation: String {
    switch self {
    case .verify:
      """
      Each PATH is a spec file, or a folder whose *.mesh files are all verified, those in folders \
      below included. Without a PATH that is the folder 'specs'.
      """
    case .simulate:
      """
      Nothing is proved: properties are 'violated', or 'not violated in N walks', and the exit \
      code is 1 or 3. A violation is shortened, and the report says how to take its walk again.
      """
    case .mutate:
      """
      Each change of what a spec does (a guard left out, '<' for '<=', a statement forgotten) \
      makes a mutant, which is verified. Those that live show what the properties do not say.
      """
    case .replay:
      """
      TRACE is a file that 'verify --trace' has written (*.itf.json). The spec that it names must \
      still be there.
      """
    case .document:
      """
      A page has orders such as '<!-- meshcheck section 6.1 -->' and, below each, an end, \
      '<!-- /meshcheck -->'. What stands between the two is made anew; all else stays as it is.
      """
    case .format:
      """
      One file is printed in its canonical form. Several files, or a folder, need --check or \
      --write. Without a PATH that is the folder 'specs'.
      """
    case .help:
      "Without a COMMAND, all commands are listed."
    }
  }
}
