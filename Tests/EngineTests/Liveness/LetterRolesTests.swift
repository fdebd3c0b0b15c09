import Testing

@testable import Engine

/// What the truth of propositions alone says of a state: proposition 0 is `p`, 1 is `q`.
@Suite("The roles of letters")
struct LetterRolesTests {
  private let neither: UInt64 = 0
  private let p: UInt64 = 1
  private let q: UInt64 = 2
  private let both: UInt64 = 3

  /// Of the runs that break a claim.
  private func roles(_ claim: TemporalFormula, known: UInt64 = 3) throws -> LetterRoles {
    let automaton = try #require(BuchiAutomaton(.not(claim), statesMax: 64))
    let free = AutomatonRoles(automaton).free
    return LetterRoles(
      automaton, searched: automaton.transitions.indices.filter { $0 != free }, known: known)
  }

  /// Those of the four letters that wait, and those of which a run may stay.
  private func waitingAndStaying(_ roles: LetterRoles) -> [Set<UInt64>] {
    var roles = roles
    var (waiting, staying): (Set<UInt64>, Set<UInt64>) = ([], [])
    for letter in [neither, p, q, both] {
      if roles.isWaiting(letter) { waiting.insert(letter) }
      if roles.mayStay(letter) { staying.insert(letter) }
    }
    return [waiting, staying]
  }

  @Test("of a response: waiting is who has asked and not got, and may stay so")
  func response() throws {
    let roles = try roles(.always(.implies(.proposition(0), .eventually(.proposition(1)))))
    #expect(waitingAndStaying(roles) == [[neither, p], [neither, p]])
  }

  @Test("of a claim that something stays: who waits need not be able to stay")
  func stability() throws {
    // Broken by runs with p now and then, and not p now and then: not by one in which p stays.
    let roles = try roles(
      .implies(.eventually(.proposition(0)), .eventually(.always(.proposition(0)))))
    #expect(waitingAndStaying(roles) == [[neither, p, q, both], [neither, q]])
  }

  @Test("of what only a step tells: anything is possible")
  func unknown() throws {
    // As if nothing were known before the step is taken.
    let roles = try roles(
      .always(.implies(.proposition(0), .eventually(.proposition(1)))), known: 0)
    let all: Set = [neither, p, q, both]
    #expect(waitingAndStaying(roles) == [all, all])
  }
}
