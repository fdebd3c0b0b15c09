extension SpecGenerator {
  /// The text of a spec with claims about runs, most of whose actions are fair.
  package static func temporalSpec(seed: UInt64, statesMax: Int, formulas: Int) -> String {
    var generator = SpecGenerator(seed: seed, statesMax: statesMax)
    generator.fairShare = (weak: 45, strong: 20)
    generator.writeSpec()
    generator.scope.readsGhosts = true
    for _ in 0..<formulas { generator.writeFormula() }
    return generator.lines.joined(separator: "\n") + "\n"
  }

  private mutating func writeFormula() {
    let head = chance(20) ? "theorem" : "property"
    var operators = 3
    // A theorem that speaks of one state only cannot look back.
    var scope = scope
    scope.readsOld = head == "property" && chance(40)
    if hasTick && chance(15) {
      write("\(head) \(name("Run")): \(boundedResponse(scope))")
      return
    }
    if chance(20) {
      let variable = GeneratedVariable(name: name("v"), type: scalarType())
      let word = chance(60) ? "forall" : "exists"
      // Each value has operators of its own.
      operators = 1
      let inner = scope.adding(variable)
      var body = formula(inner, depth: 2, operators: &operators)
      if chance(50) {
        let function = name("named")
        let parameter = "\(variable.name): \(text(variable.type))"
        write("func \(function)(\(parameter)) -> Bool { eventually \(body) }")
        body = "\(function)(\(variable.name))"
      }
      write("\(head) \(name("Run")): \(word) \(variable.name) in \(text(variable.type)): \(body)")
      return
    }
    write("\(head) \(name("Run")): \(formula(scope, depth: 3, operators: &operators))")
  }

  /// A formula with at most so many temporal operators: the slow twin guesses at each of them.
  private mutating func formula(
    _ scope: GeneratorScope, depth: Int, operators: inout Int
  ) -> String {
    if depth == 0 { return position(scope) }
    switch roll(20) {
    case 0..<6 where operators > 0:
      operators -= 1
      let word = pick(["always", "eventually", "eventually", "always", "next"])
      return "(\(word) \(formula(scope, depth: depth - 1, operators: &operators)))"
    case 6..<9 where operators > 0:
      operators -= 1
      let word = pick(["until", "releases"])
      return binary(word, scope, depth, &operators)
    case 9..<11 where operators > 1:
      operators -= 2
      return binary("leadsto", scope, depth, &operators)
    case 11..<13 where operators > 1:
      operators -= 2
      let inner = formula(scope, depth: depth - 1, operators: &operators)
      return chance(50) ? "(always eventually \(inner))" : "(eventually always \(inner))"
    case 13..<17: return binary(pick(["&&", "||", "implies"]), scope, depth, &operators)
    case 17: return "!\(formula(scope, depth: depth - 1, operators: &operators))"
    default: return position(scope)
    }
  }

  private mutating func binary(
    _ word: String, _ scope: GeneratorScope, _ depth: Int, _ operators: inout Int
  ) -> String {
    let left = formula(scope, depth: depth - 1, operators: &operators)
    return "(\(left) \(word) \(formula(scope, depth: depth - 1, operators: &operators)))"
  }

  /// A claim that counts ticks, alone or with something around it.
  private mutating func boundedResponse(_ scope: GeneratorScope) -> String {
    let (goal, trigger) = (position(scope), position(scope))
    let claim = "(recovers \(goal) within \(roll(3)) ticks after \(trigger))"
    switch roll(8) {
    case 0: return "!\(claim)"
    case 1: return "always \(claim)"
    case 2: return "\(position(scope)) implies \(claim)"
    case 3: return "always (\(position(scope)) implies \(claim))"
    case 4: return "\(claim) implies eventually \(position(scope))"
    default: return claim
    }
  }

  /// A truth about one position of a run.
  private mutating func position(_ scope: GeneratorScope) -> String {
    guard chance(35), let action = actions.randomElement(using: &random),
      action.parameters.allSatisfy({ canMake($0.type, scope) })
    else { return "(\(truth(scope.pure, 1)))" }
    // Which steps are meant is said of one state.
    var present = scope.pure
    present.readsOld = false
    let arguments = action.parameters.map { expression($0.type, present, 0) }
    let word = chance(50) ? "enabled" : "fired"
    return "\(word)(\(action.name)(\(arguments.joined(separator: ", "))))"
  }
}
