import Synchronization
import Testing

@testable import Engine

@Suite("A team of threads")
struct ThreadTeamTests {
  @Test("does every piece of work once on each thread", arguments: [0, 1, 7])
  func rounds(count: Int) {
    let team = ThreadTeam(count: count)
    let sums = Mutex([Int](repeating: 0, count: count + 1))
    for round in 1...100 {
      team.start { number in sums.withLock { $0[number] += round } }
      team.waitUntilDone()
    }
    #expect(sums.withLock { $0 } == [0] + Array(repeating: 5050, count: count))
  }

  @Test("tells that its work is not done yet")
  func waiting() {
    let team = ThreadTeam(count: 1)
    let hold = Hold()
    team.start { _ in hold.wait() }
    #expect(!team.wait(atMost: 1))
    hold.release()
    team.waitUntilDone()
    #expect(team.wait(atMost: 0))
  }

  /// A gate that is opened once.
  private final class Hold: Sendable {
    private let isOpen = Atomic(false)

    func release() { isOpen.store(true, ordering: .releasing) }

    func wait() { while !isOpen.load(ordering: .acquiring) {} }
  }
}
