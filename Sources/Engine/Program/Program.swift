/// A transition system in the form that the engine runs: nothing of the language is left in it.
///
/// What numbers mean to people (sites, branches, enumerations, which action an index stands for)
/// the compiler keeps beside it.
package struct Program: Sendable {
  package var layout: StateLayout
  /// All code; entries are indices into it.
  package var code: [Instruction]
  /// The values of the constant slots, which follow twice the fields.
  package var constants: [Int64]
  /// Slots after the constants.
  package var temporaryCount: Int

  /// Starts with every field at its minimum; each completed run is an initial state.
  package var initialization: Int
  package var actions: [GroundAction]
  package var checks: [StateCheck]
  /// `expect` and `fail` name sites below this; one finding is kept for each.
  package var siteCount: Int
  package var branchCount: Int
  package var enumerationCount: Int

  package init(
    layout: StateLayout, code: [Instruction], constants: [Int64], temporaryCount: Int,
    initialization: Int, actions: [GroundAction], checks: [StateCheck], siteCount: Int,
    branchCount: Int, enumerationCount: Int
  ) {
    self.layout = layout
    self.code = code
    self.constants = constants
    self.temporaryCount = temporaryCount
    self.initialization = initialization
    self.actions = actions
    self.checks = checks
    self.siteCount = siteCount
    self.branchCount = branchCount
    self.enumerationCount = enumerationCount
  }

  package var fieldCount: Int { layout.fields.count }
  /// The slots of a frame: fields, old fields, constants, temporaries.
  package var frameSize: Int { 2 * fieldCount + constants.count + temporaryCount }
}

/// An action with its parameters filled in (or chosen by its first `choose` instructions).
package struct GroundAction: Sendable {
  package enum Role: Sendable, Hashable {
    case ordinary
    /// While one of these has a step, time does not pass.
    case urgent
    /// Time: last of all, only where no urgent action had a step, and no step when it changes
    /// nothing.
    case tick
    /// Runs in tests only; the search never takes it.
    case scripted
  }

  package var entry: Int
  package var role: Role

  package init(entry: Int, role: Role) {
    self.entry = entry
    self.role = role
  }
}

/// Code that reads a state and ends with a value.
package struct StateCheck: Sendable {
  package enum Role: Sendable, Hashable {
    /// Violated in a state where the value is 0.
    case invariant
    /// Reached in a state where the value is not 0.
    case reachable
    /// Its least and greatest value are kept.
    case measure
    /// A state where the value is 0 is checked but not expanded.
    case constraint
    /// A state without a step is no deadlock where one of these is not 0.
    case terminal
    /// A truth that formulas about runs are made of; no value is wrong.
    case proposition
    /// The same of a state together with the one before it, which are the fields and the old
    /// fields: as in a step, but nothing relates the two. Only where a formula asks.
    case stepProposition
  }

  package var entry: Int
  package var role: Role

  package init(entry: Int, role: Role) {
    self.entry = entry
    self.role = role
  }
}
