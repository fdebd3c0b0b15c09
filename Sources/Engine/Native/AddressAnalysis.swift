/// What an address may be: a slot of an object, some steps away from a base.
struct AddressReach: Hashable {
  /// The slots that the address may lead to, before an offset is added.
  var object: Range<Int>
  var base: Int
  /// The address is the base plus a multiple of it; with 0 it is the base.
  var step: Int

  func stepping(by width: Int) -> AddressReach {
    AddressReach(object: object, base: base, step: greatestCommonDivisor(step, width))
  }

  /// What is an element of either, when both are of one object.
  func joined(with other: AddressReach) -> AddressReach? {
    guard object == other.object else { return nil }
    let step = greatestCommonDivisor(step, other.step)
    return AddressReach(
      object: object, base: base, step: greatestCommonDivisor(step, base - other.base))
  }
}

private func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
  var (a, b) = (abs(a), abs(b))
  while b != 0 { (a, b) = (b, a % b) }
  return a
}

/// Follows addresses through the code of one entry, so that who compiles it knows which slots each
/// access may reach.
///
/// A forward analysis over straight stretches of code, repeated until nothing changes; a temporary
/// is only followed while it holds an address.
struct AddressAnalysis {
  private typealias State = [Int32: [AddressReach]]

  private let program: Program
  private let places: [Int]
  /// By the place of an instruction that goes through an address: what that may be.
  private(set) var reaches: [Int: [AddressReach]] = [:]

  /// `places` are all instructions that the entry can reach, ascending.
  init(_ program: Program, places: [Int]) {
    self.program = program
    self.places = places
    if places.contains(where: { program.code[$0].opcode == .addressOf }) { run() }
  }

  private mutating func run() {
    var entering: [Int: State] = [:]
    var isChanged = true
    while isChanged {
      isChanged = false
      var state: State = [:]
      var isFlowing = false
      for place in places {
        if let arriving = entering[place] {
          state = isFlowing ? Self.joined(state, arriving) : arriving
        } else if !isFlowing {
          state = [:]
        }
        let instruction = program.code[place]
        note(instruction, at: place, state)
        apply(instruction, to: &state)
        for case .target(let target) in instruction.operands {
          let known = entering[Int(target)]
          let joined = known.map { Self.joined($0, state) } ?? state
          if joined != known {
            entering[Int(target)] = joined
            isChanged = true
          }
        }
        isFlowing = !instruction.endsStraightLine
      }
    }
  }

  private mutating func note(_ i: Instruction, at place: Int, _ state: State) {
    switch i.opcode {
    case .load, .loadBlock: reaches[place] = state[i.b]
    case .put, .putBlock, .storeAt, .storeBlockAt: reaches[place] = state[i.a]
    default: break
    }
  }

  private func apply(_ i: Instruction, to state: inout State) {
    let result: [AddressReach]? =
      switch i.opcode {
      case .addressOf:
        [
          AddressReach(
            object: Int(i.b)..<Int(i.b) + Int(i.c), base: Int(i.b) + Int(i.d), step: 0)
        ]
      case .address: state[i.b]?.map { $0.stepping(by: Int(i.d)) }
      case .copy: state[i.b]
      default: nil
      }
    if !state.isEmpty {
      for case .writesTemporaries(let first, let count) in i.operands {
        for slot in first..<(first + count) { state[slot] = nil }
      }
    }
    if let result { state[i.a] = result }
  }

  /// A temporary that is an address on one way only is none where they meet.
  private static func joined(_ a: State, _ b: State) -> State {
    var joined: State = [:]
    for (slot, reaches) in a {
      guard let others = b[slot] else { continue }
      joined[slot] = Self.joined(reaches, others)
    }
    return joined
  }

  private static func joined(_ a: [AddressReach], _ b: [AddressReach]) -> [AddressReach] {
    var all = a
    for reach in b where !all.contains(reach) {
      if let index = all.firstIndex(where: { $0.object == reach.object }) {
        all[index] = all[index].joined(with: reach) ?? all[index]
      } else {
        all.append(reach)
      }
    }
    return all.sorted { ($0.object.lowerBound, $0.base) < ($1.object.lowerBound, $1.base) }
  }
}
