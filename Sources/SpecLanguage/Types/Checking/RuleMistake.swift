import SourceText

/// What breaks a rule of the language though names and types are right: codes `MC05xx`.
enum RuleMistake {
  private static func mistake(
    _ code: String, _ message: String, at span: Span?, notes: [Diagnostic.Note] = []
  ) -> Diagnostic {
    Diagnostic(DiagnosticCode(code), .error, message, at: span, notes: notes)
  }

  private static func declared(_ name: String, at span: Span?) -> [Diagnostic.Note] {
    span.map { [Diagnostic.Note("'\(name)' is declared here", at: $0)] } ?? []
  }

  // MARK: - Declarations

  static func needsItself(_ cycle: [String], first: Span?, at span: Span) -> Diagnostic {
    let path = (cycle + cycle.prefix(1)).joined(separator: " → ")
    return mistake(
      "MC0501", "'\(cycle.first ?? "")' is defined by itself: \(path)", at: span,
      notes: declared(cycle.first ?? "", at: first))
  }

  static func recursion(_ cycle: [String], at span: Span) -> Diagnostic {
    let path = (cycle + cycle.prefix(1)).joined(separator: " → ")
    return mistake("MC0502", "'\(cycle.first ?? "")' calls itself: \(path)", at: span)
  }

  static func tooDeep(at span: Span) -> Diagnostic {
    mistake(
      "MC0503", "this is too deep, together with all the declarations that it needs", at: span)
  }

  static func parameterOutOfRange(
    _ name: String, _ value: Int64, _ range: String, declared place: Span, at span: Span?
  ) -> Diagnostic {
    mistake(
      "MC0504", "\(value) is outside the range \(range) of the parameter '\(name)'", at: span,
      notes: [Diagnostic.Note("the range of '\(name)' is declared here", at: place)])
  }

  static func parameterNotInteger(_ name: String, _ type: String, at span: Span) -> Diagnostic {
    mistake(
      "MC0505", "the parameter '\(name)' must range over integers, not over '\(type)'", at: span)
  }

  static func noInitialValue(_ name: String, at span: Span) -> Diagnostic {
    mistake(
      "MC0506", "'\(name)' has no initial value: write '= value', '= any', or set it in 'init'",
      at: span)
  }

  static func componentInitialValue(_ name: String, at span: Span) -> Diagnostic {
    mistake(
      "MC0507", "'\(name)' is a component, whose variables have initial values of their own",
      at: span)
  }

  static func ghostComponent(_ name: String, at span: Span) -> Diagnostic {
    mistake("MC0507", "'\(name)' is a component and cannot be a ghost", at: span)
  }

  static func openNotAllowed(at span: Span) -> Diagnostic {
    mistake(
      "MC0508", "'open' stands only before a component in the type of a file's variable", at: span)
  }

  // MARK: - Bounds

  static func tooManyPlaces(max: Int, at span: Span) -> Diagnostic {
    mistake("MC0509", "this holds more than \(max) components", at: span)
  }

  static func tooManyInstances(_ name: String, max: Int, at span: Span) -> Diagnostic {
    mistake("MC0509", "'\(name)' has more than \(max) choices of arguments", at: span)
  }

  // MARK: - Writing

  static func notAPlace(at span: Span) -> Diagnostic {
    mistake("MC0510", "this is no place that can be written to", at: span)
  }

  static func notAssignable(_ name: String, noun: String, at span: Span) -> Diagnostic {
    mistake("MC0510", "'\(name)' is \(noun) and cannot be written to", at: span)
  }

  static func immutable(_ name: String, declared place: Span, at span: Span) -> Diagnostic {
    mistake(
      "MC0511", "'\(name)' cannot be written to: it is bound once", at: span,
      notes: [Diagnostic.Note("'\(name)' is bound here; 'var' makes it variable", at: place)])
  }

  static func componentWritten(_ name: String, _ component: String, at span: Span) -> Diagnostic {
    mistake("MC0512", "only the code of '\(component)' writes to '\(name)'", at: span)
  }

  static func functionWrites(_ name: String, at span: Span) -> Diagnostic {
    mistake(
      "MC0513", "a function reads and never writes, so it cannot change '\(name)'", at: span)
  }

  static func writeNotAllowed(_ what: String, at span: Span) -> Diagnostic {
    mistake("MC0514", "'\(what)' would change the state, and nothing may here", at: span)
  }

  static func writeGivesNothing(_ what: String, at span: Span) -> Diagnostic {
    let popFirst = Diagnostic.Note("'popFirst()' gives what it removes")
    let advice = what == "removeFirst" ? [popFirst] : []
    return mistake(
      "MC0514", "'\(what)' gives no value: it is a statement of its own", at: span, notes: advice)
  }

  static func callNotAllowed(_ name: String, at span: Span) -> Diagnostic {
    mistake(
      "MC0514", "'\(name)' is a transition: only a statement's own expression may call it",
      at: span,
      notes: [Diagnostic.Note("bind its result first: 'let x = \(name)(…)'")])
  }

  static func privateTransition(_ name: String, at span: Span) -> Diagnostic {
    mistake("MC0515", "'\(name)' is private: only its component's own code calls it", at: span)
  }

  static func actionCalled(_ name: String, at span: Span) -> Diagnostic {
    mistake(
      "MC0516", "'\(name)' is an action: it happens by itself, and only a test names it", at: span)
  }

  static func noEffect(at span: Span) -> Diagnostic {
    mistake("MC0517", "this statement changes nothing", at: span)
  }

  // MARK: - Ghosts

  static func ghostRead(_ name: String, at span: Span) -> Diagnostic {
    mistake(
      "MC0518", "'\(name)' is a ghost: only ghosts and properties may read it", at: span)
  }

  static func ghostReader(_ name: String, at span: Span) -> Diagnostic {
    mistake(
      "MC0518", "'\(name)' reads a ghost, and only ghosts and properties may", at: span)
  }

  static func writeUnderGhost(at span: Span) -> Diagnostic {
    mistake("MC0519", "what depends on a ghost may change ghosts only", at: span)
  }

  // MARK: - Statements out of place

  static func breakNotAllowed(at span: Span) -> Diagnostic {
    mistake("MC0520", "'break' may stand only at the end of a switch's case", at: span)
  }

  static func requireNotAllowed(at span: Span) -> Diagnostic {
    mistake("MC0521", "'require' cannot stand here: nothing can refuse to happen", at: span)
  }

  static func choiceNotAllowed(at span: Span) -> Diagnostic {
    mistake("MC0521", "'any' cannot stand here: only actions, steps and 'init' choose", at: span)
  }

  static func anyNotAllowed(at span: Span) -> Diagnostic {
    mistake(
      "MC0521", "'any' may stand only as the whole value of a 'let' or a variable", at: span)
  }

  static func tickBlocks(_ name: String, at span: Span) -> Diagnostic {
    mistake(
      "MC0521", "'\(name)' may choose or be refused, and time may neither", at: span)
  }

  static func notBetweenSteps(at span: Span) -> Diagnostic {
    mistake(
      "MC0522", "between steps only 'step', 'loop', 'while' and 'if' may stand", at: span)
  }

  // MARK: - Formulas

  static func oldNotAllowed(at span: Span) -> Diagnostic {
    mistake(
      "MC0523", "'old' may stand only in 'ensures', in step properties and in formulas over time",
      at: span)
  }

  static func oldWithinOld(at span: Span) -> Diagnostic {
    mistake("MC0523", "'old' looks back one step, so none may stand inside another", at: span)
  }

  static func oldWithoutTime(at span: Span) -> Diagnostic {
    mistake(
      "MC0523", "nothing here speaks of time, so 'old' has no state to look back from", at: span)
  }

  static func temporalNotAllowed(_ name: String, at span: Span) -> Diagnostic {
    mistake(
      "MC0524", "'\(name)' speaks of runs: it may stand only in a 'property' or a 'theorem'",
      at: span)
  }

  static func temporalWithinValue(_ name: String, at span: Span) -> Diagnostic {
    mistake(
      "MC0524",
      "'\(name)' makes a formula over time, which may stand only under '!', '&&', '||', 'implies', "
        + "'?:', quantifiers and other such formulas", at: span)
  }

  static func formulaWithStatements(_ name: String, at span: Span) -> Diagnostic {
    mistake(
      "MC0524", "'\(name)' speaks of runs, so its body must be a lone expression", at: span)
  }

  static func formulaWithResult(_ name: String, at span: Span) -> Diagnostic {
    mistake("MC0524", "'\(name)' speaks of runs, so its result must be 'Bool'", at: span)
  }

  static func changingArgument(_ name: String, at span: Span) -> Diagnostic {
    mistake(
      "MC0524",
      "'\(name)' speaks of runs, along which this argument may change: say for which values by a "
        + "'forall' or an 'exists' around it", at: span)
  }

  static func temporalOverState(at span: Span) -> Diagnostic {
    mistake(
      "MC0524", "a formula over time cannot range over a collection, which changes in time",
      at: span)
  }

  static func temporalOverRange(at span: Span) -> Diagnostic {
    mistake(
      "MC0524",
      "a formula over time cannot range over numbers unless both ends are known beforehand",
      at: span)
  }

  static func temporalInResponse(at span: Span) -> Diagnostic {
    mistake(
      "MC0524", "'recovers' speaks of two moments: no formula over time may stand inside it",
      at: span)
  }

  static func ticksOutOfBounds(_ count: Int64, max: Int64, at span: Span) -> Diagnostic {
    mistake("MC0531", "'recovers' counts from 0 to \(max) ticks, not \(count)", at: span)
  }

  static func nothingTicks(at span: Span) -> Diagnostic {
    mistake(
      "MC0532", "'recovers' counts ticks, and there are none: nothing here has an 'on tick'",
      at: span)
  }

  static func noTick(at span: Span) -> Diagnostic {
    mistake("MC0532", "time does not pass here: nothing has an 'on tick'", at: span)
  }

  static func notAnAction(at span: Span) -> Diagnostic {
    mistake("MC0525", "an action with its arguments is wanted here, as in 'send(c)'", at: span)
  }

  static func keyNotAName(at span: Span) -> Diagnostic {
    mistake("MC0525", "a name for the key is wanted here", at: span)
  }

  // MARK: - Processes

  static func processParameters(_ name: String, at span: Span) -> Diagnostic {
    mistake("MC0526", "the process '\(name)' has more than one parameter", at: span)
  }

  static func processWithoutSteps(_ name: String, at span: Span) -> Diagnostic {
    mistake("MC0526", "the process '\(name)' has no steps", at: span)
  }

  static func reservedLabel(at span: Span) -> Diagnostic {
    mistake("MC0526", "'done' is where every process ends and cannot be a step", at: span)
  }

  static func loopWithoutStep(at span: Span) -> Diagnostic {
    mistake("MC0527", "there is a way round this loop without a step", at: span)
  }

  static func tooManyWays(max: Int, at span: Span) -> Diagnostic {
    mistake("MC0527", "more than \(max) ways lead from one step to the next", at: span)
  }

  // MARK: - Tests and expectations

  static func localInTest(at span: Span) -> Diagnostic {
    mistake(
      "MC0528", "a test has no variables: it consists of actions, calls and 'assert'", at: span)
  }

  static func negativeCount(_ what: String, at span: Span) -> Diagnostic {
    mistake("MC0529", "the number of \(what) cannot be negative", at: span)
  }

  static func verdictImpossible(
    _ verdict: String, _ name: String, declared place: Span, at span: Span
  ) -> Diagnostic {
    mistake(
      "MC0530", "'\(name)' can never be \(verdict)", at: span,
      notes: declared(name, at: place))
  }
}
