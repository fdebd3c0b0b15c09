/// A way from a variable to one of its parts.
struct GeneratedPath {
  enum Step {
    case field(String)
    case key(GeneratedType)
    case element
    case unwrap
  }

  var root: GeneratedVariable
  var steps: [Step] = []
  var type: GeneratedType
  var isWritable: Bool

  /// Needs no index and breaks no rule.
  var isSimple: Bool {
    steps.allSatisfy { if case .field = $0 { true } else { false } }
  }

  func appending(_ step: Step, _ type: GeneratedType) -> GeneratedPath {
    var longer = self
    longer.steps.append(step)
    longer.type = type
    return longer
  }
}

extension SpecGenerator {
  /// All ways into what can be read here.
  func paths(_ scope: GeneratorScope) -> [GeneratedPath] {
    scope.variables.filter { scope.readsGhosts || !$0.isGhost }.flatMap { variable in
      parts(
        of: GeneratedPath(
          root: variable, type: variable.type, isWritable: variable.isWritable), depth: 3)
    }
  }

  /// The path and all that goes on from it.
  func parts(of path: GeneratedPath, depth: Int) -> [GeneratedPath] {
    if depth == 0 { return [path] }
    var longer: [GeneratedPath] = []
    switch path.type {
    case .structure(let index):
      longer = structures[index].fields.map { path.appending(.field($0.name), $0.type) }
    case .component(let index):
      let component = components[index]
      longer = component.fields.map { field in
        path.appending(.field(field.name), seenFromOutside(field.type, of: component))
      }
      for index in longer.indices { longer[index].isWritable = false }
    case .map(let key, let value): longer = [path.appending(.key(key), value)]
    case .queue(let element, _): longer = [path.appending(.element, element)]
    case .optional(let wrapped): longer = [path.appending(.unwrap, wrapped)]
    default: break
    }
    return [path] + longer.flatMap { parts(of: $0, depth: depth - 1) }
  }

  func seenFromOutside(_ type: GeneratedType, of component: GeneratedComponent) -> GeneratedType {
    guard let generic = component.generic, let argument = component.argument else { return type }
    return type.replacing(entity: generic, with: argument)
  }

  /// Does a place of the one type give what the other wants?
  func fits(_ found: GeneratedType, _ wanted: GeneratedType) -> Bool {
    found == wanted || (found.isInteger && wanted.isInteger)
  }

  /// The path as text, its indices drawn at random; nil when an index cannot be made here.
  mutating func text(_ path: GeneratedPath, _ scope: GeneratorScope, _ depth: Int) -> String? {
    var result = path.root.name
    for step in path.steps {
      switch step {
      case .field(let name): result += ".\(name)"
      case .unwrap: result += "!"
      case .element: result += "[\(chance(70) ? "0" : "1")]"
      case .key(let type):
        guard canMake(type, scope) else { return nil }
        result += "[\(expression(type, scope.pure, depth - 1))]"
      }
    }
    return result
  }

  /// The path, now and then as it was before; `old` stands in no other.
  private mutating func read(
    _ path: GeneratedPath, _ scope: GeneratorScope, _ depth: Int
  ) -> String? {
    if !scope.readsOld || !chance(40) { return text(path, scope, depth) }
    var inner = scope
    inner.readsOld = false
    return text(path, inner, depth).map { "old(\($0))" }
  }

  /// Some place of the type, read.
  mutating func place(
    _ type: GeneratedType, _ scope: GeneratorScope, _ depth: Int
  ) -> String? {
    let exact = type
    let all = paths(scope).filter { path in
      fits(path.type, exact) && (depth > 0 || path.isSimple)
        && (!path.steps.contains { if case .unwrap = $0 { true } else { false } } || depth > 1)
    }
    if all.isEmpty { return nil }
    return read(pick(all), scope, depth)
  }

  /// Some place of which the type meets a condition, with its type.
  mutating func place(
    _ scope: GeneratorScope, _ depth: Int, where condition: (GeneratedType) -> Bool
  ) -> (text: String, type: GeneratedType)? {
    let all = paths(scope).filter { condition($0.type) && (depth > 0 || $0.isSimple) }
    if all.isEmpty { return nil }
    let path = pick(all)
    return read(path, scope, depth).map { ($0, path.type) }
  }

  /// Can a value of the type be written down here without breaking a rule?
  func canMake(_ type: GeneratedType, _ scope: GeneratorScope) -> Bool {
    switch type {
    case .bool, .integer, .upTo, .enumeration, .optional, .set, .queue, .bag: return true
    case .structure(let index):
      return structures[index].fields.allSatisfy { canMake($0.type, scope) }
    case .map(_, let value): return canMake(value, scope)
    case .entity: return paths(scope).contains { $0.isSimple && $0.type == type }
    case .component: return false
    }
  }
}
