extension SpecGenerator {
  mutating func writeProperties() {
    scope.readsGhosts = true
    scope.invariants = memberInvariants()
    for _ in 0..<(1 + roll(3)) { write("invariant \(name("Inv")): \(truth(scope, 3))") }
    for _ in 0..<roll(2) { writeStepProperty() }
    if chance(50) { writeTheorem() }
    for _ in 0..<roll(3) { write("reachable \(name("Goal")): \(truth(scope, 3))") }
    for _ in 0..<roll(3) { write("measure \(name("size")): \(number(scope, 2))") }
    if chance(8) { write("constraint \(truth(scope, 2))") }
    if chance(15) { write("terminal \(truth(scope, 2))") }
  }

  /// `c1.Inv2`, or `(forall k in Node1: c1[k].Inv2)`, and where processes are.
  private mutating func memberInvariants() -> [String] {
    var atoms = processClaims
    for variable in scope.variables {
      switch variable.type {
      case .component(let index):
        atoms += claims(of: index).map { "\(variable.name).\($0)" }
      case .map(let key, .component(let index)):
        for invariant in claims(of: index) {
          let local = name("k")
          let word = chance(50) ? "forall" : "exists"
          atoms.append(
            "(\(word) \(local) in \(text(key)): \(variable.name)[\(local)].\(invariant))")
        }
      default: break
      }
    }
    return atoms
  }

  private func claims(of component: Int) -> [String] {
    components[component].invariants + components[component].ghostInvariants
  }

  mutating func writeStepProperty() {
    var inner = scope
    inner.readsGhosts = true
    inner.readsOld = true
    var head = "step \(name("Step"))"
    if chance(50), let action = actions.randomElement(using: &random) {
      let parameters = action.parameters.map { GeneratedField(name: name("q"), type: $0.type) }
      head += " on \(action.name)(\(parameters.map(\.name).joined(separator: ", ")))"
      inner.variables += parameters.map { GeneratedVariable(name: $0.name, type: $0.type) }
    }
    write("\(head): \(truth(inner, 3))")
  }

  private mutating func writeTheorem() {
    let id = chance(50) ? "\"\(roll(9)).\(roll(9))\" " : ""
    if chance(40) {
      let variable = GeneratedVariable(name: name("v"), type: scalarType())
      let inner = scope.adding(variable)
      write(
        "theorem \(id)\(name("Law")): forall \(variable.name) in \(text(variable.type)): "
          + "\(truth(inner, 2)) implies \(truth(inner, 2))")
    } else {
      write("theorem \(id)\(name("Law")): \(truth(scope, 2)) implies \(truth(scope, 2))")
    }
  }
}
