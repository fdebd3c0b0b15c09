import Engine
import SourceText
import SpecCompiler
import SpecLanguage
import TestSupport
import Testing

/// A spec given as text, compiled, with what it does as text.
struct CompiledFixture {
  let text: String
  let compiled: CompiledSpec
  let runner: ProgramRunner

  init(_ text: String, parameters: [String: Int64] = [:]) throws {
    self.text = text
    let result = compile(try SpecText.check(text, parameters: parameters))
    #expect(result.diagnostics.isEmpty)
    compiled = try #require(result.program)
    #expect(compiled.program.firstFlaw() == nil)
    runner = ProgramRunner(compiled.program)
  }

  var spec: TypedSpec { compiled.spec }

  func explore() -> Exploration {
    let limits = ExplorationLimits(memoryBytesMax: 256 << 20)
    return Explorer(program: compiled.program, limits: limits).explore()
  }

  // MARK: As values

  /// The initial states, choices in ascending order.
  func initialStates() -> [StateValue] { runner.initialStates().compactMap { state(of: $0) } }

  /// The states after each step from a state.
  func successors(of state: StateValue) -> [StateValue] {
    runner.successors(of: compiled.encode(state)).compactMap { self.state(of: $0) }
  }

  func state(of outcome: RunOutcome) -> StateValue? {
    guard case .state(let words, _) = outcome.result else { return nil }
    return compiled.decode(words)
  }

  // MARK: As text

  /// The steps from the first initial state: `send(client1) -> 0 true`.
  func steps() throws -> [String] {
    let first = try #require(initialStates().first)
    return runner.successors(of: compiled.encode(first)).map { describe($0) }
  }

  func describe(_ outcome: RunOutcome) -> String {
    let result: String
    switch outcome.result {
    case .failure(let site): result = describe(site: site)
    case .state(let words, let violated):
      let sites = violated.map { " breaks " + describe(site: $0) }
      result = describe(compiled.decode(words)) + sites.joined()
    }
    guard let action = outcome.action else { return result }
    return "\(name(ofAction: action, choices: outcome.choices)) -> \(result)"
  }

  func name(ofAction index: Int, choices: [Int64]) -> String {
    switch compiled.actions[index].origin {
    case .tick: return "tick"
    case .test(let test, let step): return "test \(test) step \(step)"
    case .action(let id):
      let action = spec.actions[id.index]
      let arguments = compiled.arguments(action: index, choices: choices)
      let types = action.code.locals.prefix(action.parameterCount).map(\.type)
      let name = spec.name(action.name, keys: arguments, types: types)
      let texts = zip(arguments, types).dropFirst(action.keyCount).map { spec.describe($0, as: $1) }
      return "\(name)(\(texts.joined(separator: ", ")))"
    }
  }

  func describe(_ state: StateValue) -> String {
    zip(state.variables, spec.variables).map { spec.describe($0, as: $1.type) }
      .joined(separator: " ")
  }

  /// `row.range at `row + 1``, or the name of a step property.
  func describe(site: Int) -> String {
    switch compiled.sites[site] {
    case .stepProperty(_, _, let name): return name
    case .violation(let violation):
      let bytes = Array(text.utf8)[Int(violation.span.start)..<Int(violation.span.end)]
      return "\(violation.name) at `\(String(decoding: bytes, as: UTF8.self))`"
    }
  }

  /// What a search found, without its paths.
  func findings() -> [String] {
    explore().findings.map { finding in
      switch finding.kind {
      case .check(let check): return compiled.checks[check].name
      case .checkFailed(let check, let site):
        return "\(compiled.checks[check].name): \(describe(site: site))"
      case .actionFailed(let site, _, _), .step(let site): return describe(site: site)
      case .deadlock: return "deadlock"
      }
    }
  }
}
