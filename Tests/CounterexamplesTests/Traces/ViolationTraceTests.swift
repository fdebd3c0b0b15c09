import Testing

@Suite("Traces of rules that are broken")
struct ViolationTraceTests {
  @Test("A range violation says which value would have been stored")
  func range() throws {
    #expect(
      try TracedSpec(SampleSpecs.faults).text(of: "row.range") == """
        row.range is violated after 2 steps
          sample.mesh

          0  initial state
               row   0
               line  []
               pool  bag[]
               last  nil
               seen  {}

          1  count(1)
               row  0 → 1

        > 2  count(2)
               fails

          row.range is violated (sample.mesh:9:33):
            row would be 3, outside 0...2
              row + by   = 3
                row   = 1
                by    = 2

        """)
  }

  @Test("A full queue is shown with what did not fit")
  func capacity() throws {
    #expect(
      try TracedSpec(SampleSpecs.faults).text(of: "line.capacity") == """
        line.capacity is violated after 3 steps
          sample.mesh

          0  initial state
               row   0
               line  []
               pool  bag[]
               last  nil
               seen  {}

          1  push with id = 1
               line  [] → [Item(id: 1, urgent: false)]

          2  push with id = 1
               line  [Item(id: 1, urgent: false)] → [Item(id: 1, urgent: false), Item(id: 1, urgent: false)]

        > 3  push with id = 1
               fails

          line.capacity is violated (sample.mesh:10:37):
            line is full: it holds at most 2
              line                          = [Item(id: 1, urgent: false), Item(id: 1, urgent: false)]
              Item(id: id, urgent: false)   = Item(id: 1, urgent: false)
                id   = 1

        """)
  }

  @Test("An unwrapped nil is shown")
  func unwrap() throws {
    #expect(
      try TracedSpec(SampleSpecs.faults).text(of: "unwrap") == """
        unwrap is violated after 2 steps
          sample.mesh

          0  initial state
               row   0
               line  []
               pool  bag[]
               last  nil
               seen  {}

          1  count(1)
               row  0 → 1

        > 2  read
               fails

          unwrap is violated (sample.mesh:13:37):
            last!: the value is nil
              last   = nil

        """)
  }

  @Test("An index past the end is shown with its queue")
  func indexPastEnd() throws {
    #expect(
      try TracedSpec(SampleSpecs.faults).text(of: "index") == """
        index is violated after 3 steps
          sample.mesh

          0  initial state
               row   0
               line  []
               pool  bag[]
               last  nil
               seen  {}

          1  count(1)
               row  0 → 1

          2  push with id = 1
               line  [] → [Item(id: 1, urgent: false)]

        > 3  peek
               fails

          index is violated (sample.mesh:14:57):
            line[row]: there is no element at that index
              line   = [Item(id: 1, urgent: false)]
              row    = 1

        """)
  }

  @Test("An assertion is taken apart")
  func assertion() throws {
    #expect(
      try TracedSpec(SampleSpecs.faults).text(of: "assert") == """
        assert is violated after 3 steps
          sample.mesh

          0  initial state
               row   0
               line  []
               pool  bag[]
               last  nil
               seen  {}

          1  count(1)
               row  0 → 1

          2  note(2)
               seen  + 2

        > 3  check
               fails

          assert is violated (sample.mesh:15:18):
            2 in seen   is true
              seen   = {2}
            row == 0    is false
              row   = 1

        """)
  }

  @Test("A division by zero shows its operands")
  func arithmetic() throws {
    #expect(
      try TracedSpec(SampleSpecs.faults).text(of: "arithmetic") == """
        arithmetic is violated after 2 steps
          sample.mesh

          0  initial state
               row   0
               line  []
               pool  bag[]
               last  nil
               seen  {}

          1  count(2)
               row  0 → 2

        > 2  divide
               fails

          arithmetic is violated (sample.mesh:17:39):
            2 / (row - 2): the result is no 64-bit integer
              row - 2   = 0
                row   = 2

        """)
  }

  @Test("The least of nothing shows what left nothing")
  func empty() throws {
    #expect(
      try TracedSpec(SampleSpecs.faults).text(of: "empty") == """
        empty is violated after 2 steps
          sample.mesh

          0  initial state
               row   0
               line  []
               pool  bag[]
               last  nil
               seen  {}

          1  count(2)
               row  0 → 2

        > 2  least
               fails

          empty is violated (sample.mesh:18:38):
            min(i for i in 0...2 where i > row): it ranges over nothing
              row   = 2

        """)
  }

  @Test("A precondition is explained at the call, with its arguments")
  func precondition() throws {
    #expect(
      try TracedSpec(SampleSpecs.breaker).text(of: "Breaker.finish.when") == """
        Breaker.finish.when is violated after 1 step
          sample.mesh

          0  initial state
               breaker.mode      .closed
               breaker.failures  0
               breaker.inFlight  {}

        > 1  answer(client1, false)   client1 gets its answer
               fails

          Breaker.finish.when is violated (sample.mesh:36:38):
            finish(client1, false) is called where its `when` is false (sample.mesh:19:45)
              c in inFlight   is false
                c          = client1
                inFlight   = {}

        """)
  }

  @Test("A postcondition is explained by what was before")
  func postcondition() throws {
    #expect(
      try TracedSpec(SampleSpecs.breaker).text(of: "Breaker.finish.ensures") == """
        Breaker.finish.ensures is violated after 4 steps
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

        > 4  answer(client2, true)    client2 gets its answer
               fails

          Breaker.finish.ensures is violated (sample.mesh:20:13):
            ok                          is true
            failures == old(failures)   is false
              failures        = 0
              old(failures)   = 1

        """)
  }

  @Test("A deadlock says of each action why it is not enabled")
  func deadlock() throws {
    #expect(
      try TracedSpec(SampleSpecs.philosophers).text(of: "deadlock") == """
        deadlock after 2 steps
          sample.mesh

          0  initial state
               holder  [fork1: false, fork2: false]
               hands   [fork1: .none, fork2: .none]

          1  left(fork1)   fork1 takes the fork on the left
               holder[fork1]  false → true
               hands[fork1]   .none → .left

          2  left(fork2)   fork2 takes the fork on the left
               holder[fork2]  false → true
               hands[fork2]   .none → .left

          no action is enabled here:
            left(fork1)
              hands[p] == .none   is false
                hands[p]   = .left
            left(fork2)
              hands[p] == .none   is false
                hands[p]   = .left
            right(fork1)
              there is no q where q != p && !holder[q]
            right(fork2)
              there is no q where q != p && !holder[q]
            eat(fork1)
              hands[p] == .both   is false
                hands[p]   = .left
            eat(fork2)
              hands[p] == .both   is false
                hands[p]   = .left

        """)
  }
}
