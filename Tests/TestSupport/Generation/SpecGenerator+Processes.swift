extension SpecGenerator {
  /// A process of a few steps; its place in the code and its locals are further state.
  mutating func writeProcess() {
    let process = name("Proc")
    let key: GeneratedType? = chance(50) ? .entity(pick(entitiesInScope)) : nil
    let local = GeneratedVariable(name: name("y"), type: scalarType(), isWritable: true)
    let value = initialValue(local.type)
    let steps = 1 + roll(3)
    let each = product([steps + 1, size(local.type)])
    let total = product([stateCount, power(each, key.map(size) ?? 1)])
    if total > statesMax * 2 || value == "any" { return }
    stateCount = total
    var inner = scope.adding(local)
    var parameter = ""
    if let key {
      let variable = GeneratedVariable(name: name("p"), type: key)
      inner.variables.append(variable)
      parameter = "(\(variable.name): \(text(key)))"
    }
    inner.hasEffects = true
    inner.mayBeDisabled = true
    claimDone(process, key)
    write("\(chance(50) ? "fair " : "")process \(process)\(parameter) {")
    write("var \(local.name): \(text(local.type)) = \(value)")
    let isLoop = chance(30)
    if isLoop { write("loop {") }
    for index in 0..<steps { writeStep(inner, mustBeTaken: isLoop && index == 0) }
    if isLoop { write("}") }
    write("}")
  }

  /// Lets properties ask whether the process is done.
  private mutating func claimDone(_ process: String, _ key: GeneratedType?) {
    if let key {
      let local = name("k")
      processClaims.append("(exists \(local) in \(text(key)): \(process)[\(local)].at == .done)")
    } else {
      processClaims.append("(\(process).at == .done)")
    }
  }

  private mutating func writeStep(_ scope: GeneratorScope, mustBeTaken: Bool) {
    // A loop whose steps might all be passed over would go round without a step: a mistake.
    let control = !mustBeTaken && chance(40) ? pick(["if", "while", "ifElse"]) : ""
    switch control {
    case "if", "ifElse": write("if \(truth(scope.pure, 1)) {")
    case "while": write("while \(truth(scope.pure, 1)) {")
    default: break
    }
    writeLabelled(scope)
    if control == "ifElse" {
      write("} else {")
      writeLabelled(scope)
    }
    if !control.isEmpty { write("}") }
  }

  private mutating func writeLabelled(_ scope: GeneratorScope) {
    let condition = chance(40) ? " when \(truth(scope.pure, 2))" : ""
    write("step \(name("s"))\(condition) {")
    let before = lines.count
    writeStatements(1 + roll(2), scope, depth: 1)
    if lines.count == before { write("require true") }
    write("}")
  }
}
