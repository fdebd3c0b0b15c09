import SourceText
import SpecLanguage
import SpecSemantics
import TestSupport
import Testing

/// Values of expressions in one state, written down by hand.
@Suite("Expressions")
struct ExpressionTests {
  private static let declarations = """
    entity Node(3)
    enum Kind { idle, sent(0...3), pair(Bool, 0...1) }
    struct Point { var x: 0...9; var y: 0...9 }
    var n: 0...9 = 4
    var neg: -5...5 = -3
    var flag = true
    var kind: Kind = .sent(2)
    var point: Point = Point(x: 1, y: 7)
    var full: (0...9)? = 6
    var empty: (0...9)? = nil
    var where1: Point? = Point(x: 3, y: 4)
    var some: Set<0...5> = [4, 1, 1]
    var line: Queue<0...9, 3> = [7, 2]
    var heap: Bag<0...9, 4> = [3, 1, 3]
    var load: [0...2: 0...9] = [0: 5, _: 8]
    var held: [Node: Bool] = false
    func twice(x: 0...9) -> 0...18 { return x + x }
    """

  private static func evaluate(_ line: String) throws -> Value {
    let spec = try SpecText.check(declarations + "\n" + line)
    let machine = SpecMachine(spec)
    let state = try #require(machine.initialStates().first?.state)
    return try machine.evaluate(property: 0, keys: [], in: state)
  }

  @Test(
    "Numbers are computed exactly",
    arguments: [
      ("n + 3 * 2", 10), ("n - 7", -3), ("-neg", 3), ("neg / 2", -1), ("neg % 2", -1),
      ("n / 3", 1), ("n % 3", 1), ("min(n, 2)", 2), ("max(n, neg)", 4),
      ("flag ? 1 : 2", 1), ("(if flag { 3 } else { 4 })", 3),
      ("full ?? 1", 6), ("empty ?? 1", 1), ("full! + 1", 7), ("where1?.y ?? 0", 4),
      ("point.y", 7), ("load[0]", 5), ("load[2]", 8), ("line[1]", 2), ("twice(n)", 8),
      ("some.count", 2), ("line.count", 2), ("heap.count", 3), ("heap.count(3)", 2),
      ("heap.count(9)", 0), ("line.first ?? 0", 7), ("line.last ?? 0", 2),
      ("count(i in 0...9 where i % 3 == 0)", 4), ("count(b in Bool)", 2),
      ("sum(i * i for i in 1...4)", 30), ("sum(i for i in 3...2)", 0),
      ("sum(i for i in heap)", 4), ("sum(i for i in line)", 9),
      ("min(i - n for i in some)", -3), ("max(load[k] for k in 0...2 where k > 0)", 8),
      ("count(s in Set<Bool>)", 4), ("count(k in Kind)", 9), ("count(o in Bool?)", 3),
      ("(switch kind {\n case .idle: 1\n case .sent(let k): k + 10\n default: 3\n })", 12),
      ("(switch n {\n case 0...3: 1\n case 4: 2\n default: 3\n })", 2),
    ])
  func numbers(text: String, expected: Int64) throws {
    #expect(try Self.evaluate("measure m: \(text)") == .integer(expected))
  }

  @Test(
    "Truth values follow the rules of logic",
    arguments: [
      ("flag && n == 4", true), ("!flag || n < 4", false), ("flag implies n > 4", false),
      ("!flag implies n > 4", true), ("kind is .sent", true), ("kind is .idle", false),
      ("kind == .sent(2)", true), ("kind == .sent(1)", false), ("kind != .pair(true, 1)", true),
      ("4 in some", true), ("5 in some", false), ("some.contains(1)", true),
      ("2 in line", true), ("heap.contains(2)", false), ("some.isEmpty", false),
      ("line.isFull", false), ("heap.isFull", false), ("full == 6", true), ("empty == nil", true),
      ("full != nil", true), ("some == [1, 4]", true), ("line == [7, 2]", true),
      ("line == [2, 7]", false), ("heap == [3, 3, 1]", true), ("heap == [3, 1]", false),
      ("some.union([2]) == [1, 2, 4]", true), ("some.intersection([4, 5]) == [4]", true),
      ("some.subtracting([4]) == [1]", true), ("some.isSubset([1, 2, 4])", true),
      ("some.isSubset([1])", false), ("some.isDisjoint([0, 2])", true),
      ("{ i in 0...5 where i > 3 } == [4, 5]", true),
      ("point == Point(x: 1, y: 7)", true), ("load == [0: 5, 1: 8, 2: 8]", true),
      ("load == [k: 8 for k in 0...2]", false), ("held == [c: false for c in Node]", true),
      ("forall c in Node: !held[c]", true), ("exists c in Node: held[c]", false),
      ("forall i in 1...0: false", true), ("exists i in 1...0: true", false),
      ("forall a in Node, b in Node where a != b: !(a == b)", true),
      ("count(c in Node) == 3", true),
      // Short circuits: the right sides would be violations.
      ("!flag && empty! == 1", false), ("flag || empty! == 1", true),
      ("!flag implies line[2] == 0", true), ("flag ? true : empty! == 1", true),
      ("(full ?? empty!) == 6", true),
    ])
  func truths(text: String, expected: Bool) throws {
    #expect(try Self.evaluate("invariant I: \(text)") == .bool(expected))
  }

  @Test(
    "An evaluation that breaks a rule says which",
    arguments: [
      ("line[2]", Violation.Kind.index, "line[2]"),
      ("line[neg]", .index, "line[neg]"),
      ("empty!", .unwrap, "empty!"),
      ("n / (n - 4)", .arithmetic, "n / (n - 4)"),
      ("n % (n - 4)", .arithmetic, "n % (n - 4)"),
      ("9223372036854775807 + n", .arithmetic, "9223372036854775807 + n"),
      ("4611686018427387904 * n", .arithmetic, "4611686018427387904 * n"),
      ("min(i for i in some where i > 4)", .empty, "min(i for i in some where i > 4)"),
      ("max(i for i in 1...0)", .empty, "max(i for i in 1...0)"),
      ("load[n]", .range, "n"),
      ("twice(n + 6)", .range, "n + 6"),
    ])
  func violations(text: String, kind: Violation.Kind, place: String) throws {
    let line = "measure m: \(text)"
    let violation = #expect(throws: Violation.self) { try Self.evaluate(line) }
    let found = try #require(violation)
    let source = Self.declarations + "\n" + line
    let bytes = Array(source.utf8)[Int(found.span.start)..<Int(found.span.end)]
    #expect(found.kind == kind)
    #expect(String(decoding: bytes, as: UTF8.self) == place)
  }
}
