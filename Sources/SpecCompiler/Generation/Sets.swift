import Engine
import SourceText
import SpecLanguage

/// Sets: one bit for each value of the element type, 64 to a slot.
extension Generator {
  /// Where a member's bit is: its word's number and its number in the word.
  private mutating func bitPosition(_ member: Operand, _ element: Type) -> (Operand, Operand) {
    let number = ordinal(of: member, element)
    if layout.wordCount(ofSetOf: element) <= 1 { return (.scalar(0), number) }
    return (compute(.divide, number, .scalar(64)), compute(.remainder, number, .scalar(64)))
  }

  // MARK: Asking

  mutating func membership(_ element: Expression, _ collection: Expression) -> Operand {
    let values = values([element, collection], as: [element.type, collection.type])
    return contains(values[1], values[0], element.type, in: collection.type)
  }

  /// Whether a set holds a value of a type that may have other integers than its element type.
  mutating func contains(
    _ whole: Operand, _ member: Operand, _ type: Type, in setType: Type
  ) -> Operand {
    guard case .set(let element) = setType, isReachable else { return Self.absent }
    if size(of: setType) == 0 { return .truth(false) }
    if case .integer(let range) = element, case .integer(let given) = type,
      !range.contains(given)
    {
      return containsOutside(whole, member, range, element)
    }
    let adapted = adapt(member, from: type, to: element)
    let (word, bit) = bitPosition(adapted, element)
    return compute(
      .testBit, load(setWord(of: Place(whole), word, element), size: 1), bit)
  }

  /// The number may lie outside the element type, and then is no member.
  private mutating func containsOutside(
    _ whole: Operand, _ member: Operand, _ range: IntegerRange, _ element: Type
  ) -> Operand {
    if let known = member.known, !range.contains(known) { return .truth(false) }
    var join = Join(&self, size: 1)
    let outside = emitter.makeLabel()
    let end = emitter.makeLabel()
    if member.known == nil {
      jump(.jumpIfLess, member, .scalar(range.low), to: outside)
      jump(.jumpIfLess, .scalar(range.high), member, to: outside)
    }
    let (word, bit) = bitPosition(member, element)
    let place = setWord(of: Place(whole), word, element)
    join.add(compute(.testBit, load(place, size: 1), bit), &self)
    emitter.jump(to: end)
    emitter.place(outside)
    join.add(.truth(false), &self)
    emitter.place(end)
    return join.value
  }

  /// An operation on sets of one type.
  mutating func apply(
    _ method: ReadingMethod, toSet whole: Operand, _ arguments: [Operand], _ types: [Type],
    _ type: Type
  ) -> Operand {
    let words = size(of: type)
    switch method {
    case .contains: return contains(whole, arguments[0], types[0], in: type)
    case .union: return wordwise(.bitOr, whole, arguments[0], words)
    case .intersection: return wordwise(.bitAnd, whole, arguments[0], words)
    case .subtracting: return wordwise(.bitAndNot, whole, arguments[0], words)
    case .isSubset: return isEmpty(wordwise(.bitAndNot, whole, arguments[0], words), words)
    case .isDisjoint: return isEmpty(wordwise(.bitAnd, whole, arguments[0], words), words)
    case .isEmpty: return isEmpty(whole, words)
    case .count:
      return (0..<words).reduce(Operand.scalar(0)) { total, word in
        let count = populationCount(whole.part(word, 1))
        return compute(.add, total, count)
      }
    case .isFull, .first, .last: preconditionFailure("a set has no \(method)")
    }
  }

  private mutating func wordwise(
    _ opcode: Opcode, _ left: Operand, _ right: Operand, _ words: Int
  ) -> Operand {
    assembled(
      (0..<words).map { (compute(opcode, left.part($0, 1), right.part($0, 1)), 1) })
  }

  private mutating func isEmpty(_ whole: Operand, _ words: Int) -> Operand {
    equality(whole, .constant(Array(repeating: 0, count: words)), size: words)
  }

  // MARK: Making

  mutating func setLiteral(_ elements: [Expression], of element: Type) -> Operand {
    let words = layout.wordCount(ofSetOf: element)
    let members = values(elements, as: elements.map { _ in element })
    var known = Array(repeating: Int64(0), count: words)
    var others: [Operand] = []
    for member in members where words > 0 {
      if case .constant(let slots) = member {
        let number = layout.ordinal(of: slots[...], as: element)
        known[number / 64] |= 1 << Int64(number % 64)
      } else {
        others.append(member)
      }
    }
    if others.isEmpty { return .constant(known) }
    let whole = emitter.temporary(words)
    copy(.constant(known), to: whole, size: words)
    for member in others { insert(member, intoSet: .slots(whole), of: element) }
    return .slots(whole)
  }

  mutating func setComprehension(_ binding: Binding, _ type: Type, span: Span) -> Operand {
    guard case .set(let element) = type else { preconditionFailure("no set: \(type)") }
    let words = size(of: type)
    let whole = emitter.temporary(words)
    let declared = scope.declarations[binding.local.index].type
    copy(.constant(Array(repeating: 0, count: words)), to: whole, size: words)
    iterate(binding, cost: 3, span: span) { generator in
      guard let place = generator.scope.locals[binding.local.index] else { return }
      let member = generator.load(place, size: generator.size(of: declared))
      generator.insert(
        generator.adapt(member, from: declared, to: element), intoSet: .slots(whole), of: element)
    }
    return words == 0 ? .constant([]) : .slots(whole)
  }

  /// One of a set's words.
  private mutating func setWord(of place: Place, _ number: Operand, _ element: Type) -> Place {
    let count = layout.wordCount(ofSetOf: element)
    return self.element(of: place, number, low: 0, stride: 1, count: count)
  }

  // MARK: Changing

  mutating func insert(_ member: Operand, intoSet place: Place, of element: Type) {
    changeBit(.setBit, member, place, element)
  }

  mutating func remove(_ member: Operand, fromSet place: Place, of element: Type) {
    changeBit(.clearBit, member, place, element)
  }

  private mutating func changeBit(
    _ opcode: Opcode, _ member: Operand, _ place: Place, _ element: Type
  ) {
    guard isReachable else { return }
    let (word, bit) = bitPosition(member, element)
    let target = setWord(of: place, word, element)
    write(compute(opcode, load(target, size: 1), bit), to: target, size: 1)
  }

  // MARK: Going through

  mutating func iterate(
    overSet whole: Operand, of element: Type, cost: Int,
    _ body: (inout Generator, Operand) -> Void
  ) {
    let count = layout.cardinality(of: element)
    guard count > 0, isReachable else { return }
    if analysis.unrolls(count: count, cost: cost + 2) {
      for number in 0..<count where isReachable {
        let next = emitter.makeLabel()
        let word = whole.part(number / 64, 1)
        jump(compute(.testBit, word, .scalar(Int64(number % 64))), when: false, to: next)
        let member = Operand.constant(layout.slots(ofOrdinal: number, as: element))
        if isReachable { releasing { body(&$0, member) } }
        emitter.place(next)
      }
      return
    }
    if count <= 64 {
      iterate(overWord: whole, first: .scalar(0), element, body)
    } else {
      let words = layout.wordCount(ofSetOf: element)
      loop(from: .scalar(0), to: .scalar(Int64(words - 1))) { generator, index in
        let place = generator.setWord(of: Place(whole), index, element)
        let word = generator.load(place, size: 1)
        let first = generator.compute(.multiply, index, .scalar(64))
        generator.iterate(overWord: word, first: first, element, body)
      }
    }
  }

  private mutating func iterate(
    overWord word: Operand, first: Operand, _ element: Type,
    _ body: (inout Generator, Operand) -> Void
  ) {
    let head = emitter.makeLabel()
    let end = emitter.makeLabel()
    let bit = emitter.temporary()
    let slot = emitter.slot(word)
    copy(.scalar(0), to: bit, size: 1)
    emitter.place(head)
    emit(.nextBit, bit, slot, bit)
    jump(.jumpIfEqual, .slots(bit), .scalar(64), to: end)
    releasing { generator in
      let number = generator.compute(.add, first, .slots(bit))
      body(&generator, generator.fromOrdinal(number, element))
    }
    increment(bit)
    emitter.jump(to: head)
    emitter.place(end)
  }
}
