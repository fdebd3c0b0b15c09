/// A number that tells programs apart: states and counts of one are of no use to another.
///
/// It is the same in every process, for everything goes into it in a fixed order.
struct ProgramFingerprint {
  private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  /// - Parameter isSymmetric: whether states stand for others, which follows from the spec but for
  ///   the caller's wish.
  init(_ program: Program, isSymmetric: Bool) {
    add(isSymmetric ? 1 : 0)
    add(program.layout.fields.count)
    for field in program.layout.fields {
      add(Int(field.minimum))
      add(field.width)
      add(field.enumeration ?? -1)
    }
    add(program.code.count)
    for instruction in program.code {
      add(Int(instruction.opcode.rawValue))
      for operand in [instruction.a, instruction.b, instruction.c, instruction.d] {
        add(Int(operand))
      }
    }
    add(program.constants.count)
    for constant in program.constants { add(Int(constant)) }
    add(program.temporaryCount)
    add(program.initialization)
    add(program.actions.count)
    for action in program.actions {
      add(action.entry)
      add(action.role.number)
    }
    add(program.checks.count)
    for check in program.checks {
      add(check.entry)
      add(check.role.number)
    }
    add(program.siteCount)
    add(program.branchCount)
    add(program.enumerationCount)
  }

  /// Sixteen hexadecimal digits.
  var text: String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  private mutating func add(_ number: Int) {
    value = KeyShape.fold(value ^ UInt64(bitPattern: Int64(number)) &+ 0x9E37_79B9_7F4A_7C15)
  }
}

extension GroundAction.Role {
  fileprivate var number: Int {
    switch self {
    case .ordinary: 0
    case .urgent: 1
    case .tick: 2
    case .scripted: 3
    }
  }
}

extension StateCheck.Role {
  fileprivate var number: Int {
    switch self {
    case .invariant: 0
    case .reachable: 1
    case .measure: 2
    case .constraint: 3
    case .terminal: 4
    case .proposition: 5
    case .stepProposition: 6
    }
  }
}
