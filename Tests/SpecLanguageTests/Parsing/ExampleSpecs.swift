/// Specs that use every construct of the language, shared by the suites of the front end.
enum ExampleSpecs {
  static let all = [breakerModel, breakerComponent, everything, processes]

  static let breakerModel = """
    /// One breaker between some clients and a service that comes and goes.
    import "components/breaker"

    param clients: 1...4 = 2              // --set clients=3 overrides
    param threshold: 1...5 = 2

    entity Client(clients)                // interchangeable identities: client1, client2

    var breaker: Breaker<Client>(threshold: threshold, cooldown: 2)
    var up = true
    ghost var row: 0...8 = 0              // failing answers in a row while the breaker is closed

    /// the service goes down
    action crash() when up { up = false }

    /// the service comes back
    fair action repair() when !up { up = true }

    /// {c} calls
    fair action send(c: Client) when !(c in breaker.inFlight) {
        require breaker.admit(c)
    }

    /// {c} gets its answer
    fair action answer(c: Client) when c in breaker.inFlight {
        row = up || breaker.mode != .closed ? 0 : row + 1
        breaker.finish(c, up ? .success : .failure)
    }

    theorem "6.1" Protective:
        breaker.WellFormed implies row <= threshold + clients - 1   // answers still come in

    property Recovers: (eventually always up) implies always (breaker.mode == .open implies eventually breaker.mode == .closed)

    reachable HalfOpen: breaker.mode == .halfOpen

    measure waiting: breaker.inFlight.count

    """

  static let breakerComponent = """
    /// Circuit breaker: opens after `threshold` failures in a row.
    component Breaker<Call>(threshold: 1...8 = 2, cooldown: 1...8 = 2, probes: 1...4 = 1) {
        enum Mode { closed, open, halfOpen }
        enum Outcome { success, failure, cancelled }

        var mode: Mode = .closed
        var failures: 0...threshold = 0          // in a row, while closed
        var timer: 0...cooldown = 0              // ticks until a probe may pass
        var inFlight: Set<Call> = []
        var current: Set<Call> = []              // in flight, and admitted since the mode last changed

        /// May this call pass?
        transition admit(c: Call) -> Bool when !(c in inFlight)
            ensures mode == .open implies !result
        {
            switch mode {
            case .closed: break
            case .open: return false
            case .halfOpen: if current.count == probes { return false }
            }
            inFlight.insert(c)
            current.insert(c)
            return true
        }

        private transition open() { mode = .open }

        /// An admitted call has ended.
        transition finish(c: Call, outcome: Outcome) when c in inFlight
            ensures !(c in old(current)) implies mode == old(mode) && failures == old(failures)
        {
            inFlight.remove(c)
        }

        on tick {
            if mode == .open {
                timer -= 1
                if timer == 0 { mode = .halfOpen }
            }
        }

        invariant WellFormed: (mode == .open) == (timer > 0) && (mode == .halfOpen implies current.count <= probes)
    }

    entity Call(2)
    var alone: open Breaker<Call>(threshold: 2, cooldown: 2)   // checked on its own
    var many: [Call: open Breaker<Call>(threshold: 2)]

    """

  static let everything = """
    let limit = 2 * 3 - 1
    let big: 0...1_000 = 1_000
    type Level = 0...limit
    type Network = Bag<Message, 4>
    enum Message { hello, data(Level), ack(Level, from: Peer) }
    enum Phase {
        case init, step
        case done, never
    }
    struct Point { var x: Level = 0; var y: Level }
    struct Frame {
        /// where it goes
        var to: Peer
        var next: Peer?
    }
    entity Peer(2 + 1)

    var a: 0..<limit = any
    var b: -1...limit + 1
    var c: [Peer: Level] = 0
    var d: [Peer: [Bool: Level?]] = [_: [true: nil, false: 3]]
    var e: Set<0...3> = [0, 1]
    var f: Queue<Message, limit + 1> = []
    var g: Network = []
    var h: Peer?? = nil
    var i = any Level where i > 0
    var j: (0...3)? = nil
    var k: Pair.Mode = .on
    var l: [Peer: Level] = [p: 1 for p in Peer]
    var m: min(2, 3)...max(4, limit) = 3

    init {
        a = any 0..<limit where a != 1
        let x: Level = any Level
        require x > 0 && b == -9223372036854775808
    }

    func total(q: Level) -> Level { q + 1 }
    func pick(p: Peer) -> Bool {
        if c[p] > 0 { true } else { false }
    }
    func name(m: Message) -> Level {
        return switch m { case .hello: 0 case .data(let n): n; default: 1 }
    }
    func grade(n: Level) -> Level {
        let s = if n == 0 { 1 } else if n == 1 { 2 } else { 3 }
        return s
    }

    transition move(p: Peer, by: Level) -> Level
        when by > 0
        ensures c[p] == old(c[p]) + by
        ensures result == c[p]
    {
        c[p] += by
        return c[p]
    }

    urgent strong fair action send(p: Peer, q: Peer)
        when p != q && forall r in Peer, s in e where s > 0: r == p
            || exists t in f: t is .hello
    {
        var local = 0
        for x in 0...3 where x != 2 { local += x }
        for y in e { e.remove(y) }
        for z in Set<Bool> { local -= 1 }
        for w in [Bool: Bool] where w[true] { }
        for v in Peer? { if let v { c[v] = 0 } }
        if let w = h { c[p] = 1 } else if let z = f.first { f.append(z) } else { assert true }
        switch f.popFirst() {
        case nil: return
        case .hello, .data(_): break
        case .ack(let n, let from):
            c[from] = n
            c[p] = h!.x
        }
        switch local { case 0: break; case 1...2, 4: return; default: break }
        let chosen = any { r in Peer where r != p } where chosen != q
        f.append(.ack(0, from: chosen)); g.insert(.data(1))
        d[p][true] = h?.next?.x ?? 0
        b = a > 0 ? -a : !up ? 1 : 2
        d = x
            .union(y)
            .count
        k = Pair.Mode.on
        e = e.union({ x in 0...3 where x % 2 == 0 }).subtracting([])
        a = if up { 1 } else { 2 }
        up = x in 0...3 && y is .done || z in [1, 2]
    }

    on tick { a -= 1 }

    invariant Counts: count(x in Peer where c[x] > 0) + sum(c[x] for x in Peer where true) <= 4
    invariant Extremes: min(c[x] for x in Peer) < max(1, 2) && !(a == 1 implies b == 2)
    step Monotone: old(a) <= a
    step Sends on send(p, q): old(c[p]) <= c[p]
    step Opened on b[k].admit(c): true
    property Live: always (a == 1 leadsto b == 1 until c == d releases next e == f)
    property Fair: always eventually enabled(send(p)) implies fired(send(p))
    property Soon: forall p in Peer: recovers !up within limit ticks after c[p] > 1
    property Later: forall p in Peer:
        recovers (c[p] == 0 || up)
        within 2 * limit - 1 ticks
        after fired(tick) && c[p] > 1
    constraint a <= 3
    terminal a == 0
    test "a run" {
        send(peer1, peer2)
        tick()
        assert a == 1
    }
    expect violated Counts
    expect violated row.range
    expect violated Breaker.finish.ensures with clients = 1, rms = 2
    expect holds b[instance1].WellFormed
    expect violated assert
    expect deadlock
    expect states 288 with rms = 3
    expect transitions 1_146
    expect depth 11

    """

  static let processes = """
    entity Worker(2)
    var lock: Worker? = nil

    fair process Producer(p: Worker) {
        var full = false
        var n: 0...3 = 0

        /// {p} looks
        step check when lock == nil {
            full = n == 3
        }
        if full {
            step wait { n = 0 }
        } else if n > 2 {
            step skip { }
        } else {
            while n < 3 {
                step fill when lock == p { n += 1 }
            }
        }
        loop {
            step idle { }
        }
    }

    process Alone { step only { lock = nil } }

    """
}
