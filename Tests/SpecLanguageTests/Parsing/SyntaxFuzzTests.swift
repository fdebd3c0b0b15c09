import FoundationEssentials
import SourceText
import SpecLanguage
import TestSupport
import Testing

/// Random texts: whatever they hold, the front end ends and keeps its promises.
///
/// `MESHCHECK_FUZZ_ITERATIONS` sets how many texts each test draws; a failure prints its seed.
@Suite struct SyntaxFuzzTests {
  private static let iterations =
    ProcessInfo.processInfo.environment["MESHCHECK_FUZZ_ITERATIONS"].flatMap { Int($0) } ?? 150

  private static let words =
    Keyword.allCases.map(\.rawValue) + Symbol.allCases.map(\.rawValue) + [
      "a", "b", "T", "Set", "count", "sum", "open", "tick", "0", "12", "\"s\"", "\n", "// c\n",
      "/* d */", "/// e\n", ":=", "=>", "and", "not", "é", "\\in", "0...3", "x in T",
      "recovers", "within", "ticks", "after",
    ]

  @Test("Random bytes are parsed or refused")
  func bytes() {
    for seed in 0..<UInt64(Self.iterations) {
      var random = SplitMix64(seed: seed)
      let count = Int.random(in: 0...200, using: &random)
      check((0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }, seed: seed)
    }
  }

  @Test("Random words are parsed or refused")
  func tokens() {
    for seed in 0..<UInt64(Self.iterations) {
      var random = SplitMix64(seed: seed)
      let count = Int.random(in: 0...100, using: &random)
      let text = (0..<count).map { _ in Self.words.randomElement(using: &random)! }
      check(Array(text.joined(separator: seed % 2 == 0 ? " " : "").utf8), seed: seed)
    }
  }

  @Test("Specs cut short are parsed or refused", arguments: ExampleSpecs.all.indices)
  func truncations(index: Int) {
    let bytes = Array(ExampleSpecs.all[index].utf8)
    let step = max(1, bytes.count / Self.iterations)
    for end in stride(from: 0, to: bytes.count, by: step) {
      check(Array(bytes[..<end]), seed: UInt64(end))
    }
  }

  @Test("Specs with words dropped, doubled and changed are parsed or refused")
  func mutations() {
    for seed in 0..<UInt64(Self.iterations) {
      var random = SplitMix64(seed: seed)
      let spec = ExampleSpecs.all.randomElement(using: &random)!
      var pieces = spec.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
      for _ in 0..<Int.random(in: 1...5, using: &random) {
        let place = Int.random(in: 0..<pieces.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: pieces[place] = ""
        case 1: pieces.insert(pieces[place], at: place)
        case 2: pieces[place] = Self.words.randomElement(using: &random)!
        default: pieces.swapAt(place, Int.random(in: 0..<pieces.count, using: &random))
        }
      }
      check(Array(pieces.joined(separator: " ").utf8), seed: seed)
    }
  }

  /// Parses, and looks at every place for being inside the text.
  private func check(_ bytes: [UInt8], seed: UInt64) {
    var sources = SourceMap()
    let file = sources.add(SourceFile(path: "fuzz.mesh", utf8: bytes))
    let result = parse(file, in: sources)
    let places = result.diagnostics.compactMap(\.span) + result.syntax.declarations.map(\.span)
    #expect(places.allSatisfy { $0.end <= bytes.count }, "seed \(seed)")
    #expect(result.diagnostics.count <= DiagnosticCollector.countMax + 1, "seed \(seed)")
    if case .text(let text) = format(file, in: sources) {
      #expect(result.diagnostics.isEmpty, "seed \(seed)")
      var again = SourceMap()
      let file = again.add(SourceFile(path: "fuzz.mesh", utf8: Array(text.utf8)))
      #expect(dump(parse(file, in: again).syntax) == dump(result.syntax), "seed \(seed)")
    }
    let renderer = DiagnosticRenderer(sources: sources)
    let rendered = result.diagnostics.prefix(3).map(renderer.render)
    #expect(rendered.allSatisfy { !$0.isEmpty }, "seed \(seed)")
  }
}
