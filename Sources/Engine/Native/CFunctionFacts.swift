/// What has to be known of a function's code before its text is written.
struct CFunctionFacts {
  /// Places that jumps lead to.
  private(set) var targets: Set<Int> = []
  /// Temporaries that are variables, ascending.
  private(set) var temporaries: [Int] = []
  /// Stretches of temporaries that are arrays, ascending.
  private(set) var memory: [Range<Int>] = []
  /// Words of the state that are named one by one, ascending.
  private(set) var words: [Int] = []
  /// Words that may be written, ascending.
  private(set) var written: [Int] = []
  /// Whether the words being written are an array, as it is known only later which of them is.
  private(set) var hasWordArray = false
  private(set) var hasChoice = false

  /// Fails when an instruction goes where the analysis cannot follow.
  init?(_ program: Program, places: [Int], reaches: [Int: [AddressReach]]) {
    let temporariesStart = program.frameSize - program.temporaryCount
    var objects: [Range<Int>] = []
    var variables: Set<Int> = []
    var named: Set<Int> = []
    var changed: Set<Int> = []
    var distant: [(words: Set<Int>, isStore: Bool)] = []
    func word(ofSlot slot: Int) -> Int? {
      let field = slot < program.fieldCount ? slot : slot - program.fieldCount
      return slot < 2 * program.fieldCount ? program.layout.places[field].word : nil
    }
    for place in places {
      let i = program.code[place]
      if i.opcode == .choose { hasChoice = true }
      for operand in i.operands {
        switch operand {
        case .target(let target): targets.insert(Int(target))
        case .reads(let first, let count), .writesTemporaries(let first, let count):
          for slot in Int(first)..<Int(first + count) {
            if slot >= temporariesStart { variables.insert(slot) }
            if let word = word(ofSlot: slot) { named.insert(word) }
          }
        case .writesFields(let first, let count):
          for slot in Int(first)..<Int(first + count) {
            changed.insert(program.layout.places[slot].word)
          }
        default: break
        }
      }
      guard i.isThroughAddress else { continue }
      guard let reached = reaches[place], !reached.isEmpty else { return nil }
      for reach in reached {
        if reach.object.lowerBound >= temporariesStart { objects.append(reach.object) }
      }
      let isStore = i.opcode == .storeAt || i.opcode == .storeBlockAt
      for access in CAccess.all(i, reached, program) where access.isField {
        let words = Set(
          access.slots.flatMap { slot in
            (0..<access.count).map { program.layout.places[slot + $0].word }
          })
        if isStore { changed.formUnion(words) }
        distant.append((words, isStore))
      }
    }
    memory = Self.united(objects)
    temporaries = variables.filter { slot in !memory.contains { $0.contains(slot) } }.sorted()
    written = changed.sorted()
    hasWordArray = distant.contains { words, isStore in
      words.count > 1 && (isStore || !words.isDisjoint(with: changed))
    }
    for (words, _) in distant { named.formUnion(words) }
    words = named.union(changed).sorted()
  }

  private static func united(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var united: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where !range.isEmpty {
      if let last = united.last, range.lowerBound < last.upperBound {
        united[united.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        united.append(range)
      }
    }
    return united
  }
}

/// Slots one of which an instruction reaches through an address.
struct CAccess {
  /// Fields as they are now or were before the step by the fields' numbers, constants and
  /// temporaries by slots.
  enum Region {
    case fields, oldFields, constants, temporaries
  }

  var region: Region
  /// The first slot of each block that may be meant, ascending.
  var slots: [Int]
  /// The distance from one to the next; at least 1.
  var step: Int
  /// Slots of a block.
  var count: Int
  /// What has to be added to the address for the number of the slot in its region.
  var displacement: Int

  var isField: Bool { region == .fields || region == .oldFields }

  static func all(_ i: Instruction, _ reaches: [AddressReach], _ program: Program) -> [CAccess] {
    let (offset, count): (Int32, Int32) =
      switch i.opcode {
      case .load: (i.c, 1)
      case .loadBlock: (i.c, i.d)
      case .put, .storeAt: (i.b, 1)
      default: (i.b, i.d)
      }
    return reaches.map { CAccess($0, offset: Int(offset), count: Int(count), program) }
  }

  init(_ reach: AddressReach, offset: Int, count: Int, _ program: Program) {
    let fieldCount = program.fieldCount
    self.count = count
    displacement = offset
    var object = reach.object
    switch object.lowerBound {
    // An offset past all fields leads from a field to what it was before the step.
    case ..<fieldCount where offset >= fieldCount:
      region = .oldFields
      displacement -= fieldCount
    case ..<fieldCount: region = .fields
    case ..<(2 * fieldCount):
      region = .oldFields
      displacement -= fieldCount
      object = object.lowerBound - fieldCount..<object.upperBound - fieldCount
    case ..<(program.frameSize - program.temporaryCount): region = .constants
    default: region = .temporaries
    }
    let first = reach.base + displacement
    step = max(reach.step, 1)
    let last = object.upperBound - count
    guard object.lowerBound <= last else {
      slots = []
      return
    }
    if reach.step == 0 {
      slots = (object.lowerBound...last).contains(first) ? [first] : []
    } else {
      let distance = first - object.lowerBound
      let lowest = object.lowerBound + (distance % step + step) % step
      slots = lowest <= last ? Array(stride(from: lowest, through: last, by: step)) : []
    }
  }
}

extension Instruction {
  /// Whether it reads or writes where an address leads.
  var isThroughAddress: Bool {
    switch opcode {
    case .load, .loadBlock, .put, .putBlock, .storeAt, .storeBlockAt: true
    default: false
    }
  }
}
