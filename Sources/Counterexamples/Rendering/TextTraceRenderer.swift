package import SpecLanguage

/// A trace as text for a terminal of 100 columns.
///
/// The first state in full; then for each step its action with arguments, what the spec says of it,
/// and only what changed; at the end why the property is what it is, and how to see it again.
package struct TextTraceRenderer: Sendable {
  private let spec: TypedSpec
  private let paint: Paint
  /// The command that finds the trace again, such as `meshcheck verify a.mesh --set n=2`.
  private let command: String?

  package init(spec: TypedSpec, isColored: Bool = false, command: String? = nil) {
    self.spec = spec
    paint = Paint(isColored: isColored)
    self.command = command
  }

  /// The whole text, ending in a line break.
  package func render(_ trace: Trace) -> String {
    var blocks = [heading(of: trace)] + runBlocks(of: trace)
    if let explanation = trace.explanation {
      let renderer = ExplanationRenderer(paint: paint)
      blocks.append(renderer.lines(of: explanation).map { $0.isEmpty ? "" : "  " + $0 })
    }
    if let liveness = trace.liveness {
      blocks.append(FairnessRenderer(paint: paint).lines(of: liveness).map { "  " + $0 })
    }
    if let command { blocks.append(["  " + paint("show it again: ", .faint) + command]) }
    return blocks.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private static let width = 100

  private func heading(of trace: Trace) -> [String] {
    let title = paint(trace.subject.headline, isFault(trace) ? .bad : .good)
    var lines = [title + paint(lengthText(of: trace), .faint)]
    let parameters = trace.parameters.map { "\($0.name) = \($0.value)" }
    let setting = parameters.isEmpty ? "" : " with " + parameters.joined(separator: ", ")
    // The explanation says where the property stands; without one the heading does.
    let place = trace.explanation == nil ? trace.subject.place : nil
    lines += ((place.map { "\($0)" } ?? trace.spec) + setting).wrapped(to: Self.width - 2).map {
      "  " + paint($0, .faint)
    }
    if !trace.subject.story.isEmpty {
      lines += oneLine(trace.subject.story).wrapped(to: Self.width - 2).map { "  " + $0 }
    }
    return lines
  }

  private func isFault(_ trace: Trace) -> Bool {
    switch trace.subject.kind {
    case .reachable, .least, .greatest: false
    case .invariant, .step, .theorem, .property, .violation, .deadlock: true
    }
  }

  private func lengthText(of trace: Trace) -> String {
    if let loopStart = trace.loopStart, loopStart < trace.steps.count {
      return " by a run of \(loopStart) + \(trace.steps.count - loopStart) steps"
    }
    let ending = trace.loopStart == nil ? "" : " by a run that ends"
    return ending + placeText(of: trace)
  }

  private func placeText(of trace: Trace) -> String {
    switch (trace.initial, trace.steps.count) {
    case (nil, _): return " while the spec initialises"
    case (_, 0): return " in an initial state"
    case (_, 1): return " after 1 step"
    case (_, let count): return " after \(count) steps"
    }
  }

  /// The initial state and the steps; of an infinite run with its loop drawn beside them.
  private func runBlocks(of trace: Trace) -> [[String]] {
    guard let loopStart = trace.loopStart, let ending = trace.loopText else {
      return RunListing(spec: spec, paint: paint, width: Self.width).blocks(of: trace)
    }
    let listing = RunListing(spec: spec, paint: paint, width: Self.width - LoopMargin.width)
    // The first step is the second block.
    return LoopMargin(paint: paint, start: loopStart + 1, ending: ending)
      .blocks(listing.blocks(of: trace))
  }
}
