import Conformance

/// Round robin, plain or weighted, as it is often written, with one fault at a time; without any it
/// obeys `round-robin.mesh` and, given weights, `weighted-round-robin.mesh`.
struct FaultyTurns: ImplementationUnderTest {
  enum Fault: String, CaseIterable, Sendable {
    case countModuloMembers = "turns are a count modulo the members"
    case changeResetsTheTurn = "a change gives the turn to the first"
    case positionSurvivesLeaving = "the position in the list survives a removal before it"
    case countOverflows = "the count overflows and turns run backwards"
    case weightsInARow = "weights are served in a row"
    case weightsAreIgnored = "weights are never read"
    case creditsSurviveAChange = "credits survive a change"
    case ownWeightIsPaid = "the one picked pays its own weight"
    case lastOfEquals = "the last of equals is picked"

    var isWeighted: Bool {
      switch self {
      case .countModuloMembers, .changeResetsTheTurn, .positionSurvivesLeaving, .countOverflows:
        false
      case .weightsInARow, .weightsAreIgnored, .creditsSurviveAChange, .ownWeightIsPaid,
        .lastOfEquals:
        true
      }
    }

    var story: String {
      switch self {
      case .countModuloMembers:
        "The index is the total of requests modulo the members, so a change of members skips or "
          + "repeats (section 4.1, its algorithm RoundRobin)."
      case .changeResetsTheTurn:
        "Each snapshot begins at the first, which gets more than its share where they are frequent."
      case .positionSurvivesLeaving:
        "A removal moves everybody after it down by one, and the position skips one."
      case .countOverflows:
        "A signed count overflows; the absolute value of the remainder counts down from there."
      case .weightsInARow:
        "Weight 3 is three requests in a row, a burst for a small backend "
          + "(nginx before its smooth algorithm)."
      case .weightsAreIgnored: "Weights are stored and never read (section 4.1)."
      case .creditsSurviveAChange:
        "Credits of before a change go on: their sum is zero no more."
      case .ownWeightIsPaid: "The one picked pays its own weight and not the sum of all."
      case .lastOfEquals: "Greater or equal instead of greater: two hosts differ in their order."
      }
    }
  }

  let fault: Fault?
  /// By backend; nil for plain round robin.
  let weights: [Int]?
  let backends: Int

  private var members: Set<Int> = []
  /// A number of turns given, of which the remainder by the backends is the turn.
  private var count: Int32
  private var position = 0
  private var credits: [Int: Int] = [:]
  private var row: [Int] = []

  init(fault: Fault?, backends: Int = 3, weights: [Int]? = nil) {
    self.fault = fault
    self.backends = backends
    self.weights = weights
    // As of a service that has been up for long; three divides it.
    count = fault == .countOverflows ? .max - 1 : 0
  }

  mutating func reset() { self = FaultyTurns(fault: fault, backends: backends, weights: weights) }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    switch call.transition {
    case "join":
      let isNew = members.insert(number(call.arguments[0])).inserted
      if isNew { change() }
      return .bool(isNew)
    case "leave":
      let isGone = members.remove(number(call.arguments[0])) != nil
      if isGone { change() }
      return .bool(isGone)
    case "pick":
      if members.isEmpty { return .none }
      return .integer(Int64(weights == nil ? turn() : weighted()))
    case "finish": return .nothing
    default: preconditionFailure("the spec has no other call: \(call)")
    }
  }

  private mutating func change() {
    if fault == .changeResetsTheTurn { count = 0 }
    if fault != .creditsSurviveAChange { credits = [:] }
    row = []
  }

  private mutating func turn() -> Int {
    let sorted = members.sorted()
    if fault == .countModuloMembers {
      count += 1
      return sorted[Int(count - 1) % sorted.count]
    }
    if fault == .positionSurvivesLeaving {
      let chosen = sorted[position % sorted.count]
      position = (position % sorted.count) + 1
      return chosen
    }
    var candidate = abs(Int(count) % backends)
    while !members.contains(candidate) {
      candidate = (candidate + 1) % backends
      count &+= 1
    }
    count &+= 1
    return candidate
  }

  private mutating func weighted() -> Int {
    let sorted = members.sorted()
    if fault == .weightsInARow {
      if row.isEmpty { row = sorted.flatMap { Array(repeating: $0, count: weight($0)) } }
      return row.removeFirst()
    }
    let total = sorted.reduce(0) { $0 + weight($1) }
    for member in sorted { credits[member, default: 0] += weight(member) }
    var chosen = sorted[0]
    for member in sorted.dropFirst() {
      let (credit, most) = (credits[member, default: 0], credits[chosen, default: 0])
      if credit > most || fault == .lastOfEquals && credit == most { chosen = member }
    }
    credits[chosen, default: 0] -= fault == .ownWeightIsPaid ? weight(chosen) : total
    return chosen
  }

  private func weight(_ member: Int) -> Int {
    fault == .weightsAreIgnored ? 1 : weights?[member] ?? 1
  }
}
