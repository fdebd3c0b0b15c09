import FoundationEssentials
import MeshCheck
import SourceText
import TestSupport
import Testing

/// Right specs made wrong by a few words go through everything, from the lexer to the report.
///
/// `MESHCHECK_FUZZ=n` tries so many seeds, and prints each before it is tried, so that the last one
/// printed is the one that crashed or hangs.
@Suite("Specs with some words changed")
struct FuzzTests {
  private static let wanted = ProcessInfo.processInfo.environment["MESHCHECK_FUZZ"].flatMap {
    UInt64($0)
  }
  private static let seeds = wanted ?? 60

  /// Words of the language, and numbers at the edges of what is allowed.
  private static let words = [
    "var", "action", "invariant", "forall", "exists", "in", "any", "init", "if", "else", "switch",
    "case", "default", "for", "where", "return", "require", "assert", "transition", "ensures",
    "component", "enum", "struct", "entity", "func", "old", "result", "tick", "on", "process",
    "step", "ghost", "open", "fair", "nil", "true", "false", "count", "sum", "min", "max", "Set",
    "Queue", "Bag", "Bool", "Int", "(", ")", "{", "}", "[", "]", "<", ">", ":", ",", ".", "...",
    "..<", "?", "??", "!", "=", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "&&", "||",
    "implies", "->", "0", "1", "-1", "4096", "4097", "9223372036854775807", "0...3", "property",
    "eventually", "always", "reachable", "measure", "theorem", "constraint", "terminal", "test",
    "popFirst()", "insert", "remove", "first", "isEmpty", "self", "\n", ";",
  ]

  @Test("end in a report, without crash or hang")
  func reports() throws {
    for seed in 0..<Self.seeds {
      if Self.wanted != nil { print("seed \(seed)") }
      let text = Self.text(seed: seed)
      let report = try report(on: text)
      let isRefused = report.treatment == .invalid
      #expect(
        isRefused == report.diagnostics.contains { $0.code < "MC0700" && $0.isError },
        "seed \(seed)")
      if case .failed(let reason) = report.treatment { Issue.record("seed \(seed): \(reason)") }
    }
  }

  private func report(on text: String) throws -> SpecReport {
    let verification = Verification(
      files: MemoryFiles(["fuzz.mesh": text]).access, settings: ParameterSettings(),
      limits: VerificationLimits(
        statesMax: 300, time: .milliseconds(200), memoryBytesMax: 8 << 20),
      clock: { .zero })
    return try #require(try verification.report(onPaths: ["fuzz.mesh"]).specs.first)
  }

  /// A generated spec, or one of the repository, with up to three of its words dropped, doubled,
  /// replaced, moved, or taken from elsewhere in it.
  private static func text(seed: UInt64) -> String {
    var random = SplitMix64(seed: seed)
    let whole =
      seed % 4 == 0
      ? (try? RepositoryFiles.text(at: Corpus.specs[Int(seed / 4) % Corpus.specs.count])) ?? ""
      : SpecGenerator.spec(seed: seed, statesMax: 200)
    var tokens = tokens(of: whole)
    guard !tokens.isEmpty else { return whole }
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let place = Int.random(in: 0..<tokens.count, using: &random)
      let other = Int.random(in: 0..<tokens.count, using: &random)
      switch Int.random(in: 0..<6, using: &random) {
      case 0: tokens[place] = ""
      case 1: tokens.insert(tokens[place], at: place)
      case 2: tokens[place] = words.randomElement(using: &random)!
      case 3: tokens.insert(" " + words.randomElement(using: &random)! + " ", at: place)
      case 4: tokens[place] = tokens[other]
      default: tokens.swapAt(place, other)
      }
    }
    return tokens.joined()
  }

  /// Words, numbers, single other characters, and the spaces between them.
  private static func tokens(of text: String) -> [String] {
    var tokens: [String] = []
    var word = ""
    for character in text {
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
      } else {
        if !word.isEmpty { tokens.append(word) }
        word = ""
        tokens.append(String(character))
      }
    }
    return word.isEmpty ? tokens : tokens + [word]
  }
}

extension DiagnosticReport {
  fileprivate var isError: Bool { severity == .error }
}
