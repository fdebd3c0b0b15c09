import Conformance
import TestSupport
import Testing

@Suite("A history's calls")
struct LinearizabilityTests {
  /// A register of three values, with a swap that answers with the old one, and one that is lossy.
  static let register = """
    component Register {
        var value: 0...2 = 0
        transition read() -> 0...2 { return value }
        transition write(new: 0...2) { value = new }
        transition swap(new: 0...2) -> 0...2 {
            let before = value
            value = new
            return before
        }
        transition tryWrite(new: 0...2) -> Bool {
            let works: Bool = any
            if works { value = new }
            return works
        }
    }
    var register: open Register
    """

  static func check(_ text: String) throws -> LinearizabilityCheck {
    try LinearizabilityCheck(of: ConformanceModel(spec: typedSpec(text)))
  }

  private func call(
    _ thread: Int, _ name: String, _ arguments: [SpecificationValue] = [],
    _ result: SpecificationValue?, _ invoked: Int, _ returned: Int?
  ) -> History.Operation {
    History.Operation(
      thread: thread, transition: name, arguments: arguments, result: result, invoked: invoked,
      returned: returned)
  }

  @Test("may overlap and then have had their effect in either order")
  func overlap() throws {
    var check = try Self.check(Self.register)
    let history = History(operations: [
      call(0, "write", [1], .nothing, 1, 6), call(1, "read", [], 1, 2, 3),
      call(1, "read", [], 1, 4, 5),
    ])
    #expect(check.check(history).isLinearizable)
  }

  @Test("that read an old value after a new one have no order, and the timeline shows it")
  func newThenOld() throws {
    var check = try Self.check(Self.register)
    let history = History(operations: [
      call(0, "write", [1], .nothing, 1, 8), call(1, "read", [], 1, 2, 3),
      call(1, "read", [], 0, 4, 5), call(1, "read", [], 0, 6, 7),
    ])
    let violation = try #require(check.check(history).violation)
    #expect(
      violation.description == """
        thread 0  write(1) -> -  |---->
        thread 1  read() -> 1     ||
        thread 1  read() -> 0       ||   <- no order explains this; the spec allows 1
        """)
  }

  @Test("that have not ended may have had their effect or not")
  func pending() throws {
    var check = try Self.check(Self.register)
    for seen: SpecificationValue in [0, 1] {
      let history = History(operations: [
        call(0, "swap", [1], nil, 1, nil), call(1, "read", [], seen, 2, 3),
      ])
      #expect(check.check(history).isLinearizable)
    }
  }

  @Test("are judged as by trying every order", arguments: 1...4)
  func twin(seed: UInt64) throws {
    var check = try Self.check(Self.register)
    let twin = EveryOrder(graph: try TransitionGraph(exploring: typedSpec(Self.register)))
    var random = SplitMix64(seed: seed)
    var count = [true: 0, false: 0]
    for _ in 0..<400 {
      let history = randomHistory(&random)
      let expected = twin.isLinearizable(history)
      count[expected, default: 0] += 1
      #expect(check.check(history).isLinearizable == expected, "seed \(seed):\n\(history)")
      guard let violation = check.check(history).violation else { continue }
      #expect(!twin.isLinearizable(violation.history), "seed \(seed):\n\(violation)")
    }
    #expect((count[true] ?? 0) > 40 && (count[false] ?? 0) > 40)
  }

  /// Up to three threads with up to two calls each, whose answers are drawn.
  private func randomHistory(_ random: inout SplitMix64) -> History {
    var moments: [[Int]] = [[], [], []]
    for moment in 0..<10 { moments[Int.random(in: 0..<3, using: &random)].append(moment) }
    var operations: [History.Operation] = []
    for (thread, moments) in moments.enumerated() {
      for start in stride(from: 0, to: moments.count, by: 2) {
        let end = start + 1 < moments.count ? moments[start + 1] : nil
        operations.append(randomCall(thread, moments[start], end, &random))
      }
    }
    return History(operations: operations)
  }

  private func randomCall(
    _ thread: Int, _ invoked: Int, _ returned: Int?, _ random: inout SplitMix64
  ) -> History.Operation {
    let new = SpecificationValue.integer(Int64.random(in: 0...2, using: &random))
    let old = SpecificationValue.integer(Int64.random(in: 0...2, using: &random))
    let isKnown = returned != nil
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return call(thread, "read", [], isKnown ? old : nil, invoked, returned)
    case 1: return call(thread, "write", [new], .nothing, invoked, returned)
    case 2: return call(thread, "swap", [new], isKnown ? old : nil, invoked, returned)
    default:
      let works = SpecificationValue.bool(Bool.random(using: &random))
      return call(thread, "tryWrite", [new], isKnown ? works : nil, invoked, returned)
    }
  }

  /// Counters that the spec bounds, as it must.
  static let counters = """
    entity Key(2)
    component Counters<Key> {
        var counts: [Key: 0...5] = 0
        transition add(k: Key) -> 0...5 {
            counts[k] += 1
            return counts[k]
        }
    }
    var counters: open Counters<Key>
    """

  @Test("past the range of a spec are not held against the implementation")
  func bounded() throws {
    var check = try Self.check(Self.counters)
    let right = (1...6).map { number in
      call(0, "add", [.identity(0)], .integer(Int64(number)), 2 * number, 2 * number + 1)
    }
    guard case .inconclusive(.rule) = check.check(History(operations: right)) else {
      Issue.record("expected a limit")
      return
    }
    #expect(check.check(History(operations: Array(right.prefix(5)))).isLinearizable)
  }

  @Test("of different keys are checked apart where the spec keeps them apart")
  func partitions() throws {
    var check = try Self.check(Self.counters)
    let operations = [
      call(0, "add", [.identity(0)], 1, 1, 2), call(1, "add", [.identity(1)], 1, 3, 4),
      call(0, "add", [.identity(0)], 3, 5, 6),
    ]
    let verdict = check.check(History(operations: operations)) { $0.arguments.first }
    #expect(verdict.violation?.history.operations.count == 2)
    #expect(check.check(History(operations: operations)).violation != nil)
  }
}
