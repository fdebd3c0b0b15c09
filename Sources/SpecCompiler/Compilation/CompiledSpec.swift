package import Engine
package import SourceText
package import SpecLanguage

/// What a ground action stands for.
package struct GroundActionInformation: Sendable {
  package enum Origin: Hashable, Sendable {
    case action(ActionID)
    case tick
    /// A step of a test, by their indices; never taken by the search.
    case test(Int, step: Int)
  }

  package var origin: Origin
  /// The arguments, keys first; nil when the first choices of each run give them.
  package var fixedArguments: [Value]?
}

/// What a check stands for.
package struct CheckInformation: Sendable {
  package enum Origin: Hashable, Sendable {
    /// An invariant, theorem, reachable or measure, by its index in the spec.
    case property(Int)
    case constraint(Int)
    case terminal(Int)
  }

  package var origin: Origin
  /// The values of the property's keys.
  package var keys: [Value]
  /// The name with the keys in it: `b[client1].WellFormed`; empty for constraints and terminals.
  package var name: String
}

/// A test as the engine runs it.
package struct CompiledTest: Sendable {
  package struct Step: Sendable {
    /// Index into `Program.actions`.
    package var action: Int
    package var span: Span
  }

  package var name: String
  package var steps: [Step]
}

/// A program with what its numbers mean.
package struct CompiledSpec: Sendable {
  package let spec: TypedSpec
  package let program: Program
  package let symmetry: SpecSymmetry
  /// For each of the program's actions.
  package let actions: [GroundActionInformation]
  /// For each of the program's checks.
  package let checks: [CheckInformation]
  /// For each of the program's sites.
  package let sites: [SiteInformation]
  package let tests: [CompiledTest]
  /// For each of the program's enumerations.
  package let enumerations: [EnumerationID]
  /// Temporal properties, with each value of their keys.
  package let temporal: [CompiledProperty]
  /// What these ask of the engine.
  package let questions: [LivenessQuestion]
  /// Which of these is whether there is no fair run: asked where a constraint may cut off all.
  package let emptiness: Int?

  let layout: TypeLayout
  /// The first slot of each variable.
  let variableOffsets: [Int]

  /// The same by another program, whose numbers mean the same.
  func replacing(_ program: Program, _ symmetry: SpecSymmetry) -> CompiledSpec {
    CompiledSpec(
      spec: spec, program: program, symmetry: symmetry, actions: actions, checks: checks,
      sites: sites, tests: tests, enumerations: enumerations, temporal: temporal,
      questions: questions, emptiness: emptiness, layout: layout, variableOffsets: variableOffsets)
  }

  /// The state that packed words stand for.
  package func decode(_ words: [UInt64]) -> StateValue {
    let slots = program.layout.unpack(words)
    let values = zip(spec.variables, variableOffsets).map { variable, offset in
      let size = layout.size(of: variable.type)
      return layout.decode(slots[offset..<offset + size], as: variable.type)
    }
    return StateValue(variables: values)
  }

  /// The packed words of a state.
  package func encode(_ state: StateValue) -> [UInt64] {
    let slots = zip(spec.variables, state.variables).flatMap { variable, value in
      layout.encode(value, as: variable.type)
    }
    return program.layout.pack(slots)
  }

  /// The arguments of a step, keys first: fixed ones, or those that its first choices say.
  package func arguments(action: Int, choices: [Int64]) -> [Value] {
    if let fixed = actions[action].fixedArguments { return fixed }
    guard case .action(let id) = actions[action].origin else { return [] }
    let parameters = spec.actions[id.index].parameters
    return zip(parameters, choices).map { parameter, choice in
      layout.decode(
        layout.slots(ofOrdinal: Int(choice), as: parameter.type)[...], as: parameter.type)
    }
  }
}

extension Action {
  /// The parameters, keys first.
  var parameters: ArraySlice<Local> { code.locals.prefix(parameterCount) }
}
