import Counterexamples
import Engine
import SpecCompiler
import SpecLanguage
import SpecSemantics
import Testing

@Suite("Traces of runs without an end")
struct LassoTraceTests {
  private static let othersTurn = ["ask(client2)", "take(client2)", "giveBack(client2)"]

  @Test("Whoever waits for ever is named, and the loop is shown to be fair")
  func starving() throws {
    let traced = try TracedSpec(EndlessSpecs.lock)
    let trace = try traced.lasso(stem: ["ask(client1)"], loop: Self.othersTurn)
    #expect(
      traced.text(trace) == """
        property Served is violated by a run of 1 + 3 steps
          sample.mesh
          Whoever waits is served.

           0  initial state
                owner    nil
                waiting  {}

           1  ask(client1)        client1 asks for the lock
                waiting  + client1

        ┌→ 2  ask(client2)        client2 asks for the lock
        │       waiting  + client2
        │
        │  3  take(client2)       client2 gets the lock
        │       owner    nil → client2
        │       waiting  - client2
        │
        │  4  giveBack(client2)   client2 gives the lock back
        │       owner  client2 → nil
        │
        └─ steps 2 to 4 repeat for ever

          Served is false on this run (sample.mesh:19:1):
            for c = client1: after step 1 `c in waiting` holds, \
        and from then on `owner == c` never does

          the loop is fair:
            take(client1)       not enabled after step 3
            take(client2)       taken in step 3
            giveBack(client1)   not enabled after step 1
            giveBack(client2)   taken in step 4

        """)
  }

  @Test("A run that comes to its end says why nothing happens any more")
  func end() throws {
    let traced = try TracedSpec(EndlessSpecs.caller)
    let trace = try traced.lasso(stem: ["call", "lose"], loop: [])
    #expect(trace == (try traced.lasso(stem: ["call", "lose"], loop: ["stay"])))
    #expect(
      traced.text(trace) == """
        property Ends is violated by a run that ends after 2 steps
          sample.mesh

           0  initial state
                phase  .idle
                lost   false

           1  call   the request goes out
                phase  .idle → .waiting

           2  lose   the request is lost
                lost  false → true

        ↻  from here on nothing ever happens

          Ends is false on this run (sample.mesh:15:1):
            after step 1 `phase == .waiting` holds, and from then on `phase == .done` never does
            no action is enabled at the end
              call
                phase == .idle   is false
                  phase   = .waiting
              lose
                lost   is true
              answer
                lost   is true

          the run is fair: nothing fair is enabled at its end

        """)
  }

  @Test("Two who wait for each other are at an end, too")
  func waiting() throws {
    let traced = try TracedSpec(EndlessSpecs.peterson)
    let trace = try traced.lasso(
      stem: ["Thread.raise(worker1)", "Thread.raise(worker2)"], loop: [])
    let liveness = try #require(trace.liveness)
    #expect(
      liveness.reason == "for w = worker1: after step 1 `Thread[w].at == .wait` holds, "
        + "and from then on `Thread[w].at == .critical` never does")
    #expect(liveness.isEnd)
    #expect(liveness.fairActions.count == 6)
    #expect(trace.loopText == "from here on nothing ever happens")
  }

  @Test("Without fairness the starved are named, and what is enabled all along")
  func unfair() throws {
    let traced = try TracedSpec(EndlessSpecs.lamp)
    let trace = try traced.lasso(stem: [], loop: ["flip", "flip"], fair: false)
    #expect(
      traced.text(trace) == """
        property Leaves is violated by a run of 0 + 2 steps
          sample.mesh

           0  initial state
                lit   false
                gone  false

        ┌→ 1  flip
        │       lit  false → true
        │
        │  2  flip
        │       lit  true → false
        │
        └─ steps 1 to 2 repeat for ever

          Leaves is false on this run (sample.mesh:8:1):
            `gone` never holds

          fairness is not assumed, and the loop is not fair:
            leave   enabled after step 1, again and again, and never taken (strongly fair)
          hum is enabled all along and never taken; it is not fair

        """)
    let humming = try traced.lasso(stem: [], loop: ["hum"], fair: false)
    #expect(
      try #require(humming.liveness).decisiveActions.map(\.text) == [
        "enabled all along, and never taken"
      ])
  }

  @Test("As Markdown the loop is marked, and fairness has a table")
  func markdown() throws {
    let traced = try TracedSpec(EndlessSpecs.lamp)
    let trace = try traced.lasso(stem: [], loop: ["flip", "flip"], fair: false)
    let text = MarkdownTraceRenderer(spec: traced.spec).render(trace)
    #expect(text.hasPrefix("# Property Leaves is violated\n"))
    #expect(text.contains("- Steps: 2, of which the last 2 repeat for ever\n"))
    #expect(
      text.hasSuffix(
        """
        | ↻ 1 | `flip` |  | `lit`: `false → true` |
        | ↻ 2 | `flip` |  | `lit`: `true → false` |

        Steps 1 to 2 repeat for ever.

        ## Why

        ```text
        Leaves is false on this run (sample.mesh:8:1):
          `gone` never holds
        ```

        ## Fairness

        Fairness is not assumed, and the loop is not fair.

        | action | fairness | in the loop |
        | --- | --- | --- |
        | `leave` | strong | enabled after step 1, again and again, and never taken |

        - `hum` is enabled all along and never taken; it is not fair.

        """))
  }

  @Test("The packed states and steps of a search make the same trace")
  func packed() throws {
    for (text, stem, loop) in [
      (EndlessSpecs.lock, ["ask(client1)"], Self.othersTurn),
      (EndlessSpecs.caller, ["call", "lose"], []),
      (EndlessSpecs.caller, ["call", "lose"], ["stay"]),
    ] {
      let traced = try TracedSpec(text)
      let compiled = try #require(compile(traced.spec).program)
      let (states, labels) = try traced.run(stem + loop)
      let steps = states.indices.map { index in
        let action = index == 0 ? nil : labels[index - 1].flatMap { number(of: $0, compiled) }
        return EngineStep(action: action, choices: [], state: compiled.encode(states[index]))
      }
      let trace = try traced.builder.lasso(
        for: PropertyInstance(property: 0, keys: []), stem: Array(steps[...stem.count]),
        loop: Array(steps[(stem.count + 1)...]), in: compiled, assumesFairness: true)
      #expect(trace == (try traced.lasso(stem: stem, loop: loop)))
    }
  }

  /// The compiled action with these arguments.
  private func number(of label: StepLabel, _ compiled: CompiledSpec) -> Int? {
    compiled.actions.indices.first { index in
      guard case .action(let id) = compiled.actions[index].origin else { return false }
      return label
        == .action(id, arguments: compiled.arguments(action: index, choices: []))
    }
  }

  @Test("Long lists of fair actions are cut short")
  func many() throws {
    let traced = try TracedSpec(
      """
      var n: 0...20 = 0
      fair action to(m: 1...20) when n == m { n = 0 }
      action idle() { }
      property P: eventually n == 1
      """)
    let text = traced.text(try traced.lasso(stem: [], loop: ["idle"]))
    #expect(text.contains("\n    to(10)   not enabled in the initial state\n    and 10 more\n"))
  }

  @Test("A run that is no counterexample is our own fault, and never shown")
  func refused() throws {
    let lock = try TracedSpec(EndlessSpecs.lock)
    func reason(_ traced: TracedSpec, _ stem: [String], _ loop: [String]) -> String? {
      let error = #expect(throws: TraceMismatch.self) {
        try traced.lasso(stem: stem, loop: loop)
      }
      return error?.reason
    }
    let lamp = try TracedSpec(EndlessSpecs.lamp)
    #expect(reason(lamp, [], ["flip", "flip"]) == "the loop starves leave")
    #expect(reason(lamp, [], ["hum"]) == "the loop starves flip")
    #expect(
      reason(lock, ["ask(client1)"], ["ask(client2)"])
        == "the loop does not come back to its first state")
    #expect(
      reason(lock, ["ask(client1)"], []) == "the run stays in a state that has a step")
    #expect(
      reason(lock, [], ["ask(client1)", "take(client1)", "giveBack(client1)"])
        == "the property holds on the run")
    let (states, labels) = try lock.run(["ask(client1)"] + Self.othersTurn)
    let instance = PropertyInstance(property: 0, keys: [])
    let swapped = #expect(throws: TraceMismatch.self) {
      try lock.builder.lasso(
        for: instance, states: states, labels: labels.reversed(), loopStart: 1,
        assumesFairness: true)
    }
    #expect(swapped?.reason == "there is no such step")
    let late = #expect(throws: TraceMismatch.self) {
      try lock.builder.lasso(
        for: instance, states: Array(states[1...]), labels: Array(labels[1...]), loopStart: 0,
        assumesFairness: true)
    }
    #expect(late?.reason == "the state is not initial")
  }
}
