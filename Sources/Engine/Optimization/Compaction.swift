/// Closes the gaps that dropped instructions leave, with jumps and entries led to where their code
/// goes.
struct Compaction {
  private let code: [Instruction]
  private var isKept: [Bool]
  /// By place, one past the end included: the first instruction from there on that is kept.
  private var next: [Int]

  /// Jumps to jumps that are followed.
  private static let jumpsMax = 16

  init(code: [Instruction], isKept: [Bool]) {
    self.code = code
    self.isKept = isKept
    next = Array(repeating: code.count, count: code.count + 1)
    for place in code.indices.reversed() {
      // A jump to what comes next anyway is none.
      if isKept[place], let target = code[place].target, target > place,
        next[target] == next[place + 1]
      {
        self.isKept[place] = false
      }
      next[place] = self.isKept[place] ? place : next[place + 1]
    }
  }

  /// The program with this code.
  func compacted(_ program: Program) -> Program {
    var numbers = Array(repeating: 0, count: code.count + 1)
    var count = 0
    for place in code.indices {
      numbers[place] = count
      if isKept[place] { count += 1 }
    }
    var program = program
    program.code = []
    program.code.reserveCapacity(count)
    for place in code.indices where isKept[place] {
      var instruction = code[place]
      if let target = instruction.target { instruction.target = numbers[destination(of: target)] }
      program.code.append(instruction)
    }
    program.initialization = numbers[next[program.initialization]]
    for index in program.actions.indices {
      program.actions[index].entry = numbers[next[program.actions[index].entry]]
    }
    for index in program.checks.indices {
      program.checks[index].entry = numbers[next[program.checks[index].entry]]
    }
    return program
  }

  private func destination(of target: Int) -> Int {
    var place = next[target]
    for _ in 0..<Self.jumpsMax {
      guard place < code.count, code[place].opcode == .jump else { break }
      place = next[Int(code[place].a)]
    }
    return place
  }
}
