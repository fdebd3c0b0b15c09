/// What an entry of a program is, and so what its C function is to do and to return.
enum CFunctionKind: Hashable {
  /// The action at a position. It counts and packs its steps; it returns what `StepBits` says.
  case action(position: Int, isTick: Bool)
  /// A check of new states: returns whether the state is worth a look.
  case check(Int, StateCheck.Role)
  /// A check of states without a step: returns whether it holds in bit 0, and failures in bit 2.
  case terminal(Int)
}

/// The C text of one entry.
///
/// The bytecode is taken over instruction by instruction: temporaries become local variables, and
/// fields stay packed. A field is read by shift and mask from the word where it lies, `w3` as it
/// was before the step and `o3` as it is now, and is written there. So only the words that an
/// action writes are touched. Temporaries that addresses may reach are elements of local arrays.
struct CFunction {
  let program: Program
  let kind: CFunctionKind
  let entry: Int
  let places: [Int]
  let reaches: [Int: [AddressReach]]
  let facts: CFunctionFacts
  let prefix: String

  var lines: [String] = []
  var tables: CTables
  /// Sites of failures that a jump of the text leads to.
  var failures: Set<Int32> = []
  var checkSites: CheckSites
  /// Where what a function does after its code begins.
  var isEndUsed = false
  var isDisableUsed = false

  var wordCount: Int { program.layout.wordCount }
  var fieldCount: Int { program.fieldCount }

  /// Fails when an instruction goes where the analysis cannot follow.
  init?(
    _ program: Program, kind: CFunctionKind, entry: Int, prefix: String, tables: CTables,
    checkSites: CheckSites
  ) {
    self.program = program
    self.kind = kind
    self.entry = entry
    self.prefix = prefix
    self.tables = tables
    self.checkSites = checkSites
    places = program.places(from: entry)
    reaches = AddressAnalysis(program, places: places).reaches
    guard let facts = CFunctionFacts(program, places: places, reaches: reaches) else {
      return nil
    }
    self.facts = facts
  }

  var isAction: Bool {
    if case .action = kind { true } else { false }
  }

  // MARK: The whole

  /// The function's text, after `tables` and `checkSites` have got what it needs.
  mutating func text() -> String {
    // What follows an instruction can be reached, so it is the next of the places.
    for place in places {
      let isStart = place == entry && place != places.first
      if isStart || facts.targets.contains(place) { lines.append("L\(place):;") }
      emit(program.code[place], at: place)
    }
    let body = lines
    lines = []
    switch kind {
    case .action(let position, let isTick):
      facts.hasChoice
        ? wrapWithChoices(body, position, isTick: isTick)
        : wrap(body, position, isTick: isTick)
    case .check, .terminal: wrap(body)
    }
    return lines.joined(separator: "\n")
  }

  /// The declarations of everything that the code names.
  var locals: [String] {
    var locals = facts.temporaries.map { "i64 t\($0) = 0;" }
    locals += facts.memory.map { "i64 m\($0.lowerBound)[\($0.count)];" }
    return locals
  }

  private var start: [String] {
    entry == places.first ? [] : ["goto L\(entry);"]
  }

  /// The words of the state before the step that the function names.
  private var oldWords: [String] {
    wordCount == 1 ? [] : facts.words.map { "const u64 w\($0) = s[\($0)];" }
  }

  private var newWords: [String] {
    if facts.hasWordArray {
      return ["u64 o[W];", "__builtin_memcpy(o, s, 8 * W);"]
    }
    return facts.written.map { "u64 o\($0) = w\($0);" }
  }

  /// What an action's function takes: a state of one word as such.
  var parameters: String {
    wordCount == 1 ? "struct C *c, const u64 w0" : "struct C *c, const u64 *s"
  }

  // MARK: Actions

  private mutating func wrap(_ body: [String], _ position: Int, isTick: Bool) {
    lines.append("static int \(prefix)a\(position)(\(parameters)) {")
    lines.append("int e = 0;")
    lines += locals + oldWords + newWords + start + body
    if isEndUsed {
      lines.append("END:;")
      lines.append("return \(step(position, isTick: isTick));")
    }
    lines += failureEnds { "return 1 | (c->armedFailures[\($0)] << 2);" }
    if isDisableUsed { lines.append("OFF: return 0;") }
    lines.append("}")
  }

  /// The code again for each vector of choices; bits from 3 on say why it has to be called again.
  private mutating func wrapWithChoices(_ body: [String], _ position: Int, isTick: Bool) {
    lines.append("static int \(prefix)a\(position)(\(parameters), i64 need) {")
    lines.append("int had = 0;")
    lines.append("for (;;) {")
    lines.append("if (c->capacity - c->made < need) return had | 8;")
    lines.append("if (c->budget <= 0) return had | 16;")
    lines.append("int e = 0; i64 n = 0;")
    lines += locals + oldWords + newWords + start + body
    if isEndUsed {
      lines.append("END:;")
      lines.append("had |= \(step(position, isTick: isTick)); goto OFF;")
      isDisableUsed = true
    }
    lines += failureEnds { "had |= 1 | (c->armedFailures[\($0)] << 2); goto OFF;" }
    lines.append("OFF:;")
    lines.append("if (!next_choice(c)) return had;")
    lines.append("}}")
  }

  private func failureEnds(_ end: (Int32) -> String) -> [String] {
    failures.sorted().map { "F\($0): \(end($0))" }
  }

  /// The completion of a step: a call of what actions share, which halves the compiler's work.
  private func step(_ position: Int, isTick: Bool) -> String {
    let name = isTick ? "tick" : "step"
    if wordCount == 1 { return "\(name)(c, \(current(0)), w0, \(position), e)" }
    let changes = facts.written.map { ", \(current($0)), \($0)" }.joined()
    return "\(prefix)\(name)\(facts.written.count)(c, s, \(position), e\(changes))"
  }

  // MARK: Checks

  private mutating func wrap(_ body: [String]) {
    let name: String
    switch kind {
    case .check(let check, _), .terminal(let check): name = "\(prefix)k\(check)"
    case .action: preconditionFailure("an action is no check")
    }
    lines.append("static int \(name)(struct C *c, const u64 *s) {")
    if wordCount == 1 { lines.append("const u64 w0 = s[0];") }
    lines += locals + oldWords + start + body
    lines += failureEnds { site in failureReturn(site) }
    lines.append("}")
  }

  private func failureReturn(_ site: Int32) -> String {
    switch kind {
    // What cannot be evaluated does not hold.
    case .check(_, .constraint): return "return 4;"
    case .check(let check, _), .terminal(let check):
      let index = checkSites.index(of: check, Int(site))
      return "return c->armedCheckFailures[\(index)] << 2;"
    case .action: preconditionFailure("an action is no check")
    }
  }
}

/// Gives pairs of a check and the site where it may fail their numbers.
struct CheckSites {
  struct Pair: Hashable {
    var check: Int
    var site: Int
  }

  private(set) var pairs: [Pair] = []
  private var indices: [Pair: Int] = [:]

  mutating func add(_ check: Int, _ site: Int) {
    let pair = Pair(check: check, site: site)
    if indices[pair] != nil { return }
    indices[pair] = pairs.count
    pairs.append(pair)
  }

  func index(of check: Int, _ site: Int) -> Int {
    guard let index = indices[Pair(check: check, site: site)] else {
      preconditionFailure("the pair was not added")
    }
    return index
  }
}

extension Program {
  /// The instructions that an entry can reach, ascending.
  func places(from entry: Int) -> [Int] {
    var seen: Set<Int> = []
    var waiting = [entry]
    while let place = waiting.popLast() {
      guard seen.insert(place).inserted else { continue }
      for case .target(let target) in code[place].operands { waiting.append(Int(target)) }
      if !code[place].endsStraightLine { waiting.append(place + 1) }
    }
    return seen.sorted()
  }
}
