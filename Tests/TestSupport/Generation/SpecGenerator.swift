/// Writes random specs, the same for the same seed on every machine.
///
/// Every spec is meant to be without mistakes, to use as much of the language as fits, and to have
/// few states: the product of what its variables may hold stays below `statesMax`. Wherever types
/// do not decide, the text is drawn at random, so specs fill queues, leave ranges, call transitions
/// too early and claim what is false; the point is that all who run a spec agree on what comes of
/// it.
package struct SpecGenerator {
  var random: SplitMix64
  var lines: [String] = []
  var names = 0
  /// Whether time is part of the spec itself, not of a component that may have no variable.
  var hasTick = false
  /// The product of what all variables so far may hold.
  var stateCount = 1
  let statesMax: Int
  /// Of a hundred actions, how many are weakly fair, and of a hundred others strongly.
  var fairShare = (weak: 20, strong: 5)

  var enumerations: [GeneratedEnumeration] = []
  var structures: [GeneratedStructure] = []
  var entities: [GeneratedEntity] = []
  var components: [GeneratedComponent] = []
  var parameters: [(name: String, value: Int)] = []
  /// `let` constants and parameters that are in no type.
  var constants: [(name: String, value: Int)] = []
  var aliases: [GeneratedType: String] = [:]
  var actions: [GeneratedAction] = []
  /// Truths about where the processes are in their code.
  var processClaims: [String] = []
  var scope = GeneratorScope()
  /// A generic parameter's place among the entities is for its own component only.
  var generics: Set<Int> = []
  var currentGeneric: Int?
  /// Enums that a component declares, for its own code only.
  var memberEnumerations: Set<Int> = []

  init(seed: UInt64, statesMax: Int) {
    random = SplitMix64(seed: seed)
    self.statesMax = statesMax
  }

  /// The text of a spec.
  package static func spec(seed: UInt64, statesMax: Int = 1_000) -> String {
    var generator = SpecGenerator(seed: seed, statesMax: statesMax)
    generator.writeSpec()
    return generator.lines.joined(separator: "\n") + "\n"
  }

  mutating func writeSpec() {
    writeTypes()
    for _ in 0..<roll(3) where chance(60) { writeComponent() }
    writeVariables()
    for _ in 0..<roll(3) { writeFunction() }
    for _ in 0..<roll(3) { writeTransition() }
    if chance(35) { writeInitializer() }
    for _ in 0..<(2 + roll(4)) { writeAction() }
    if chance(20) { writeProcess() }
    hasTick = chance(30)
    if hasTick { writeTick() }
    writeProperties()
  }

  // MARK: Drawing

  mutating func roll(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }

  mutating func chance(_ percent: Int) -> Bool { roll(100) < percent }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[roll(elements.count)] }

  mutating func name(_ prefix: String) -> String {
    names += 1
    return "\(prefix)\(names)"
  }

  mutating func write(_ line: String) { lines.append(line) }
}
