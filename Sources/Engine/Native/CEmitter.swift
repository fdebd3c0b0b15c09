/// Turns a program into the C text of its native tier.
///
/// For each action there is a function that takes one state and puts its successors into the batch,
/// and around them one that goes through states and calls those whose guards may be met; checks
/// likewise. Only numbers reach the text, never a name of a spec. The text is a pure function of
/// the program.
package struct CEmitter {
  private let linked: LinkedProgram
  private let prefix: String
  private var functions: [String] = []
  private var tables: CTables
  private var checkSites = CheckSites()
  /// Positions whose functions have to be called again when there is no room for all their steps.
  private var withChoices: Set<Int> = []
  /// How many words an action may write.
  private var writtenCounts: Set<Int> = []

  private var program: Program { linked.program }

  /// Up to so many instructions, each function is written for itself.
  private let instructionsUnmerged: Int

  init(_ linked: LinkedProgram, number: Int, instructionsUnmerged: Int) {
    self.linked = linked
    self.instructionsUnmerged = instructionsUnmerged
    prefix = "p\(number)_"
    tables = CTables(prefix: prefix)
  }

  /// The text of a program and what has to be known for calling it; nil when it uses addresses in
  /// a way that cannot be followed, or would become too long.
  static func emit(
    _ linked: LinkedProgram, number: Int = 0,
    instructionsUnmerged: Int = NativeBuild.optimizedMax
  ) -> CProgram? {
    var emitter = CEmitter(linked, number: number, instructionsUnmerged: instructionsUnmerged)
    return emitter.emit()
  }

  /// A file of C text for some programs, nil when one of them cannot be written.
  package static func text(of programs: [Program]) -> String? {
    let texts = programs.enumerated().compactMap { number, program in
      emit(LinkedProgram(program), number: number)
    }
    guard texts.count == programs.count else { return nil }
    return file(of: texts)
  }

  static func file(of texts: [CProgram]) -> String {
    ([NativePrelude.shared] + texts.map(\.text)).joined(separator: "\n")
  }

  /// More instructions than this, those of each entry counted, are left to bytecode: even without
  /// optimisation a compiler takes seconds for them.
  static let instructionsMax = 400_000

  private mutating func emit() -> CProgram? {
    var guards: [Int: [GuardFilter]] = [:]
    var instructionCounts: [Int] = []
    let actions = Array(linked.ordinary) + Array(linked.ticks)
    for position in actions + Array(linked.stateChecks) + Array(linked.terminals) {
      let number = linked.numbers[position]
      var entry = unsafe Int(linked.entries[position])
      let kind: CFunctionKind
      if linked.stateChecks.contains(position) {
        kind = .check(number, program.checks[number].role)
      } else if linked.terminals.contains(position) {
        kind = .terminal(number)
      } else {
        kind = .action(position: position, isTick: linked.ticks.contains(position))
        let tests = program.guardTests(from: program.actions[number].entry)
        guards[position] = tests.filters
        entry = tests.entry
      }
      guard
        var function = CFunction(
          program, kind: kind, entry: entry, prefix: prefix, tables: tables,
          checkSites: checkSites)
      else { return nil }
      instructionCounts.append(function.places.count)
      guard instructionCounts.reduce(0, +) <= Self.instructionsMax else { return nil }
      functions.append(function.text())
      tables = function.tables
      checkSites = function.checkSites
      if function.facts.hasChoice { withChoices.insert(position) }
      if function.isAction { writtenCounts.insert(function.facts.written.count) }
    }
    var instructionCount = instructionCounts.reduce(0, +)
    if instructionCount > instructionsUnmerged {
      let merged = CMerger.merge(functions, prefix: prefix)
      functions = merged.functions
      instructionCount = merged.representatives.reduce(0) { $0 + instructionCounts[$1] }
    }
    let parts =
      [
        "#undef W", "#define W \(linked.wordCount)",
        NativePrelude.perProgram(prefix, linked.keyShape),
      ]
      + steps + tables.declarations + functions
      + [deadEnd, expansion(guards), checking, lettering]
    return CProgram(
      text: parts.joined(separator: "\n"), prefix: prefix, instructionCount: instructionCount,
      checkSites: checkSites)
  }

  /// The completions of steps that write so many words.
  private var steps: [String] {
    linked.wordCount == 1
      ? [] : writtenCounts.sorted().map { NativePrelude.steps(prefix, writing: $0) }
  }

  // MARK: Going through states

  private func expansion(_ guards: [Int: [GuardFilter]]) -> String {
    let words = guards.values.flatMap { $0 }.map { Int($0.word) }
    var lines = [
      "int \(prefix)expand(struct C *c) {",
      "while (c->position < c->count) {",
      "const u64 *s = c->states + c->position * W;",
      "int f = 0, r;",
    ]
    lines += Set(words + (linked.wordCount == 1 ? [0] : [])).sorted().map {
      "const u64 w\($0) = s[\($0)];"
    }
    lines += [
      "if (c->resume < 0) {",
      "if (c->capacity - c->made < \(linked.ordinary.count + linked.ticks.count)) return 1;",
      "if (c->eventCount == c->eventCapacity) return 4;",
      "if (--c->budget < 0) return 2;",
      linked.wordCount == 1 ? "" : "c->sum = \(prefix)whole(c, s);",
      "} else f = c->flags;",
      "switch (c->resume) {",
      "default:;",
    ]
    lines += linked.ordinary.map { call($0, guards[$0] ?? [], end: linked.ticks.upperBound) }
    if !linked.ticks.isEmpty {
      lines.append("if (!(f & 2)) {")
      lines += linked.ticks.map { call($0, guards[$0] ?? [], end: linked.ticks.upperBound) }
      lines.append("}")
    }
    lines += [
      "}",
      "if (!(f & 1)) f |= \(prefix)dead(c, s);",
      "if (f & 4) c->events[c->eventCount++] = c->position;",
      "if (c->purpose == ONWARD) {",
      "c->ends[c->position] = c->made << 1 | !(c->leaving & ~c->staying);",
      "c->leaving = c->staying = 0;",
      "}",
      "c->position++;",
      "}",
      "return 0;",
      "}",
    ]
    return lines.joined(separator: "\n")
  }

  /// The call of an action's function where its guard may be met.
  private func call(_ position: Int, _ filters: [GuardFilter], end: Int) -> String {
    let tests = filters.filter { $0 != .passAll }.map { filter -> String in
      if filter.value & ~filter.mask != 0 { return "0" }
      let mask = CLiteral.unsigned(filter.mask)
      return "(w\(filter.word) & \(mask)) == \(CLiteral.unsigned(filter.value))"
    }
    let condition = tests.isEmpty ? "1" : tests.joined(separator: " && ")
    let state = linked.wordCount == 1 ? "w0" : "s"
    let isUrgent = unsafe linked.isUrgent[position]
    let urgency = isUrgent ? " f |= (r & 1) << 1;" : ""
    let name = "\(prefix)a\(position)"
    guard withChoices.contains(position) else {
      return "if (\(condition)) { r = \(name)(c, \(state)); f |= r;\(urgency) }"
    }
    return """
      if (\(condition)) { case \(position):
      c->resume = -1; r = \(name)(c, \(state), \(end - position)); f |= r & 7;\(urgency)
      if (r > 7) { c->resume = \(position); c->flags = f; return r >> 3; } }
      """
  }

  /// What a state without a step is: worth a look unless a terminal check holds.
  private var deadEnd: String {
    var lines = ["static int \(prefix)dead(struct C *c, const u64 *s) {", "int r = 0;"]
    lines += linked.terminals.map { "r |= \(prefix)k\(linked.numbers[$0])(c, s);" }
    lines.append("return r & 1 ? r & 4 : (r & 4) | (*c->armedDeadlock << 2);")
    lines.append("}")
    return lines.joined(separator: "\n")
  }

  // MARK: Checking states

  private var checking: String {
    let fields = EnumerationField.all(of: program)
    let (narrow, wide) = (fields.filter { $0.bitCount <= 64 }, fields.filter { $0.bitCount > 64 })
    func raw(_ field: EnumerationField) -> String {
      var field = CField(program.layout, field.field)
      field.minimum = 0
      return field.read(from: "s[\(field.word)]")
    }
    var lines = ["int \(prefix)check(struct C *c) {", "int r = 0;"]
    lines += narrow.map { "u64 e\($0.field) = 0;" }
    lines += [
      "for (; c->position < c->count; c->position++) {",
      "if (c->eventCount == c->eventCapacity) { r = 4; break; }",
      "const u64 *s = c->states + c->position * W;", "int f = 0;",
    ]
    lines += linked.stateChecks.map { position in
      let number = linked.numbers[position]
      let isProposition = program.checks[number].role == .proposition
      return "f |= \(prefix)k\(number)(c, s)\(isProposition ? " & 4" : "");"
    }
    lines += narrow.map { "e\($0.field) |= 1ULL << \(raw($0));" }
    lines += wide.map {
      "{ u64 b = \($0.firstBit) + \(raw($0)); c->cases[b >> 6] |= 1ULL << (b & 63); }"
    }
    lines += ["if (f) c->events[c->eventCount++] = c->position;", "}"]
    for field in narrow {
      let (word, shift) = (field.firstBit / 64, field.firstBit % 64)
      lines.append("c->cases[\(word)] |= e\(field.field) << \(shift);")
      if shift > 0 { lines.append("c->cases[\(word + 1)] |= e\(field.field) >> \(64 - shift);") }
    }
    lines += ["return r;", "}"]
    return lines.joined(separator: "\n")
  }
}

extension CEmitter {
  /// Puts a bit for each proposition into the rows of some states.
  private var lettering: String {
    let rowWords = PropositionRow.wordCount(of: linked)
    var lines = [
      "int \(prefix)letters(struct C *c) {",
      "for (; c->position < c->count; c->position++) {",
      "const u64 *s = c->states + c->position * W;",
      "u64 *o = c->out + c->position * \(rowWords);",
    ]
    lines += (0..<rowWords).map { "o[\($0)] = 0;" }
    lines += linked.propositions.enumerated().map { index, position in
      let call = "\(prefix)k\(linked.numbers[position])(c, s)"
      return "o[\(index / 64)] |= (u64)(\(call) & 1) << \(index % 64);"
    }
    lines += ["(void)s; (void)o;", "}", "return 0;", "}"]
    return lines.joined(separator: "\n")
  }
}

/// The C text of one program, to stand behind `NativePrelude.shared`; several fit into one file.
struct CProgram {
  var text: String
  /// Of the names that it gives.
  var prefix: String
  var instructionCount: Int
  var checkSites: CheckSites
}
