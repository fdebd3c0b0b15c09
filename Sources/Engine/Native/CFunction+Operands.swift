extension CFunction {
  // MARK: Words

  func old(_ word: Int) -> String { "w\(word)" }

  /// A word as the run has left it so far.
  func current(_ word: Int) -> String {
    if facts.hasWordArray { return "o[\(word)]" }
    return facts.written.contains(word) ? "o\(word)" : "w\(word)"
  }

  // MARK: Values

  func field(_ index: Int) -> CField { CField(program.layout, index) }

  /// Where a slot's value comes from.
  enum Source {
    case field(Int)
    case oldField(Int)
    case constant(Int64)
    case temporary(Int)
  }

  func source(_ slot: Int) -> Source {
    if slot < fieldCount { return .field(slot) }
    if slot < 2 * fieldCount { return .oldField(slot - fieldCount) }
    let constant = slot - 2 * fieldCount
    if constant < program.constants.count { return .constant(program.constants[constant]) }
    return .temporary(slot)
  }

  /// The text of a slot's value; simple enough to be written twice.
  func value(_ slot: Int32) -> String { value(Int(slot)) }

  func value(_ slot: Int) -> String {
    switch source(slot) {
    case .field(let index): field(index).read(from: current(field(index).word))
    case .oldField(let index): field(index).read(from: old(field(index).word))
    case .constant(let value): CLiteral.signed(value)
    case .temporary: temporary(slot)
    }
  }

  /// A slot's value as a set of bits.
  func bits(_ slot: Int32) -> String {
    if case .constant(let value) = source(Int(slot)) {
      return CLiteral.unsigned(UInt64(bitPattern: value))
    }
    return "(u64)\(value(slot))"
  }

  /// A temporary's name.
  func temporary(_ slot: Int) -> String {
    guard let array = facts.memory.first(where: { $0.contains(slot) }) else { return "t\(slot)" }
    return "m\(array.lowerBound)[\(slot - array.lowerBound)]"
  }

  func constant(_ slot: Int32) -> Int64? {
    if case .constant(let value) = source(Int(slot)) { value } else { nil }
  }

  // MARK: Writing

  mutating func set(_ slot: Int32, _ text: String) {
    lines.append("\(temporary(Int(slot))) = \(text);")
  }

  /// Puts a slot's value into a field, where it must fit.
  mutating func store(_ slot: Int, to index: Int, isFitting: Bool) {
    let field = field(index)
    let word = current(field.word)
    if case .constant(let value) = source(slot) {
      guard let packed = field.packed(value) else { return lines.append("__builtin_trap();") }
      guard field.mask != 0 else { return }
      let kept = "(\(word) & \(CLiteral.unsigned(~field.bits)))"
      let bits = packed == 0 ? "" : " | \(CLiteral.unsigned(packed))"
      return lines.append("\(word) = \(kept)\(bits);")
    }
    let minimum =
      field.minimum == 0 ? "" : " - \(CLiteral.unsigned(UInt64(bitPattern: field.minimum)))"
    let fits = isFitting || knownToFit(slot, field)
    let raw = "(u64)\(value(slot))\(minimum)"
    let check = fits ? "" : " if (v & \(CLiteral.unsigned(~field.mask))) __builtin_trap();"
    if field.mask == 0 { return lines.append("{ u64 v = \(raw);\(check) }") }
    let kept = "(\(word) & \(CLiteral.unsigned(~field.bits)))"
    lines.append("{ u64 v = \(raw);\(check) \(word) = \(kept) | (v << \(field.shift)); }")
  }

  /// Whether the value comes from a field that is no wider.
  private func knownToFit(_ slot: Int, _ target: CField) -> Bool {
    switch source(slot) {
    case .field(let index), .oldField(let index):
      let source = field(index)
      return source.minimum == target.minimum && source.mask <= target.mask
    case .constant, .temporary: return target.mask == .max
    }
  }

  // MARK: Leaving

  mutating func fail(_ site: Int32) -> String {
    if site < 0 { return "__builtin_trap();" }
    failures.insert(site)
    switch kind {
    case .check(let check, _), .terminal(let check): checkSites.add(check, Int(site))
    case .action: break
    }
    return "goto F\(site);"
  }

  mutating func goToOff() -> String {
    isDisableUsed = true
    return "goto OFF;"
  }
}
