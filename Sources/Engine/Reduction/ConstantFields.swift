/// The fields that have one value in all states: no action writes them, and all initial states
/// agree on them. They need no bits.
///
/// It is exact: the same states are reached, by the same steps; only their words are narrower.
package struct ConstantFields: Sendable {
  /// By field: the value that it always has; nil where there may be several, or where the field has
  /// no bits as it is.
  package private(set) var values: [Int64?]

  /// Initial runs that are looked at; a program that has more is left as it is.
  package static let initialRunsMax = 4_096
  /// Fields of all these together, as they are kept for a moment.
  fileprivate static let initialFieldsMax = 1 << 22

  package init(of program: Program) {
    let isWritten = WrittenFields(program).isWritten
    var candidates = zip(program.layout.fields, isWritten).map { $0.width > 0 && !$1 }
    values = Array(repeating: nil, count: candidates.count)
    guard candidates.contains(true), let runs = InitialRuns(program) else { return }
    guard let first = runs.states.first else { return }
    for state in runs.states {
      for field in candidates.indices where state[field] != first[field] {
        candidates[field] = false
      }
    }
    keep(candidates, of: first)
    // The initialisation begins with every field at its minimum, which for a constant becomes its
    // value: where that would show, those stay that it may tell apart.
    if isEmpty || InitialRuns(program.narrowed(by: self)) == runs { return }
    let isRead = program.fieldsRead(from: program.initialization)
    for field in candidates.indices where first[field] != program.layout.fields[field].minimum {
      if isRead[field] { candidates[field] = false }
    }
    keep(candidates, of: first)
    if InitialRuns(program.narrowed(by: self)) != runs { removeAll() }
  }

  package var isEmpty: Bool { values.allSatisfy { $0 == nil } }

  private mutating func keep(_ candidates: [Bool], of state: [Int64]) {
    values = zip(candidates, state).map { $0 ? $1 : nil }
  }

  package mutating func removeAll() { values = values.map { _ in nil } }

  mutating func remove(_ field: Int) { values[field] = nil }
}

extension Program {
  /// The same with no bits for constants: all else is as it was.
  package func narrowed(by constants: ConstantFields) -> Program {
    var program = self
    program.layout = StateLayout(
      fields: zip(layout.fields, constants.values).map { field, value in
        guard let value else { return field }
        return StateField(minimum: value, width: 0, enumeration: field.enumeration)
      })
    return program
  }

  /// By field: whether code from an entry on may read it.
  fileprivate func fieldsRead(from entry: Int) -> [Bool] {
    var isRead = [Bool](repeating: false, count: fieldCount)
    func add(_ first: Int32, _ count: Int32) {
      for slot in Int(first)..<Int(first + count) where slot < 2 * fieldCount {
        isRead[slot < fieldCount ? slot : slot - fieldCount] = true
      }
    }
    for place in places(from: entry) {
      for operand in code[place].operands {
        switch operand {
        case .reads(let first, let count), .object(let first, let count): add(first, count)
        default: break
        }
      }
    }
    return isRead
  }
}

/// All that the initialisation of a program does.
private struct InitialRuns: Equatable {
  struct Failure: Equatable {
    var site: Int
    var choices: [Int64]
    /// How many states came before.
    var place: Int
  }

  /// The fields of each state.
  var states: [[Int64]] = []
  var failures: [Failure] = []
  var branches: [Bool]

  /// Nil when there are too many.
  init?(_ program: Program) {
    var initializer = Initializer(LinkedProgram(program))
    let runsMax = min(
      ConstantFields.initialRunsMax, ConstantFields.initialFieldsMax / max(program.fieldCount, 1))
    branches = Array(repeating: false, count: program.branchCount)
    while let event = initializer.next() {
      switch event {
      case .state(let words): states.append(program.layout.unpack(words))
      case .failure(let site, let choices):
        failures.append(Failure(site: site, choices: choices, place: states.count))
      case .paused: return nil
      }
      if states.count + failures.count > runsMax { return nil }
    }
    initializer.addBranches(to: &branches)
  }
}
