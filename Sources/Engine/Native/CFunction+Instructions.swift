extension CFunction {
  mutating func emit(_ i: Instruction, at place: Int) {
    switch i.opcode {
    case .copy, .copyBlock, .load, .loadBlock, .put, .putBlock, .address, .addressOf:
      move(i, at: place)
    case .store: store(Int(i.b), to: Int(i.a), isFitting: i.d < 0)
    case .storeBlock: storeBlock(i)
    case .storeAt, .storeBlockAt: access(i, at: place)
    case .add, .subtract, .multiply, .divide, .remainder, .negate, .minimum, .maximum, .checkRange:
      calculate(i)
    case .equal, .notEqual, .less, .lessOrEqual, .not, .and, .or, .equalBlock, .lessBlock:
      set(i.a, truth(i))
    case .testBit, .setBit, .clearBit, .bitAnd, .bitOr, .bitAndNot, .populationCount, .nextBit:
      changeBits(i)
    case .jump, .jumpIf, .jumpUnless, .jumpIfEqual, .jumpIfNotEqual, .jumpIfLess, .jumpIfNotLess:
      jump(i)
    case .choose: choose(i)
    case .disable: lines.append(goToOff())
    case .fail: lines.append(fail(i.a))
    case .expect: lines.append("if (!\(value(i.a))) e |= c->armedSteps[\(i.b)] << 2;")
    case .cover: lines.append("c->branches[\(i.a)] = 1;")
    case .end: end(i)
    }
  }

  // MARK: Moving

  private mutating func move(_ i: Instruction, at place: Int) {
    switch i.opcode {
    case .copy: set(i.a, value(i.b))
    case .copyBlock:
      // Downwards where the blocks may overlap, as if all were read before any is written.
      let offsets = Array(0..<i.c)
      for offset in i.b < i.a ? offsets.reversed() : offsets {
        set(i.a + offset, value(i.b + offset))
      }
    case .address:
      let distance = i.d == 1 ? value(i.c) : "\(value(i.c)) * \(CLiteral.signed(Int64(i.d)))"
      set(i.a, "\(value(i.b)) + \(distance)")
    case .addressOf: set(i.a, CLiteral.signed(Int64(i.b) + Int64(i.d)))
    default: access(i, at: place)
    }
  }

  private mutating func storeBlock(_ i: Instruction) {
    let offsets = Array(0..<i.c)
    for offset in i.b < i.a ? offsets.reversed() : offsets {
      store(Int(i.b + offset), to: Int(i.a + offset), isFitting: i.d < 0)
    }
  }

  // MARK: Computing

  private mutating func calculate(_ i: Instruction) {
    let (b, c) = (value(i.b), value(i.c))
    switch i.opcode {
    case .add where i.d < 0: set(i.a, "\(b) + \(c)")
    case .subtract where i.d < 0: set(i.a, "\(b) - \(c)")
    case .multiply where i.d < 0: set(i.a, "\(b) * \(c)")
    case .divide where i.d < 0: set(i.a, "\(b) / \(c)")
    case .remainder where i.d < 0: set(i.a, "\(b) % \(c)")
    case .negate where i.d < 0: set(i.a, "-\(b)")
    case .add, .subtract, .multiply:
      let name = i.opcode == .add ? "add" : i.opcode == .subtract ? "sub" : "mul"
      lines.append("{ i64 r; if (__builtin_\(name)_overflow(\(b), \(c), &r)) \(fail(i.d))")
      lines.append("\(temporary(Int(i.a))) = r; }")
    case .negate:
      lines.append("{ i64 r; if (__builtin_sub_overflow(0LL, \(b), &r)) \(fail(i.d))")
      lines.append("\(temporary(Int(i.a))) = r; }")
    case .divide, .remainder:
      lines.append("{ i64 x = \(b), y = \(c);")
      lines.append("if (y == 0 || (y == -1 && x == \(CLiteral.signed(.min)))) \(fail(i.d))")
      lines.append("\(temporary(Int(i.a))) = x \(i.opcode == .divide ? "/" : "%") y; }")
    case .minimum: set(i.a, "\(b) < \(c) ? \(b) : \(c)")
    case .maximum: set(i.a, "\(b) > \(c) ? \(b) : \(c)")
    default: lines.append("if (\(value(i.a)) < \(b) || \(value(i.a)) > \(c)) \(fail(i.d))")
    }
  }

  private mutating func truth(_ i: Instruction) -> String {
    switch i.opcode {
    case .equal: equality(Int(i.b), Int(i.c), count: 1)
    case .notEqual: "!(\(equality(Int(i.b), Int(i.c), count: 1)))"
    case .less: "\(value(i.b)) < \(value(i.c))"
    case .lessOrEqual: "\(value(i.b)) <= \(value(i.c))"
    case .not: "\(value(i.b)) == 0"
    case .and: "\(value(i.b)) != 0 && \(value(i.c)) != 0"
    case .or: "\(value(i.b)) != 0 || \(value(i.c)) != 0"
    case .equalBlock: equality(Int(i.b), Int(i.c), count: Int(i.d))
    default: precedence(Int(i.b), Int(i.c), count: Int(i.d))
    }
  }

  /// Comparing fields with constants or with themselves before the step takes one comparison a
  /// word.
  private func equality(_ first: Int, _ second: Int, count: Int) -> String {
    var parts: [String] = []
    var masks: [String: UInt64] = [:]
    var order: [String] = []
    func add(_ text: String, _ mask: UInt64) {
      if masks[text] == nil { order.append(text) }
      masks[text, default: 0] |= mask
    }
    var values: [String: UInt64] = [:]
    for offset in 0..<count {
      let (a, b) = (first + offset, second + offset)
      if let (text, field, value) = fieldAndConstant(a, b) ?? fieldAndConstant(b, a) {
        guard let packed = field.packed(value) else { return "0" }
        values[text, default: 0] |= packed
        add(text, field.bits)
      } else if let (text, field) = samePlace(a, b) ?? samePlace(b, a) {
        add(text, field.bits)
      } else {
        parts.append("\(value(a)) == \(value(b))")
      }
    }
    let wordParts = order.map { text in
      let wanted = CLiteral.unsigned(values[text] ?? 0)
      return "(\(text) & \(CLiteral.unsigned(masks[text] ?? 0))) == \(wanted)"
    }
    let all = wordParts + parts
    return all.isEmpty ? "1" : all.joined(separator: " && ")
  }

  private func fieldAndConstant(_ a: Int, _ b: Int) -> (String, CField, Int64)? {
    guard case .constant(let value) = source(b) else { return nil }
    switch source(a) {
    case .field(let index): return (current(field(index).word), field(index), value)
    case .oldField(let index): return (old(field(index).word), field(index), value)
    default: return nil
    }
  }

  private func samePlace(_ a: Int, _ b: Int) -> (String, CField)? {
    guard case .field(let index) = source(a), case .oldField(index) = source(b) else {
      return nil
    }
    let field = field(index)
    return ("(\(current(field.word)) ^ \(old(field.word)))", field)
  }

  private func precedence(_ first: Int, _ second: Int, count: Int) -> String {
    var text = "0"
    for offset in (0..<count).reversed() {
      let (a, b) = (value(first + offset), value(second + offset))
      text = "(\(a) != \(b) ? \(a) < \(b) : \(text))"
    }
    return text
  }

  private mutating func changeBits(_ i: Instruction) {
    let b = bits(i.b)
    switch i.opcode {
    case .testBit:
      if let bit = constant(i.c) {
        return set(i.a, (0..<64).contains(bit) ? "(\(b) >> \(bit)) & 1" : "0")
      }
      set(i.a, "\(bits(i.c)) < 64 ? (\(b) >> (\(bits(i.c)) & 63)) & 1 : 0")
    case .setBit, .clearBit:
      if let bit = constant(i.c) {
        guard (0..<64).contains(bit) else { return lines.append("__builtin_trap();") }
      } else {
        lines.append("if (\(bits(i.c)) > 63) __builtin_trap();")
      }
      let bit = "(1ULL << (\(bits(i.c)) & 63))"
      set(i.a, i.opcode == .setBit ? "\(b) | \(bit)" : "\(b) & ~\(bit)")
    case .bitAnd: set(i.a, "\(b) & \(bits(i.c))")
    case .bitOr: set(i.a, "\(b) | \(bits(i.c))")
    case .bitAndNot: set(i.a, "\(b) & ~\(bits(i.c))")
    case .populationCount: set(i.a, "__builtin_popcountll(\(b))")
    default:
      lines.append("{ i64 f = \(value(i.c)) < 0 ? 0 : \(value(i.c));")
      lines.append("u64 r = f > 63 ? 0 : \(b) & (~0ULL << f);")
      lines.append("\(temporary(Int(i.a))) = r ? __builtin_ctzll(r) : 64; }")
    }
  }

  // MARK: Control

  private mutating func jump(_ i: Instruction) {
    switch i.opcode {
    case .jump: lines.append("goto L\(i.a);")
    case .jumpIf: lines.append("if (\(value(i.a))) goto L\(i.b);")
    case .jumpUnless: lines.append("if (!\(value(i.a))) goto L\(i.b);")
    case .jumpIfEqual:
      lines.append("if (\(equality(Int(i.a), Int(i.b), count: 1))) goto L\(i.c);")
    case .jumpIfNotEqual:
      lines.append("if (!(\(equality(Int(i.a), Int(i.b), count: 1)))) goto L\(i.c);")
    case .jumpIfLess: lines.append("if (\(value(i.a)) < \(value(i.b))) goto L\(i.c);")
    default: lines.append("if (\(value(i.a)) >= \(value(i.b))) goto L\(i.c);")
    }
  }

  private mutating func choose(_ i: Instruction) {
    lines.append("if (n == c->digitCount) { i64 b = \(value(i.b)); if (b <= 0) \(goToOff())")
    lines.append("if (n == c->digitCapacity) return had | 24;")
    lines.append("c->digits[n] = 0; c->bounds[n] = b; c->digitCount = n + 1; }")
    set(i.a, "c->digits[n++]")
  }

  private mutating func end(_ i: Instruction) {
    switch kind {
    case .action:
      isEndUsed = true
      lines.append("goto END;")
    case .terminal: lines.append("return \(value(i.a)) != 0;")
    case .check(let check, let role): lines.append(endCheck(check, role, value(i.a)))
    }
  }

  private func endCheck(_ check: Int, _ role: StateCheck.Role, _ value: String) -> String {
    switch role {
    case .invariant: "return \(value) ? 0 : found(c, \(check), s);"
    case .reachable: "return \(value) ? found(c, \(check), s) : 0;"
    case .constraint: "return \(value) ? 0 : 4;"
    case .measure: "return measured(c, \(check), \(value), s);"
    case .proposition: "return \(value) != 0;"
    case .terminal, .stepProposition: preconditionFailure("no check of every state")
    }
  }
}
