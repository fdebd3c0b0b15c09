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
    // The initialisation begins with every field at its minimum, which for a constant becomes its
    // value: that must not show.
    let isReadFirst = program.fieldsReadFirst(from: program.initialization)
    for field in candidates.indices where isReadFirst[field] {
      if first[field] != program.layout.fields[field].minimum { candidates[field] = false }
    }
    for state in runs.states {
      for field in candidates.indices where state[field] != first[field] {
        candidates[field] = false
      }
    }
    values = zip(candidates, first).map { $0 ? $1 : nil }
  }

  package var isEmpty: Bool { values.allSatisfy { $0 == nil } }

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

  /// By field: whether code from an entry on may read it before it has written it.
  ///
  /// Written is what is written before the code first branches: values that variables are given
  /// where they are declared.
  fileprivate func fieldsReadFirst(from entry: Int) -> [Bool] {
    var isRead = [Bool](repeating: false, count: fieldCount)
    var isWritten = isRead
    func addReads(of instruction: Instruction) {
      for operand in instruction.operands {
        switch operand {
        case .reads(let first, let count), .object(let first, let count):
          for slot in Int(first)..<Int(first + count) where slot < 2 * fieldCount {
            // Before the step is before everything that is written.
            if slot >= fieldCount {
              isRead[slot - fieldCount] = true
            } else if !isWritten[slot] {
              isRead[slot] = true
            }
          }
        default: break
        }
      }
    }
    var place = entry
    while !code[place].endsStraightLine && !code[place].branches {
      addReads(of: code[place])
      for case .writesFields(let first, let count) in code[place].operands {
        for field in Int(first)..<Int(first + count) { isWritten[field] = true }
      }
      place += 1
    }
    for place in places(from: place) { addReads(of: code[place]) }
    return isRead
  }
}

extension Instruction {
  /// Whether it may lead elsewhere than to the next one.
  fileprivate var branches: Bool {
    operands.contains { if case .target = $0 { true } else { false } }
  }
}

/// The states that the initialisation of a program leads to.
private struct InitialRuns {
  /// The fields of each.
  var states: [[Int64]] = []

  /// Nil when there are too many.
  init?(_ program: Program) {
    var initializer = Initializer(LinkedProgram(program))
    let runsMax = min(
      ConstantFields.initialRunsMax, ConstantFields.initialFieldsMax / max(program.fieldCount, 1))
    var failures = 0
    while let event = initializer.next() {
      switch event {
      case .state(let words): states.append(program.layout.unpack(words))
      case .failure: failures += 1
      case .paused: return nil
      }
      if states.count + failures > runsMax { return nil }
    }
  }
}
