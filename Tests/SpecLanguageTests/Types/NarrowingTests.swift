import SpecLanguage
import Testing

/// Where a value may leave its range, a narrowing says so; where it cannot, nothing does.
@Suite struct NarrowingTests {
  @Test(
    "An assignment is narrowed unless the value is known to fit",
    arguments: [
      ("n + 1", true), ("n", false), ("3", false), ("m", true), ("min(m, 3)", false),
      ("m % 4", false), ("m / 3", false), ("n - n", true), ("up ? n : 2", false),
      ("up ? n : m", true), ("q.first ?? 0", false), ("q.count", false), ("-n", true),
      ("n * 0", false), ("o ?? n", false), ("9 - m", true), ("max(m - 6, 0)", false),
    ])
  func assignment(value: String, isNarrowed: Bool) throws {
    let source = """
      var n: 0...3 = 0
      var m: 0...9 = 0
      var up = true
      var o: (0...3)? = nil
      var q: Queue<0...3, 3> = []
      action go() { n = \(value) }
      """
    let spec = try Checking(source).spec()
    guard case .assign(_, let stored) = spec.actions[0].code.body[0].kind else {
      Issue.record("\(spec.actions[0].code.body)")
      return
    }
    var found: String?
    if case .narrow(_, let name) = stored.kind { found = name }
    #expect(found == (isNarrowed ? "n" : nil))
  }

  @Test("A narrowing within a component is named after the component")
  func componentName() throws {
    let source = """
      component Box {
        var n: 0...3 = 0
        transition grow(by: 0...3) { n += by }
      }
      var a: open Box
      """
    let spec = try Checking(source).spec()
    guard case .assign(_, let stored) = spec.routines[0].code.body[0].kind,
      case .narrow(_, let name) = stored.kind
    else {
      Issue.record("\(spec.routines[0].code.body)")
      return
    }
    #expect(name == "Box.n")
  }

  @Test("Values become optionals and fill maps on their own")
  func wrapping() throws {
    let source = """
      entity Node(3)
      enum Mode { idle, busy }
      var modes: [Node: Mode?] = .idle
      """
    let spec = try Checking(source).spec()
    guard case .assign(_, let value) = spec.initializer.body[0].kind,
      case .fill(let inner) = value.kind, case .some(let mode) = inner.kind,
      case .enumCase(0, _) = mode.kind
    else {
      Issue.record("\(spec.initializer.body)")
      return
    }
    #expect(value.type == spec.variables[0].type)
  }

  @Test("A map literal has a value for every key, in the order of the keys")
  func mapLiteral() throws {
    let source = """
      enum Mode { idle, busy, dead }
      var counts: [Mode: 0...9] = [.dead: 3, .idle: 1, _: 2]
      """
    let spec = try Checking(source).spec()
    guard case .assign(_, let value) = spec.initializer.body[0].kind,
      case .mapLiteral(let items) = value.kind
    else {
      Issue.record("\(spec.initializer.body)")
      return
    }
    let numbers = items.map { item -> Int64? in
      if case .integer(let number) = item.kind { return number }
      return nil
    }
    #expect(numbers == [1, 2, 3])
  }
}
