import Foundation
import SourceText
import SpecLanguage
import Synchronization
import Testing

/// What another thread hands back.
private final class ResultBox: Sendable {
  let result = Mutex<ParseResult?>(nil)
}

/// Texts made to break a parser: deep, long, cut short, or no text at all.
@Suite struct HostileInputTests {
  /// What a deep spec nests; each is opened and closed as often as the test says.
  private static let nestings: [(name: String, open: String, middle: String, close: String)] = [
    ("parentheses", "(", "a", ")"),
    ("lists", "[", "a", "]"),
    ("maps", "[a: ", "b", "]"),
    ("sets", "{ x in ", "s", " }"),
    ("calls", "f(", "a", ")"),
    ("labelled calls", "f(x: ", "a", ")"),
    ("subscripts", "a[", "a", "]"),
    ("negations", "!", "a", ""),
    ("minus signs", "- ", "1", ""),
    ("implications", "a implies ", "b", ""),
    ("temporal operators", "a until ", "b", ""),
    ("temporal prefixes", "always ", "a", ""),
    ("responses", "recovers a within 1 ticks after ", "b", ""),
    ("goals of responses", "recovers ", "a", " within 1 ticks after b"),
    ("bracketed goals", "recovers (", "a", ") within 1 ticks after b"),
    ("quantifiers", "forall x in T: ", "a", ""),
    ("domains", "exists x in f(", "a", "): p"),
    ("map domains", "exists x in [", "a", ": b]: p"),
    ("aggregates", "sum(", "a", " for x in T)"),
    ("conditionals", "a ? b : ", "c", ""),
    ("conditionals inside", "a ? ", "b", " : c"),
    ("ifs", "if a { ", "b", " } else { c }"),
    ("else ifs", "if a { b } else ", "{ c }", ""),
    ("switches", "switch a { case .b: ", "c", " }"),
    ("old values", "old(", "a", ")"),
    ("sums", "a + ", "b", ""),
    ("conjunctions", "a && ", "b", ""),
    ("members", "a.", "b", ""),
    ("memberships", "a in ", "b", ""),
  ]

  private static let typeNestings: [(name: String, open: String, middle: String, close: String)] = [
    ("maps", "[", "T", ": T]"),
    ("map values", "[T: ", "T", "]"),
    ("optionals", "", "T", "?"),
    ("generics", "Set<", "T", ">"),
    ("ranges", "(", "0...1", ")"),
    ("open", "open ", "T", ""),
    ("arguments", "T(", "1", ")"),
  ]

  private static let statementNestings:
    [(name: String, open: String, middle: String, close: String)] = [
      ("ifs", "if a { ", "", " }"),
      ("else ifs", "if a { } else ", "{ }", ""),
      ("fors", "for x in T { ", "", " }"),
      ("switches", "switch a { case .b: ", "break", " }"),
      ("loops", "loop { ", "", " }"),
      ("whiles", "while a { ", "", " }"),
      ("steps", "step a { ", "", " }"),
    ]

  private static let deepSpecs: [(name: String, make: @Sendable (Int) -> String)] = {
    func nest(
      _ parts: (name: String, open: String, middle: String, close: String), _ before: String,
      _ after: String
    ) -> (name: String, make: @Sendable (Int) -> String) {
      (
        name: "\(before) \(parts.name)",
        make: { count in
          before + String(repeating: parts.open, count: count) + parts.middle
            + String(repeating: parts.close, count: count) + after
        }
      )
    }
    return nestings.map { nest($0, "invariant A: ", "\ninvariant B: true") }
      + typeNestings.map { nest($0, "var a: ", "\ninvariant B: true") }
      + statementNestings.map { nest($0, "process P { ", " }\ninvariant B: true") }
      + statementNestings.prefix(4).map { nest($0, "action a() { ", " }\ninvariant B: true") }
  }()

  /// Parses on a thread with a stack of 512 KB, the smallest that a system gives.
  private func parseOnSmallStack(_ text: String) -> ParseResult {
    var sources = SourceMap()
    let file = sources.add(SourceFile(path: "a.mesh", utf8: Array(text.utf8)))
    let box = ResultBox()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread { [sources] in
      let result = parse(file, in: sources)
      box.result.withLock { $0 = result }
      done.signal()
    }
    thread.stackSize = 512 << 10
    thread.start()
    done.wait()
    return box.result.withLock { $0! }
  }

  @Test("A spec nested to any depth is refused once and read on", arguments: deepSpecs.indices)
  func deep(index: Int) {
    let (name, make) = Self.deepSpecs[index]
    for depth in [30, 1_000] {
      let result = parseOnSmallStack(make(depth))
      let tooDeep = result.diagnostics.filter { $0.code.description == "MC0110" }
      #expect(tooDeep.count == (depth == 30 ? 0 : 1), "\(name) \(depth)")
      if depth == 1_000, case .invariant(let last, _)? = result.syntax.declarations.last?.kind {
        #expect(last.text == "B", "\(name)")
      } else if depth == 1_000 {
        Issue.record("\(name): the declaration after it is lost")
      }
    }
  }

  @Test(
    "A text of one word over and over gives a few diagnostics",
    arguments: [
      "(", ")", "[", "{", "}", "\"", "/*", "\0", "\u{FF}", "\\", "a ", "in ", "!", "-", "<", "?",
    ])
  func large(piece: String) {
    let count = 1 << 16
    let result = parseOnSmallStack(String(repeating: piece, count: count / piece.utf8.count))
    #expect(result.diagnostics.count <= DiagnosticCollector.countMax + 1)
    #expect(!result.diagnostics.isEmpty)
  }

  @Test("Words beyond the limit are not read")
  func tooManyTokens() {
    let result = parseOnSmallStack(String(repeating: "let a=1;", count: 121_000))
    #expect(
      result.diagnostics.map(\.message) == [
        "the file has more than 500000 words; the rest is not read"
      ])
  }

  @Test("A hundred thousand errors are a hundred and how many more")
  func manyErrors() {
    let result = parseOnSmallStack(String(repeating: "let = 1\n", count: 100_000))
    #expect(result.diagnostics.count == 101)
    #expect(result.diagnostics.last?.message == "and 99900 more errors in this file")
  }
}
