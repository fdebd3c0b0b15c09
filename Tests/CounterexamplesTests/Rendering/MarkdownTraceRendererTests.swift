import Counterexamples
import Testing

@Suite("Traces as Markdown")
struct MarkdownTraceRendererTests {
  @Test("A document has the story, the steps as a table, the reason and the command")
  func document() {
    var trace = HandmadeTraces.lasso
    trace.steps.remove(at: 1)
    trace.steps[0].isMarked = true
    trace.loopStart = 2
    trace.explanation = Explanation(
      title: "Recovers is false", place: trace.subject.place,
      nodes: [Explanation.Node("up", .truth(false), children: [Explanation.Node("n", .value("3"))])]
    )
    let renderer = MarkdownTraceRenderer(
      spec: HandmadeTraces.spec, command: "meshcheck verify specs/sample.mesh")
    #expect(
      renderer.render(trace) == """
        # Property Recovers is violated

        > Once the service stays up,
        > the breaker closes again | some day.

        - Spec: `specs/sample.mesh`
        - Stated at: `specs/sample.mesh:7:1`
        - Parameters: `clients = 2`
        - Steps: 4, of which the last 2 repeat for ever

        ## Initial state

        | variable | value |
        | --- | --- |
        | `breaker.mode` | `.closed` |
        | `breaker.inFlight` | `{}` |
        | `log` | `[]` |
        | `up` | `true` |

        ## Steps

        | step | action | what it means | what changes |
        | ---: | --- | --- | --- |
        | **1** | `send(client1)` | client1 calls | `breaker.inFlight`: `+ client1` |
        | 2 | `tick` |  | `breaker.inFlight`: `+ client2`<br>`log`: \
        `[] → [.sent(client1, true), .sent(client1, true), .sent(client1, true), \
        .sent(client1, true), .sent(client1, true), .sent(client1, true)]` |
        | ↻ 3 | `crash` | the service goes down | `breaker.mode`: `.closed → .open`<br>\
        `breaker.inFlight`: `- client1`<br>`up`: `true → false` |
        | ↻ 4 | `repair` |  | `breaker.mode`: `.open → .closed`<br>\
        `breaker.inFlight`: `+ client1`<br>`up`: `false → true` |

        Steps 3 to 4 repeat for ever.

        ## Why

        ```text
        Recovers is false (specs/sample.mesh:7:1):
          up   is false
            n   = 3
        ```

        ## See it again

        ```sh
        meshcheck verify specs/sample.mesh
        ```

        """)
  }
}
