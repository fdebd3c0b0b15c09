import SpecLanguage

/// What the names of one piece of code stand for while it is being generated.
struct Scope {
  /// Where variables are read.
  enum VariableSource {
    case current
    /// As they were before the step.
    case beforeStep
    /// As they were before a call: copies of those that its postconditions ask for.
    case copies([Int: Place])
  }

  /// What `old` means here.
  enum OldState {
    case none
    case beforeStep
    case beforeCall(receiver: Place?, variables: [Int: Place])
  }

  /// Where `return` goes, and where it leaves its value.
  struct Exit {
    var label: Label
    var type: Type
    var join: Join
  }

  var declarations: [Local]
  /// By `LocalID`; nil until bound.
  var locals: [Place?]
  /// By `LocalID`: assigned to after it is bound.
  var isAssigned: [Bool]
  var receiver: Place?
  var variables = VariableSource.current
  var old = OldState.none
  var result: Operand?
  var exit: Exit?

  init(_ declarations: [Local], isAssigned: [Bool]? = nil) {
    self.declarations = declarations
    locals = Array(repeating: nil, count: declarations.count)
    self.isAssigned = isAssigned ?? Array(repeating: false, count: declarations.count)
  }
}
