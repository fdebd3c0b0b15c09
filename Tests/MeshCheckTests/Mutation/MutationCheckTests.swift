import MeshCheck
import SourceText
import SpecLanguage
import Synchronization
import TestSupport
import Testing

/// What becomes of the mutants of a text, as the file `spec.mesh`, in memory.
private func mutated(
  _ text: String, set: [String: Int64] = [:], others: [String: String] = [:], threads: Int = 1,
  shouldStop: @escaping @Sendable () -> Bool = { false },
  change: (inout MutationOptions) -> Void = { _ in }
) -> MutationReport {
  let files = MemoryFiles(others.merging(["spec.mesh": text]) { $1 }).access
  let settings = ParameterSettings(
    assignments: set.map { SpecReport.Parameter(name: $0.key, value: $0.value) })
  var options = MutationOptions(memoryBytesMax: 256 << 20, threadCount: threads)
  change(&options)
  let check = MutationCheck(files: files, settings: settings, options: options, clock: { .zero })
  let verification = Verification(
    files: files, settings: settings, limits: VerificationLimits(), clock: { .zero })
  return check.report(on: verification.prepare("spec.mesh"), shouldStop: shouldStop)
}

extension MutationReport {
  /// `line:column before → after: status (who noticed it)`, those that are no specs left out.
  fileprivate var lines: [String] {
    mutants.filter { $0.status != .invalid }.map { mutant in
      let change = "\(mutant.before) → \(mutant.after)"
      let names = mutant.noticedBy.map(\.name).joined(separator: ", ")
      let reason = names.isEmpty ? mutant.reason ?? mutant.difference ?? "" : names
      return "\(mutant.position.line):\(mutant.position.column) \(change): "
        + mutant.status.rawValue + (reason.isEmpty ? "" : " (\(reason))")
    }
  }

  fileprivate func mutants(_ status: MutantReport.Status) -> [String] {
    mutants.filter { $0.status == status }.map { "\($0.before) → \($0.after)" }
  }
}

/// Asks for the end after it was asked so often whether it does.
private final class Patience: Sendable {
  private let rest: Mutex<Int>

  init(_ count: Int) { rest = Mutex(count) }

  func isOver() -> Bool {
    rest.withLock { rest in
      rest -= 1
      return rest < 0
    }
  }
}

@Suite("The mutants of a spec")
struct MutationCheckTests {
  /// A counter that goes round; nothing says where it turns.
  static let counter = """
    param top: 1...3 = 2
    var n: 0...4 = 0
    action up() when n <= top { n += 1 }
    action back() when n > top { n = 0 }
    invariant Small: n <= 3
    reachable Two: n == 2

    """

  @Test("are noticed by what is no longer as expected, or live, with what they do otherwise")
  func statuses() {
    let report = mutated(Self.counter)
    #expect(
      report.lines == [
        "2:16 var n: 0...4 = 0 → var n: 0...4 = 1: living (its initial states are others)",
        "3:18 n <= top → true: noticed (Small, n.range)",
        "3:18 n <= top → !(n <= top): noticed (deadlock, Two)",
        "3:20 n <= top → n < top: noticed (deadlock)",
        "3:29 n += 1 → : noticed (Two)",
        "3:31 n += 1 → n -= 1: noticed (n.range, Two)",
        "3:34 n += 1 → n += 2: noticed (Small)",
        "3:34 n += 1 → n += 0: noticed (Two)",
        "4:20 n > top → true: living (at once back() is possible, and changes nothing)",
        "4:20 n > top → !(n > top): noticed (deadlock)",
        "4:22 n > top → n >= top: living (after 2 steps back() is possible)",
        "4:22 n > top → n < top: noticed (deadlock)",
        "4:30 n = 0 → : living (after 3 steps back() leads elsewhere)",
        "4:34 n = 0 → n = 1: living (after 3 steps back() leads elsewhere)",
      ])
    #expect(report.count(.invalid) == 2)
    #expect(report.triedCount == 14)
    #expect(report.score == 100 * 9.0 / 14)
    #expect(report.outcome(minimumScore: nil) == .notAsExpected)
    #expect(report.outcome(minimumScore: 65) == .notAsExpected)
    #expect(report.outcome(minimumScore: 64) == .asExpected)
  }

  @Test("are counted for each property, alone and first")
  func tallies() {
    let tallies = mutated(Self.counter).tallies.map {
      "\($0.name) \($0.noticed) \($0.alone) \($0.first)"
    }
    #expect(tallies == ["deadlock 4 3 4", "Two 4 2 2", "Small 2 1 2", "n.range 2 0 1"])
  }

  @Test("may be noticed by counts, where these are let")
  func counts() {
    let text = Self.counter + "expect states 4\nexpect transitions 4\n"
    #expect(mutated(text).count(.living) == 5)
    let report = mutated(text, change: { $0.countsNotice = true })
    // The others have as many states and transitions, though other ones.
    #expect(report.count(.living) == 3)
    #expect(report.mutants.contains { $0.noticedBy.map(\.name) == ["expect transitions 4"] })
  }

  @Test("may be noticed by a test, by vacuity and by a verdict that the file expects")
  func others() {
    let text = """
      var n: 0...2 = 0
      action up() when n == 0 { n = 1 }
      terminal true
      theorem "1" T: n == 1 implies n < 2
      invariant Never: n == 0
      expect violated Never
      test "goes up" {
        up()
        assert n == 1
      }

      """
    let report = mutated(text)
    let dropped = report.mutants.first { $0.operation == .statementDropped }
    #expect(dropped?.noticedBy.map(\.name) == ["T", "Never", "goes up"])
  }

  @Test("with the same states and steps are equivalent, though their text says otherwise")
  func equivalent() {
    let text = """
      entity Client(2)
      var who: Client? = nil
      var n: 0...3 = 0
      action take(c: Client) when who == nil && n == 0 { who = c ; n = 1 }
      action give(c: Client) when who == c && n == 1 { who = nil ; n = 0 }

      """
    let report = mutated(text)
    #expect(
      report.mutants(.equivalent) == [
        "who == nil && n == 0 → n == 0", "who == nil && n == 0 → who == nil",
        "who == nil && n == 0 → who == nil || n == 0", "who == c && n == 1 → who == c",
      ])
    // Without `who == c` somebody else may give it back: the same states, another step.
    #expect(
      report.lines.contains(
        "5:29 who == c && n == 1 → n == 1: living (after 1 step give(client2) is possible)"))
  }

  @Test("of an open component differ in what a transition answers, too")
  func answers() {
    let text = """
      component Lock(size: 1...2 = 1) {
          var held = false
          transition take() -> Bool {
              if held { return false }
              held = true
              return true
          }
          transition give() { held = false }
      }
      var lock: open Lock

      """
    let report = mutated(text)
    #expect(report.mutants(.equivalent) == [])
    #expect(
      report.lines.contains(
        "6:16 return true → return false: living (at once lock.take() answers otherwise)"))
  }

  @Test("of a function that claims use, or of what is fair, are never equivalent")
  func visible() {
    let text = """
      var n: 0...1 = 0
      func isLow() -> Bool { n < 1 }
      fair action turn() { n = isLow() ? 1 : 0 }
      invariant Known: isLow() || n == 1
      property Turns: always eventually n == 1 || n == 0

      """
    let report = mutated(text)
    #expect(
      report.mutants.filter { $0.status == .living }.map(\.difference).contains(
        "the same steps, not all of them as fair"))
    let other = mutated(text.replacing("n < 1 }", with: "n == 0 || n < 0 }"))
    #expect(
      other.lines.contains(
        "2:31 n == 0 || n < 0 → n == 0: living (the same steps, but claims use what is changed)"))
  }

  @Test("are verified under the parameters that the file names, up to the first that notices")
  func runs() {
    let text =
      Self.counter + """
        step OneByOne: top < 3 || n == old(n) + 1 || old(n) == 4
        expect violated Small with top = 3

        """
    let report = mutated(text)
    #expect(report.originals.count == 2)
    // Only with top = 3 does the counter come to 4, and the invariant break.
    let mutant = report.mutants.first { $0.after == "n < top" && $0.before == "n <= top" }
    #expect(mutant?.run == nil && mutant?.status == .noticed)
    let late = report.mutants.first { $0.after == "n >= top" }
    #expect(late?.run == "top = 3")
    #expect(late?.noticedBy.map(\.name) == ["OneByOne"])
    #expect(mutated(text, set: ["top": 1]).originals.count == 1)
  }

  @Test("are undecided where a limit comes first, which counts against the score")
  func limits() {
    let text = """
      var n: 0...20_000 = 0
      action up() when n < 4 { n += 1 }
      action back() when n == 4 { n = 0 }
      reachable Four: n == 4

      """
    let report = mutated(text)
    #expect(
      report.lines.contains(
        "2:18 n < 4 → true: undecided (the limit of 10,020 states was reached)"))
    #expect(mutated(text, change: { $0.statesMax = 30_000 }).count(.undecided) == 0)
    #expect(report.outcome(minimumScore: nil) == .notAsExpected)
    let (noticed, others) = (
      report.count(.noticed), report.count(.living) + report.count(.undecided)
    )
    #expect(report.score == 100 * Double(noticed) / Double(noticed + others))
  }

  @Test("are explained by a note on their line, if they live; other notes are listed")
  func notes() {
    let text = """
      var n: 0...2 = 0 // unobserved: it may begin anywhere
      // unobserved: nobody looks
      action up() when n < 2 { n += 1 }
      // unobserved: not needed
      action back() when n == 2 { n = 0 }
      invariant Small: n <= 2
      reachable Two: n == 2
      reachable One: n == 1

      """
    let report = mutated(text)
    let explained = report.mutants.filter { $0.status == .explained }
    #expect(
      explained.map(\.reason) == [
        "it may begin anywhere", "not needed", "not needed", "not needed",
      ])
    #expect(
      report.idleNotes.map { "\($0.file):\($0.line) \($0.reason)" } == ["spec.mesh:2 nobody looks"])
    #expect(report.count(.living) == 0)
    #expect(report.outcome(minimumScore: nil) == .asExpected)
  }

  @Test("are made of imported components when that is wanted")
  func imports() {
    let component = """
      component Flag(size: 1...2 = 1) {
          var up = false
          transition turn() { up = !up }
      }

      """
    let text = "import \"flag\"\nvar f: Flag\naction turn() { f.turn() }\nreachable Up: f.up\n"
    let plain = mutated(text, others: ["flag.mesh": component])
    #expect(plain.mutants.map(\.file) == ["spec.mesh"])
    let all = mutated(
      text, others: ["flag.mesh": component], change: { $0.includesImports = true })
    #expect(Set(all.mutants.map(\.file)) == ["spec.mesh", "flag.mesh"])
    #expect(all.mutants.contains { $0.before == "up = !up" && $0.status == .noticed })
  }

  @Test("become the same with any number of threads", arguments: [2, 3, 8])
  func threads(count: Int) {
    let alone = mutated(Self.counter)
    let together = mutated(Self.counter, threads: count)
    #expect(together.lines == alone.lines)
    #expect(together.tallies == alone.tallies)
  }

  @Test("are not tried when the run is asked to end, and the report says so")
  func interruption() {
    let patience = Patience(40)
    let report = mutated(Self.counter, shouldStop: { patience.isOver() })
    #expect(report.isInterrupted)
    #expect(report.count(.skipped) > 0)
    #expect(report.mutants.count == 16)
    #expect(report.outcome(minimumScore: 0) == .inconclusive)
  }

  @Test("are not made of a spec that is not as it says itself")
  func unsound() {
    let report = mutated(Self.counter + "invariant No: n == 0\n")
    #expect(report.mutants.isEmpty)
    #expect(report.outcome(minimumScore: nil) == .notAsExpected)
    #expect(mutated("var n: 0...1 = m\n").outcome(minimumScore: nil) == .invalid)
    #expect(mutated("enum Mode { off, on }\n").outcome(minimumScore: nil) == .asExpected)
  }
}
