import Engine

/// What instructions mean, in the plainest form: arrays, and one run at a time.
struct TwinInterpreter {
  enum End: Equatable {
    case completed(result: Int64, violated: Set<Int>)
    case failed(site: Int)
    case disabled
  }

  let program: Program
  var frame: [Int64] = []
  var branches: Set<Int> = []
  private var violated: Set<Int> = []
  /// The choices to take, and the bounds of all that were asked for.
  private var choices: [Int64] = []
  private var bounds: [Int64] = []

  init(_ program: Program) { self.program = program }

  /// One run's way through the code, with the choices given and 0 for those after them.
  ///
  /// - Returns: how it ended, and the bounds of its choices.
  mutating func run(
    from entry: Int, fields: [Int64], choices: [Int64]
  ) -> (end: End, bounds: [Int64]) {
    frame = fields + fields + program.constants
    frame += Array(repeating: 0, count: program.temporaryCount)
    violated = []
    self.choices = choices
    bounds = []
    var place = entry
    while true {
      switch step(program.code[place]) {
      case .next: place += 1
      case .jump(let target): place = target
      case .end(let end): return (end, bounds)
      }
    }
  }

  private enum Flow {
    case next
    case jump(Int)
    case end(End)
  }

  private mutating func step(_ i: Instruction) -> Flow {
    let (a, b, c, d) = (Int(i.a), Int(i.b), Int(i.c), Int(i.d))
    switch i.opcode {
    case .copy, .store: frame[a] = frame[b]
    case .copyBlock, .storeBlock: copy(c, from: b, to: a)
    case .load: frame[a] = frame[Int(frame[b]) + c]
    case .loadBlock: copy(d, from: Int(frame[b]) + c, to: a)
    case .put, .storeAt: frame[Int(frame[a]) + b] = frame[c]
    case .putBlock, .storeBlockAt: copy(d, from: c, to: Int(frame[a]) + b)
    case .address: frame[a] = frame[b] + frame[c] * Int64(d)
    case .addressOf: frame[a] = Int64(b + d)
    case .jump: return .jump(a)
    case .jumpIf: return frame[a] != 0 ? .jump(b) : .next
    case .jumpUnless: return frame[a] == 0 ? .jump(b) : .next
    case .jumpIfEqual: return frame[a] == frame[b] ? .jump(c) : .next
    case .jumpIfNotEqual: return frame[a] != frame[b] ? .jump(c) : .next
    case .jumpIfLess: return frame[a] < frame[b] ? .jump(c) : .next
    case .jumpIfNotLess: return frame[a] >= frame[b] ? .jump(c) : .next
    case .choose:
      if frame[b] <= 0 { return .end(.disabled) }
      frame[a] = bounds.count < choices.count ? choices[bounds.count] : 0
      bounds.append(frame[b])
    case .disable: return .end(.disabled)
    case .fail: return .end(.failed(site: a))
    case .expect: if frame[a] == 0 { violated.insert(b) }
    case .cover: branches.insert(a)
    case .end: return .end(.completed(result: frame[a], violated: violated))
    default: return compute(i) ? .next : .end(.failed(site: d))
    }
    return .next
  }

  private mutating func copy(_ count: Int, from source: Int, to target: Int) {
    let values = Array(frame[source..<(source + count)])
    frame.replaceSubrange(target..<(target + count), with: values)
  }

  /// False for a failure.
  private mutating func compute(_ i: Instruction) -> Bool {
    let (b, c, d) = (frame[Int(i.b)], frame[Int(i.c)], Int(i.d))
    let wide: (Int64, overflow: Bool)
    switch i.opcode {
    case .checkRange: return (b...max(b, c)).contains(frame[Int(i.a)]) && b <= c
    case .add: wide = b.addingReportingOverflow(c)
    case .subtract: wide = b.subtractingReportingOverflow(c)
    case .multiply: wide = b.multipliedReportingOverflow(by: c)
    case .divide: wide = c == 0 ? (0, true) : b.dividedReportingOverflow(by: c)
    case .remainder: wide = c == 0 ? (0, true) : b.remainderReportingOverflow(dividingBy: c)
    case .negate: wide = (0 as Int64).subtractingReportingOverflow(b)
    case .minimum: wide = (min(b, c), false)
    case .maximum: wide = (max(b, c), false)
    case .equal: wide = (b == c ? 1 : 0, false)
    case .notEqual: wide = (b != c ? 1 : 0, false)
    case .less: wide = (b < c ? 1 : 0, false)
    case .lessOrEqual: wide = (b <= c ? 1 : 0, false)
    case .not: wide = (b == 0 ? 1 : 0, false)
    case .and: wide = (b != 0 && c != 0 ? 1 : 0, false)
    case .or: wide = (b != 0 || c != 0 ? 1 : 0, false)
    case .equalBlock:
      wide = (block(i.b, d) == block(i.c, d) ? 1 : 0, false)
    case .lessBlock:
      wide = (block(i.b, d).lexicographicallyPrecedes(block(i.c, d)) ? 1 : 0, false)
    default: wide = (bits(i, Set((0..<64).filter { b >> Int64($0) & 1 == 1 }), c), false)
    }
    if !wide.overflow { frame[Int(i.a)] = wide.0 }
    return !wide.overflow
  }

  private func block(_ start: Int32, _ count: Int) -> [Int64] {
    Array(frame[Int(start)..<(Int(start) + count)])
  }

  /// The operations on bits, over a set of numbers.
  private func bits(_ i: Instruction, _ members: Set<Int>, _ c: Int64) -> Int64 {
    let others = Set((0..<64).filter { c >> Int64($0) & 1 == 1 })
    func word(_ members: Set<Int>) -> Int64 { members.reduce(0) { $0 | 1 << Int64($1) } }
    return switch i.opcode {
    case .testBit: members.contains { Int64($0) == c } ? 1 : 0
    case .setBit: word(members.union([Int(c)]))
    case .clearBit: word(members.subtracting([Int(c)]))
    case .bitAnd: word(members.intersection(others))
    case .bitOr: word(members.union(others))
    case .bitAndNot: word(members.subtracting(others))
    case .populationCount: Int64(members.count)
    case .nextBit: Int64(members.filter { Int64($0) >= c }.min() ?? 64)
    default: fatalError("\(i.opcode) has no twin")
    }
  }
}
