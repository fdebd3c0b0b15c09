import Counterexamples
import Testing

@Suite("Traces as text")
struct TextTraceRendererTests {
  @Test("A run without an end marks its loop, and long lines go on below themselves")
  func lasso() {
    let renderer = TextTraceRenderer(
      spec: HandmadeTraces.spec, command: "meshcheck verify specs/sample.mesh --set clients=2")
    #expect(
      renderer.render(HandmadeTraces.lasso) == """
        property Recovers is violated by a run of 3 + 2 steps
          specs/sample.mesh:7:1 with clients = 2
          Once the service stays up, the breaker closes again | some day.

           0  initial state
                breaker.mode      .closed
                breaker.inFlight  {}
                log               []
                up                true

           1  send(client1)     client1 calls
                breaker.inFlight  + client1

           2  fill with n = 1
                everything that anybody has ever sent is written down once more, \
        for those who read it later
                breaker.inFlight  + client2
                log               [] → [.sent(client1, true), .sent(client1, true), \
        .sent(client1, true),
                                  .sent(client1, true), .sent(client1, true), .sent(client1, true)]

           3  tick
                nothing changes

        ┌→ 4  crash             the service goes down
        │       breaker.mode      .closed → .open
        │       breaker.inFlight  - client1
        │       up                true → false
        │
        │  5  repair
        │       breaker.mode      .open → .closed
        │       breaker.inFlight  + client1
        │       up                false → true
        │
        └─ steps 4 to 5 repeat for ever

          show it again: meshcheck verify specs/sample.mesh --set clients=2

        """)
  }

  @Test(
    "An endless run says what repeats",
    arguments: [
      (5, "from here on nothing ever happens"), (4, "step 5 repeats for ever"),
      (0, "steps 1 to 5 repeat for ever"),
    ])
  func loops(start: Int, text: String) {
    var trace = HandmadeTraces.lasso
    trace.loopStart = start
    #expect(trace.loopText == text)
  }

  @Test("A run that has come to its end has no loop to draw")
  func end() {
    var trace = HandmadeTraces.lasso
    trace.steps.removeLast(4)
    trace.loopStart = 1
    let text = TextTraceRenderer(spec: HandmadeTraces.spec).render(trace)
    #expect(text.hasPrefix("property Recovers is violated by a run that ends after 1 step\n"))
    #expect(
      text.hasSuffix(
        "\n        breaker.inFlight  + client1\n\n↻  from here on nothing ever happens\n"))
  }

  @Test("Colours add nothing but escape sequences")
  func colors() {
    let plain = TextTraceRenderer(spec: HandmadeTraces.spec).render(HandmadeTraces.lasso)
    let colored = TextTraceRenderer(spec: HandmadeTraces.spec, isColored: true)
      .render(HandmadeTraces.lasso)
    #expect(colored != plain)
    #expect(colored.replacing(/\u{1B}\[[0-9]+m/, with: "") == plain)
  }
}
