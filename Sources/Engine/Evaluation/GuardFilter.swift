/// A test of one word of a packed state that must be met where an action has a run.
///
/// Guards mostly compare fields with constants. Those of one word become one mask and one value, so
/// that most actions that are not enabled are passed over by three instructions of the machine
/// and none of the program. Where a guard begins with such comparisons and nothing else, a state
/// that passes need not be asked again, and the code is entered behind them.
struct GuardFilter: Hashable {
  var mask: UInt64 = 0
  /// When it has bits outside the mask, no state passes.
  var value: UInt64 = 0
  var word: Int32 = 0

  static let passAll = GuardFilter()
}

extension Program {
  /// The filter of the code from an entry, and the place from which to run where it is passed.
  ///
  /// The code is followed as long as it does nothing but compute and leave for a `disable`: what
  /// has then been required is required whatever else is. A failure, a covered branch, a write or a
  /// choice is where that ends.
  func guardFilter(from entry: Int) -> (filter: GuardFilter, entry: Int) {
    let walk = guardWalk(from: entry)
    let filter = walk.filter
    return (filter, walk.entry(behind: [filter.word]) ?? entry)
  }

  /// The same with a filter for each word of which something is required, ascending.
  func guardTests(from entry: Int) -> (filters: [GuardFilter], entry: Int) {
    let walk = guardWalk(from: entry)
    guard let filters = walk.filters else { return ([GuardFilter(mask: 0, value: 1)], entry) }
    return (filters, walk.entry(behind: Set(filters.map(\.word))) ?? entry)
  }

  private func guardWalk(from entry: Int) -> GuardWalk {
    var walk = GuardWalk(self)
    var place = entry
    // Jumps lead forward in no particular order: the bound is against code that runs in a circle.
    for _ in 0..<code.count {
      guard let next = walk.step(at: place) else { break }
      place = next
    }
    return walk
  }
}

/// The following of one guard.
private struct GuardWalk {
  /// Of a field: which values its bits under the mask have.
  struct Test {
    var field: Int
    var mask: UInt64
    var value: UInt64
  }

  private let program: Program
  /// What a temporary's truth says, where that is the test of a field.
  private var meanings: [Int32: Test] = [:]
  private var required: [Test] = []
  /// As long as all instructions so far were comparisons that stand in `required`: the place behind
  /// each.
  private var exactPlaces: [Int] = []
  private var isExact = true
  /// Whether the guard comes to a `disable` whatever the state is.
  private var isNever = false

  init(_ program: Program) { self.program = program }

  /// Takes note of one instruction.
  ///
  /// - Returns: the next one, nil when the guard ends here.
  mutating func step(at place: Int) -> Int? {
    let i = program.code[place]
    switch i.opcode {
    case .jump: return Int(i.a)
    case .disable:
      isNever = true
      return nil
    case .jumpIf: return branch(at: place, to: i.b, on: truth(of: i.a), when: true)
    case .jumpUnless: return branch(at: place, to: i.b, on: truth(of: i.a), when: false)
    case .jumpIfEqual: return branch(at: place, to: i.c, on: equality(i.a, i.b), when: true)
    case .jumpIfNotEqual: return branch(at: place, to: i.c, on: equality(i.a, i.b), when: false)
    case .jumpIfLess, .jumpIfNotLess: return branch(at: place, to: i.c, on: nil, when: true)
    default:
      isExact = false
      return compute(i) ? place + 1 : nil
    }
  }

  /// Follows a jump of which one way is the end of the run.
  private mutating func branch(
    at place: Int, to target: Int32, on test: Test?, when wanted: Bool
  ) -> Int? {
    let (target, next) = (Int(target), place + 1)
    guard isDisabled(target) || isDisabled(next) else { return nil }
    let isLeaving = isDisabled(target)
    let count = required.count
    require(test, is: isLeaving ? !wanted : wanted)
    let onward = isLeaving ? next : target
    isExact = isExact && required.count > count
    if isExact { exactPlaces.append(onward) }
    return onward
  }

  private func isDisabled(_ place: Int) -> Bool {
    var place = place
    for _ in 0..<program.code.count {
      guard program.code[place].opcode == .jump else { break }
      place = Int(program.code[place].a)
    }
    return program.code[place].opcode == .disable
  }

  private mutating func require(_ test: Test?, is truth: Bool) {
    guard var test else { return }
    if !truth {
      // That a value is not some other says what it is only where there are two, and it is one.
      guard test.mask.nonzeroBitCount == 1, test.value & ~test.mask == 0 else { return }
      test.value ^= test.mask
    }
    required.append(test)
  }

  /// An instruction that only computes: true when the guard goes on after it.
  private mutating func compute(_ i: Instruction) -> Bool {
    for operand in i.operands {
      switch operand {
      case .reads, .object: break
      case .siteOrNone(let site): if site >= 0 { return false }
      case .writesTemporaries(let first, let count):
        for slot in first..<(first + count) { meanings[slot] = nil }
      case .writesFields, .blockSize, .target, .site, .branch: return false
      }
    }
    switch i.opcode {
    case .testBit: meanings[i.a] = bit(i.c, of: i.b)
    case .equal: meanings[i.a] = equality(i.b, i.c)
    case .copy: meanings[i.a] = truth(of: i.b)
    // By an address it may write any temporary, and read any field, which is no matter.
    case .put, .putBlock: meanings = [:]
    case .end, .choose, .fail: return false
    default: break
    }
    return true
  }

  private func truth(of slot: Int32) -> Test? {
    if let meaning = meanings[slot] { return meaning }
    guard let field = self.field(slot), field.minimum == 0, field.width == 1 else { return nil }
    return Test(field: Int(slot), mask: 1, value: 1)
  }

  private func equality(_ a: Int32, _ b: Int32) -> Test? {
    guard let field = field(a), let constant = constant(b) else {
      return field(b) != nil && constant(a) != nil ? equality(b, a) : nil
    }
    let mask = field.width == 0 ? 0 : UInt64.max >> UInt64(64 - field.width)
    return Test(field: Int(a), mask: mask, value: UInt64(bitPattern: constant &- field.minimum))
  }

  private func bit(_ number: Int32, of slot: Int32) -> Test? {
    guard let field = field(slot), field.minimum == 0, let bit = constant(number),
      (0..<Int64(field.width)).contains(bit)
    else { return nil }
    return Test(field: Int(slot), mask: 1 << UInt64(bit), value: 1 << UInt64(bit))
  }

  private func field(_ slot: Int32) -> StateField? {
    slot < program.fieldCount ? program.layout.fields[Int(slot)] : nil
  }

  private func constant(_ slot: Int32) -> Int64? {
    let index = Int(slot) - 2 * program.fieldCount
    return program.constants.indices.contains(index) ? program.constants[index] : nil
  }

  /// The place behind the comparisons that filters of these words make as well; nil when there is
  /// none.
  func entry(behind words: Set<Int32>) -> Int? {
    let count = zip(exactPlaces, required).prefix { _, test in
      words.contains(Int32(program.layout.places[test.field].word))
    }.count
    return count == 0 ? nil : exactPlaces[count - 1]
  }

  /// What is required of the word of which most bits are.
  var filter: GuardFilter {
    guard let filters else { return GuardFilter(mask: 0, value: 1, word: 0) }
    let best = filters.max {
      ($0.mask.nonzeroBitCount, -$0.word) < ($1.mask.nonzeroBitCount, -$1.word)
    }
    return best ?? .passAll
  }

  /// What is required of each word; nil when no state can meet it.
  var filters: [GuardFilter]? {
    if isNever { return nil }
    var filters: [Int: GuardFilter] = [:]
    for test in required {
      let place = program.layout.places[test.field]
      let shift = UInt64(place.shift)
      var filter = filters[place.word] ?? GuardFilter(word: Int32(place.word))
      let isPossible =
        test.value & ~test.mask == 0
        && (filter.value ^ (test.value << shift)) & filter.mask & (test.mask << shift) == 0
      guard isPossible else { return nil }
      filter.mask |= test.mask << shift
      filter.value |= test.value << shift
      filters[place.word] = filter
    }
    return filters.values.sorted { $0.word < $1.word }
  }
}
