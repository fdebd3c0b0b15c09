import Counterexamples
import Testing

@Suite("Traces of properties that are false")
struct PropertyTraceTests {
  @Test("Of a conjunction the false part is shown with both of its sides")
  func conjunction() throws {
    #expect(
      try TracedSpec(SampleSpecs.counter).text(of: "Small") == """
        invariant Small is violated after 3 steps
          sample.mesh with limit = 2
          The count stays small.

          0  initial state
               count  0

          1  up   one more
               count  0 → 1

          2  up   one more
               count  1 → 2

          3  up   one more
               count  2 → 3

          Small is false (sample.mesh:12:1):
            count <= limit   is false
              count   = 3
              limit   = 2

        """)
  }

  @Test("A step property marks the last step and shows what was before")
  func stepProperty() throws {
    #expect(
      try TracedSpec(SampleSpecs.counter).text(of: "Slow") == """
        step Slow is violated after 2 steps
          sample.mesh with limit = 2

          0  initial state
               count  0

          1  up   one more
               count  0 → 1

        > 2  up   one more
               count  1 → 2

          Slow is false (sample.mesh:17:1):
            count != old(count) + 1   is false
              count            = 2
              old(count) + 1   = 2
                old(count)   = 1
            count < 2                 is false
              count   = 2

        """)
  }

  @Test("What is reached is explained by what makes it true")
  func reachable() throws {
    #expect(
      try TracedSpec(SampleSpecs.counter).text(of: "Top") == """
        Top is reached after 3 steps
          sample.mesh with limit = 2

          0  initial state
               count  0

          1  up   one more
               count  0 → 1

          2  up   one more
               count  1 → 2

          3  up   one more
               count  2 → 3

          Top is true (sample.mesh:19:1):
            count == limit + 1   is true
              count       = 3
              limit + 1   = 3

        """)
  }

  @Test("A quantifier that is false has a witness")
  func witness() throws {
    #expect(
      try TracedSpec(SampleSpecs.commit).text(of: "Consistent") == """
        invariant Consistent is violated after 3 steps
          sample.mesh
          No two ever decide differently.

          0  initial state
               rm  [rm1: .working, rm2: .working]

          1  prepare(rm1)   rm1 is ready
               rm[rm1]  .working → .prepared

          2  commit(rm1)    rm1 commits by itself
               rm[rm1]  .prepared → .committed

          3  abort(rm2)     rm2 gives up
               rm[rm2]  .working → .aborted

          Consistent is false (sample.mesh:19:1):
            for a = rm2, b = rm1
              rm[a] == .aborted     is true
                rm[a]   = .aborted
              rm[b] == .committed   is true
                rm[b]   = .committed

        """)
  }

  @Test("An implication has a true left side, and a function is looked into")
  func implication() throws {
    #expect(
      try TracedSpec(SampleSpecs.commit).text(of: "Together") == """
        theorem 2.1 Together is violated after 1 step
          sample.mesh

          0  initial state
               rm  [rm1: .working, rm2: .working]

          1  abort(rm1)   rm1 gives up
               rm[rm1]  .working → .aborted

          Together is false (sample.mesh:21:1):
            exists r in RM: isDone(r)   is true
            for r = rm2
              isDone(r)   is false (sample.mesh:16:1)
                rm[r] == .committed   is false
                  rm[r]   = .working
                rm[r] == .aborted     is false
                  rm[r]   = .working

        """)
  }

  @Test("What exists nowhere is shown for each candidate")
  func nowhere() throws {
    #expect(
      try TracedSpec(SampleSpecs.commit).text(of: "SomeWorks") == """
        invariant SomeWorks is violated after 2 steps
          sample.mesh

          0  initial state
               rm  [rm1: .working, rm2: .working]

          1  prepare(rm1)   rm1 is ready
               rm[rm1]  .working → .prepared

          2  prepare(rm2)   rm2 is ready
               rm[rm2]  .working → .prepared

          SomeWorks is false (sample.mesh:23:1):
            exists r in RM: rm[r] == .working   is false
              for r = rm1
                rm[r] == .working   is false
                  rm[r]   = .prepared
              for r = rm2
                rm[r] == .working   is false
                  rm[r]   = .prepared

        """)
  }

  @Test("An invariant of a component speaks in its words")
  func componentInvariant() throws {
    #expect(
      try TracedSpec(SampleSpecs.breaker).text(of: "breaker.Quiet") == """
        invariant breaker.Quiet is violated after 5 steps
          sample.mesh

          0  initial state
               breaker.mode      .closed
               breaker.failures  0
               breaker.inFlight  {}

          1  send(client1)            client1 calls
               breaker.inFlight  + client1

          2  send(client2)            client2 calls
               breaker.inFlight  + client2

          3  answer(client1, false)   client1 gets its answer
               breaker.failures  0 → 1
               breaker.inFlight  - client1

          4  send(client1)            client1 calls
               breaker.inFlight  + client1

          5  answer(client1, false)   client1 gets its answer
               breaker.mode      .closed → .open
               breaker.failures  1 → 2
               breaker.inFlight  - client1

          breaker.Quiet is false (sample.mesh:27:3):
            mode == .open      is true
            inFlight.isEmpty   is false
              inFlight   = {client2}

        """)
  }

  @Test("A theorem has its number, and a named invariant on its left side")
  func theorem() throws {
    #expect(
      try TracedSpec(SampleSpecs.breaker).text(of: "Protective") == """
        theorem 6.1 Protective is violated after 2 steps
          sample.mesh

          0  initial state
               breaker.mode      .closed
               breaker.failures  0
               breaker.inFlight  {}

          1  send(client1)            client1 calls
               breaker.inFlight  + client1

          2  answer(client1, false)   client1 gets its answer
               breaker.failures  0 → 1
               breaker.inFlight  - client1

          Protective is false (sample.mesh:41:1):
            breaker.Quiet               is true
            breaker.failures + 1 <= 1   is false
              breaker.failures + 1   = 2
                breaker.failures   = 1

        """)
  }

  @Test("Steps of processes interleave")
  func processes() throws {
    #expect(
      try TracedSpec(SampleSpecs.race).text(of: "Exclusive") == """
        invariant Exclusive is violated after 4 steps
          sample.mesh

          0  initial state
               free    true
               inside  {}
               Worker  [p1: Worker(at: .look, saw: false), p2: Worker(at: .look, saw: false)]

          1  Worker.look(p1)   p1 looks whether the lock is free
               Worker[p1].at   .look → .take
               Worker[p1].saw  false → true

          2  Worker.look(p2)   p2 looks whether the lock is free
               Worker[p2].at   .look → .take
               Worker[p2].saw  false → true

          3  Worker.take(p1)
               free           true → false
               inside         + p1
               Worker[p1].at  .take → .leave

          4  Worker.take(p2)
               inside         + p2
               Worker[p2].at  .take → .leave

          Exclusive is false (sample.mesh:17:1):
            inside.count <= 1   is false
              inside.count   = 2
                inside   = {p1, p2}

        """)
  }

  @Test("Components in a map have their key in every name")
  func componentMap() throws {
    #expect(
      try TracedSpec(SampleSpecs.instances).text(of: "timers[instance1].Quiet") == """
        invariant timers[instance1].Quiet is violated after 2 steps
          sample.mesh

          0  initial state
               timers[instance1].left   0
               timers[instance1].fired  false
               timers[instance2].left   0
               timers[instance2].fired  false

          1  timers[instance1].start
               timers[instance1].left  0 → 1

          2  tick
               timers[instance1].left   1 → 0
               timers[instance1].fired  false → true

          timers[instance1].Quiet is false (sample.mesh:16:3):
            fired   is true

        """)
  }

  @Test("Sentences have arguments, choices and keys filled in, cases as words")
  func sentences() throws {
    let traced = try TracedSpec(
      """
      enum Thing { goat, wolf }
      entity Shore(2)
      component Boat {
        var load: Thing? = nil
        /// {t} boards, weighing {weight}
        /// and {nothing} else
        action board(t: Thing) when load == nil { let weight = any 3...3; load = t }
        invariant Empty: load == nil
      }
      var boats: [Shore: Boat]
      """)
    let trace = try traced.trace(of: "boats[shore2].Empty")
    let step = try #require(trace.steps.first)
    #expect(step.sentence == "goat boards, weighing 3 and {nothing} else")
    #expect(traced.spec.label(of: step) == "boats[shore2].board(.goat) with weight = 3")
  }
}
