import Engine

extension CompiledSpec {
  /// The same with no bits in a state for what has one value in all of them.
  package func withoutConstants() -> CompiledSpec {
    var constants = ConstantFields(of: program)
    var symmetry = symmetry
    if let plan = symmetry.plan {
      constants.close(under: plan)
      symmetry.plan = plan.narrowed(by: constants)
    }
    if constants.isEmpty { return self }
    return replacing(program.narrowed(by: constants), symmetry)
  }
}
