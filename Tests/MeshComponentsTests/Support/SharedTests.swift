import Dispatch
import Synchronization
import Testing

@testable import MeshComponents

@Suite("An object that is shared in parts")
struct SharedTests {
  private final class Thing: Sendable {}

  @Test("has a part for each of as many threads as there are parts, and the same each time")
  func stripes() {
    let owns = Mutex<[[Int]]>([])
    DispatchQueue.concurrentPerform(iterations: 64) { _ in
      let seen = (0..<10).map { _ in Stripe.own }
      owns.withLock { $0.append(seen) }
    }
    for seen in owns.withLock({ $0 }) {
      #expect(Set(seen).count == 1 && (0..<Stripe.count).contains(seen[0]))
    }
    #expect(Stripe.count.nonzeroBitCount == 1)
  }

  @Test("is kept by any share, also when it was given up otherwise")
  func kept() {
    weak var thing: Thing?
    var share: Share<Thing>?
    do {
      let made = Thing()
      thing = made
      share = Shared(made).share
    }
    #expect(thing != nil)
    share?.withObject { #expect($0 === thing) }
    share = nil
    #expect(thing == nil)
  }
}
