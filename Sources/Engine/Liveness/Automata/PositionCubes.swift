/// A condition on single positions of a run, as alternatives.
struct PositionCubes {
  /// Positions with these propositions true and those false.
  struct Cube: Hashable {
    var required: UInt64 = 0
    var forbidden: UInt64 = 0
  }

  /// None of them takes care of another one.
  private(set) var cubes: [Cube]

  /// Conditions with more alternatives are too large.
  static let cubesMax = 64

  /// Every position.
  static let all = PositionCubes([Cube()])

  private init(_ cubes: [Cube]) {
    self.cubes = []
    for cube in cubes where !self.cubes.contains(where: { $0.covers(cube) }) {
      self.cubes.removeAll { cube.covers($0) }
      self.cubes.append(cube)
    }
  }

  /// Nil for a formula over time, and where there would be too many.
  init?(_ formula: TemporalFormula) { self.init(formula, isTrue: true) }

  private init?(_ formula: TemporalFormula, isTrue: Bool) {
    switch formula {
    case .constant(let value): self.init(value == isTrue ? [Cube()] : [])
    case .proposition(let number):
      let bit: UInt64 = 1 << UInt64(number)
      self.init([isTrue ? Cube(required: bit) : Cube(forbidden: bit)])
    case .not(let inner): self.init(inner, isTrue: !isTrue)
    case .and(let a, let b): self.init(a, b, isTrue: isTrue, isConjunction: isTrue)
    case .or(let a, let b): self.init(a, b, isTrue: isTrue, isConjunction: !isTrue)
    case .next, .until, .releases, .bounded: return nil
    }
  }

  private init?(
    _ a: TemporalFormula, _ b: TemporalFormula, isTrue: Bool, isConjunction: Bool
  ) {
    guard let first = PositionCubes(a, isTrue: isTrue),
      let second = PositionCubes(b, isTrue: isTrue)
    else { return nil }
    self = isConjunction ? first.and(second) : PositionCubes(first.cubes + second.cubes)
    if cubes.count > Self.cubesMax { return nil }
  }

  var isAlways: Bool { cubes == Self.all.cubes }

  func and(_ other: Self) -> Self {
    Self(cubes.flatMap { cube in other.cubes.compactMap { cube.and($0) } })
  }

  /// Transitions for the positions that meet the condition.
  func transitions(to target: Int, acceptance: UInt64 = 0) -> [BuchiAutomaton.Transition] {
    cubes.map {
      BuchiAutomaton.Transition(
        required: $0.required, forbidden: $0.forbidden, target: target, acceptance: acceptance)
    }
  }
}

extension PositionCubes.Cube {
  /// Nil where they contradict one another.
  fileprivate func and(_ other: Self) -> Self? {
    let both = Self(required: required | other.required, forbidden: forbidden | other.forbidden)
    return both.required & both.forbidden == 0 ? both : nil
  }

  /// Does it fit wherever the other one does?
  fileprivate func covers(_ other: Self) -> Bool {
    required & ~other.required == 0 && forbidden & ~other.forbidden == 0
  }
}
