extension SpecGenerator {
  // MARK: Numbers

  /// A number that is mostly in the type's range, and only sometimes a constant.
  mutating func number(
    fitting type: GeneratedType, _ scope: GeneratorScope, _ depth: Int
  ) -> String {
    if chance(35) { return leaf(type, scope) }
    if case .integer(0, let high) = type, chance(50), let place = place(type, scope, depth - 1) {
      switch roll(3) {
      case 0: return "((\(place) + 1) % \(high + 1))"
      case 1: return "min(\(high), \(place) + 1)"
      default: return "max(0, \(place) - 1)"
      }
    }
    return number(scope, depth)
  }

  /// Any number, never a constant if there is a place or a collection to read.
  mutating func number(_ scope: GeneratorScope, _ depth: Int) -> String {
    guard depth > 0, let left = place(.integer(0, 1), scope, depth - 1) else {
      return aggregate(scope, depth)
    }
    let right = chance(50) ? "\(1 + roll(2))" : number(scope, depth - 1)
    switch roll(12) {
    case 0...2: return "(\(left) + \(right))"
    case 3...4: return "(\(left) - \(right))"
    case 5: return "(\(left) * \(right))"
    case 6: return "(\(left) / \(right))"
    case 7: return "(\(left) % \(right))"
    case 8: return "-\(left)"
    case 9: return "\(chance(50) ? "min" : "max")(\(left), \(right))"
    case 10: return aggregate(scope, depth)
    default: return left
    }
  }

  /// A number that counts or sums.
  private mutating func aggregate(_ scope: GeneratorScope, _ depth: Int) -> String {
    let collection = place(scope, depth - 1) { type in
      switch type {
      case .set, .queue, .bag: true
      default: false
      }
    }
    if let collection, chance(50) {
      if case .bag(let element, _) = collection.type, canMake(element, scope), chance(50) {
        return "\(collection.text).count(\(expression(element, scope.pure, depth - 1)))"
      }
      return "\(collection.text).count"
    }
    let (domain, variable) = binding(scope)
    let inner = scope.pure.adding(variable)
    let condition = truth(inner, depth - 1)
    switch roll(6) {
    case 0...2: return "count(\(variable.name) in \(domain) where \(condition))"
    case 3:
      let term = depth > 0 ? number(inner, depth - 1) : "2"
      return "sum(\(term) for \(variable.name) in \(domain) where \(condition))"
    default:
      let term = depth > 0 ? number(inner, depth - 1) : "1"
      // With a condition the domain may be empty, which is a violation; draw that less often.
      let filter = chance(20) ? " where \(condition)" : ""
      let operation = chance(50) ? "min" : "max"
      return "\(operation)(\(term) for \(variable.name) in \(domain)\(filter))"
    }
  }

  // MARK: Bindings

  /// A domain and what ranges over it.
  mutating func binding(_ scope: GeneratorScope) -> (String, GeneratedVariable) {
    let collection = place(scope.pure, 1) { type in
      switch type {
      case .set, .queue, .bag: true
      default: false
      }
    }
    if let collection, chance(50) {
      switch collection.type {
      case .set(let element), .queue(let element, _), .bag(let element, _):
        return (collection.text, GeneratedVariable(name: name("e"), type: element))
      default: break
      }
    }
    if chance(20), let bound = place(.integer(0, 1), scope.pure, 0) {
      let operation = chance(70) ? "..." : "..<"
      return ("0\(operation)\(bound)", GeneratedVariable(name: name("i"), type: .integer(0, 3)))
    }
    var type = chance(85) ? scalarType() : chance(50) ? smallType() : .set(.bool)
    // `(0...2)?` is no domain: a range in parentheses is one by itself.
    if case .optional(let wrapped) = type, wrapped.isInteger { type = wrapped }
    if size(type) > 8 { type = .bool }
    return (text(type), GeneratedVariable(name: name("v"), type: type))
  }

  // MARK: Truth

  mutating func truth(_ scope: GeneratorScope, _ depth: Int) -> String {
    if depth <= 0 { return chance(30) ? leaf(.bool, scope) : atom(scope) }
    switch roll(20) {
    case 0: return "!\(truth(scope, depth - 1))"
    case 1...2: return "(\(truth(scope, depth - 1)) && \(truth(scope, depth - 1)))"
    case 3...4: return "(\(truth(scope, depth - 1)) || \(truth(scope, depth - 1)))"
    case 5: return "(\(truth(scope, depth - 1)) implies \(truth(scope, depth - 1)))"
    case 6...8: return comparison(scope, depth)
    case 9...11: return equality(scope, depth) ?? comparison(scope, depth)
    case 12...13: return membership(scope, depth) ?? leaf(.bool, scope)
    case 14...15: return quantified(scope.pure, depth)
    case 16:
      let subject = place(scope, depth - 1) { type in
        if case .enumeration = type { true } else { false }
      }
      guard let subject, case .enumeration(let index) = subject.type else { break }
      return "(\(subject.text) is .\(pick(enumerations[index].cases).name))"
    case 17:
      if scope.invariants.isEmpty { break }
      return pick(scope.invariants)
    case 18:
      if let call = call(.bool, scope, depth) { return call }
    default: break
    }
    return atom(scope)
  }

  /// The least that says something about a place.
  private mutating func atom(_ scope: GeneratorScope) -> String {
    let subject = place(scope, 0) { type in
      if case .component = type { false } else { true }
    }
    guard let subject else { return leaf(.bool, scope) }
    let text = subject.text
    switch subject.type {
    case .bool: return chance(60) ? text : "!\(text)"
    case .integer(let low, let high):
      return "(\(text) \(pick(["<", "<=", ">", "==", "!="])) \(low + roll(high - low + 1)))"
    case .upTo: return "(\(text) \(chance(50) ? "==" : "<") 1)"
    case .set, .queue, .bag: return "\(text).isEmpty"
    case .optional: return "(\(text) \(chance(50) ? "==" : "!=") nil)"
    case .enumeration(let index):
      return "(\(text) is .\(pick(enumerations[index].cases).name))"
    default:
      guard canMake(subject.type, scope) else { return leaf(.bool, scope) }
      return "(\(text) == \(leaf(subject.type, scope)))"
    }
  }

  private mutating func comparison(_ scope: GeneratorScope, _ depth: Int) -> String {
    let left = number(scope, depth - 1)
    let right = chance(50) ? "\(roll(4))" : number(scope, depth - 1)
    return "(\(left) \(pick(["<", "<=", ">", ">=", "==", "!="])) \(right))"
  }

  private mutating func equality(_ scope: GeneratorScope, _ depth: Int) -> String? {
    let left = place(scope, depth - 1) { type in
      if case .component = type { false } else { true }
    }
    guard let left, canMake(left.type, scope) else { return nil }
    let right = expression(left.type, scope, depth - 1)
    return "(\(left.text) \(chance(60) ? "==" : "!=") \(right))"
  }

  private mutating func membership(_ scope: GeneratorScope, _ depth: Int) -> String? {
    let collection = place(scope, depth - 1) { type in
      switch type {
      case .set, .queue, .bag: true
      default: false
      }
    }
    guard let collection else { return nil }
    switch (collection.type, roll(4)) {
    case (_, 0): return "\(collection.text).isEmpty"
    case (.queue, 1), (.bag, 1): return "\(collection.text).isFull"
    case (.set(let element), 1):
      let other = expression(.set(element), scope.pure, depth - 1)
      return "\(collection.text).\(chance(60) ? "isSubset" : "isDisjoint")(\(other))"
    case (.set(let element), _), (.queue(let element, _), _), (.bag(let element, _), _):
      guard canMake(element, scope) else { return nil }
      let value = expression(element, scope, depth - 1)
      return chance(50)
        ? "(\(value) in \(collection.text))" : "\(collection.text).contains(\(value))"
    default: return nil
    }
  }

  private mutating func quantified(_ scope: GeneratorScope, _ depth: Int) -> String {
    let (domain, variable) = binding(scope)
    var inner = scope.adding(variable)
    var bindings = "\(variable.name) in \(domain)"
    if chance(25) {
      let (domain, second) = binding(inner)
      inner = inner.adding(second)
      bindings += ", \(second.name) in \(domain)"
    }
    let condition = chance(40) ? " where \(truth(inner, depth - 1))" : ""
    let body = truth(inner, depth - 1)
    let word = chance(50) ? "forall" : "exists"
    return "(\(word) \(bindings)\(condition): \(body))"
  }
}
