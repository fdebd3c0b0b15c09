import Conformance
import Synchronization
import Testing

@Suite("A recorder of histories")
struct HistoryRecorderTests {
  static let counter = """
    component Counter {
        var count: 0...9 = 0
        transition increment() -> 0...9 {
            count = count == 9 ? 0 : count + 1
            return count
        }
    }
    var counter: open Counter
    """

  /// Counts from 1 to 9 and then from 0.
  private func recording(
    _ recorder: HistoryRecorder, calls: Int
  ) async -> History {
    let count = SharedCount()
    return await recorder.record { thread in
      for _ in 0..<calls {
        thread.call("increment") { .integer(Int64(count.increment() % 10)) }
      }
    }
  }

  final class SharedCount: Sendable {
    private let number = Atomic(0)
    func increment() -> Int { number.add(1, ordering: .relaxed).newValue }
  }

  @Test("keeps every call of every thread, each thread's one after another")
  func everyCall() async {
    let history = await recording(HistoryRecorder(threads: 3), calls: 50)
    #expect(history.operations.count == 150)
    for thread in 0..<3 {
      #expect(history.operations.count { $0.thread == thread } == 50)
    }
    let moments = history.operations.flatMap { [$0.invoked, $0.returned ?? 0] }
    #expect(moments.sorted() == Array(1...300))
  }

  @Test("takes one recording after another when two are asked for at once")
  func twoAtOnce() async {
    let recorder = HistoryRecorder(threads: 4)
    await withTaskGroup { group in
      for _ in 0..<20 {
        group.addTask { await recording(recorder, calls: 5).operations.count }
      }
      for await count in group { #expect(count == 20) }
    }
  }

  @Test("makes histories that may be long: the spec's counter starts again a thousand times")
  func long() async throws {
    let history = await recording(HistoryRecorder(threads: 4), calls: 2500)
    var check = try LinearizabilityCheck(
      of: ConformanceModel(spec: typedSpec(Self.counter)))
    #expect(check.check(history).isLinearizable)
  }
}
