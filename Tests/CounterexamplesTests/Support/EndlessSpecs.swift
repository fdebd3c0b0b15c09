/// Small specs with runs that break a promise for ever.
enum EndlessSpecs {
  /// A lock that nobody has to ask for in turn.
  static let lock = """
    entity Client(2)

    var owner: Client? = nil
    var waiting: Set<Client> = []

    /// {c} asks for the lock
    action ask(c: Client) when owner != c && !(c in waiting) { waiting.insert(c) }

    /// {c} gets the lock
    fair action take(c: Client) when owner == nil && c in waiting {
      waiting.remove(c)
      owner = c
    }

    /// {c} gives the lock back
    fair action giveBack(c: Client) when owner == c { owner = nil }

    /// Whoever waits is served.
    property Served: forall c in Client: always (c in waiting implies eventually owner == c)
    """

  /// A lamp that nobody switches off for good.
  static let lamp = """
    var lit = false
    var gone = false

    fair action flip() when !gone { lit = !lit }
    action hum() { }
    strong fair action leave() when lit && !gone { gone = true }

    property Leaves: eventually gone
    """

  /// A caller that waits for an answer that does not come.
  static let caller = """
    enum Phase { idle, waiting, done }

    var phase: Phase = .idle
    var lost = false

    /// the request goes out
    fair action call() when phase == .idle { phase = .waiting }

    /// the request is lost
    action lose() when phase == .waiting && !lost { lost = true }

    /// the answer comes
    fair action answer() when phase == .waiting && !lost { phase = .done }

    property Ends: phase == .waiting leadsto phase == .done
    """

  /// Peterson's algorithm without `last`: both may wait for each other.
  static let peterson = """
    entity Worker(2)

    var flag: [Worker: Bool] = false

    fair process Thread(me: Worker) {
      loop {
        step raise { flag[me] = true }
        step wait when forall other in Worker where other != me: !flag[other] { }
        step critical { flag[me] = false }
      }
    }

    property NobodyWaitsForEver: forall w in Worker:
      always (Thread[w].at == .wait implies eventually Thread[w].at == .critical)
    """

  /// A place on a ring of four, and any claim.
  static func ring(_ claim: String) -> String {
    """
    var at: 0...3 = 0
    action to(n: 0...3) { at = n }
    property P: \(claim)
    """
  }

  /// The same, and time goes round.
  static func timedRing(_ claim: String) -> String {
    ring(claim) + "\non tick { at = (at + 1) % 4 }"
  }
}
