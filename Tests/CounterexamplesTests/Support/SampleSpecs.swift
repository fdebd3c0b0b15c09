/// Small specs that break in one way each.
enum SampleSpecs {
  static let counter = """
    param limit: 1...3 = 2

    var count: 0...5 = 0

    /// one more
    action up() when count < 5 { count += 1 }

    /// one less
    action down() when count > 0 { count -= 1 }

    /// The count stays small.
    invariant Small: count >= 0 && count <= limit

    /// It never shrinks.
    step Grows: count >= old(count)

    step Slow on up(): count != old(count) + 1 || count < 2

    reachable Top: count == limit + 1

    measure height: count
    """

  static let commit = """
    entity RM(2)

    enum State { working, prepared, committed, aborted }

    var rm: [RM: State] = .working

    /// {r} is ready
    action prepare(r: RM) when rm[r] == .working { rm[r] = .prepared }

    /// {r} commits by itself
    action commit(r: RM) when rm[r] == .prepared { rm[r] = .committed }

    /// {r} gives up
    action abort(r: RM) when rm[r] == .working || rm[r] == .prepared { rm[r] = .aborted }

    func isDone(r: RM) -> Bool { return rm[r] == .committed || rm[r] == .aborted }

    /// No two ever decide differently.
    invariant Consistent: forall a in RM, b in RM: !(rm[a] == .aborted && rm[b] == .committed)

    theorem "2.1" Together: (exists r in RM: isDone(r)) implies forall r in RM: isDone(r)

    invariant SomeWorks: exists r in RM: rm[r] == .working
    """

  static let breaker = """
    entity Client(2)

    /// Lets calls through until one fails.
    component Breaker<Call>(threshold: 1...3 = 1) {
      enum Mode { closed, open }

      var mode: Mode = .closed
      var failures: 0...threshold = 0
      var inFlight: Set<Call> = []

      transition admit(c: Call) -> Bool when !(c in inFlight)
        ensures result implies c in inFlight
      {
        if mode == .open { return false }
        inFlight.insert(c)
        return true
      }

      transition finish(c: Call, ok: Bool) when c in inFlight
        ensures ok implies failures == old(failures)
      {
        inFlight.remove(c)
        failures = ok ? 0 : failures + 1
        if failures == threshold { mode = .open }
      }

      invariant Quiet: mode == .open implies inFlight.isEmpty
    }

    var breaker: Breaker<Client>(threshold: 2)

    /// {c} calls
    action send(c: Client) when !(c in breaker.inFlight) { require breaker.admit(c) }

    /// {c} gets its answer
    action answer(c: Client, ok: Bool) { breaker.finish(c, ok) }

    /// {c} gets its answer while it waits
    action reply(c: Client) when c in breaker.inFlight { breaker.finish(c, false) }

    theorem "6.1" Protective: breaker.Quiet implies breaker.failures + 1 <= 1
    """

  static let faults = """
    struct Item { var id: 0...3 = 0; var urgent: Bool = false }

    var row: 0...2 = 0
    var line: Queue<Item, 2> = []
    var pool: Bag<Bool, 2> = []
    var last: Item? = nil
    var seen: Set<0...3> = []

    action count(by: 1...2) { row = row + by }
    action push() { let id = any 1...3; line.append(Item(id: id, urgent: false)) }
    action drop() { last = line.popFirst() }
    action store() { pool.insert(true) }
    action read() when row == 1 { row = last!.id }
    action peek() when row == 1 && line.count == 1 { last = line[row] }
    action check() { assert !(2 in seen) || row == 0 }
    action note(i: 0...3) when !(i in seen) { seen.insert(i) }
    action divide() when row == 2 { row = 2 / (row - 2) }
    action least() when row == 2 { row = min(i for i in 0...2 where i > row) }
    """

  static let philosophers = """
    entity Fork(2)

    enum Hand { none, left, both }

    var holder: [Fork: Bool] = false
    var hands: [Fork: Hand] = .none

    /// {p} takes the fork on the left
    action left(p: Fork) when hands[p] == .none && !holder[p] {
      holder[p] = true
      hands[p] = .left
    }

    /// {p} takes the other fork
    action right(p: Fork) when hands[p] == .left {
      let q = any Fork where q != p && !holder[q]
      holder[q] = true
      hands[p] = .both
    }

    action eat(p: Fork) when hands[p] == .both {
      for f in Fork { holder[f] = false }
      hands[p] = .none
    }
    """

  static let race = """
    entity P(2)

    var free = true
    var inside: Set<P> = []

    /// Takes the lock, but looks first.
    process Worker(p: P) {
      var saw = false
      /// {p} looks whether the lock is free
      step look { saw = free }
      if saw {
        step take { free = false; inside.insert(p) }
        step leave { inside.remove(p); free = true }
      }
    }

    invariant Exclusive: inside.count <= 1
    """

  static let instances = """
    entity Instance(2)

    component Timer(limit: 1...3 = 2) {
      var left: 0...limit = 0
      var fired = false

      action start() when left == 0 && !fired { left = limit }

      on tick {
        if left > 0 {
          left -= 1
          if left == 0 { fired = true }
        }
      }

      invariant Quiet: !fired
    }

    var timers: [Instance: Timer(limit: 1)]
    """
}
