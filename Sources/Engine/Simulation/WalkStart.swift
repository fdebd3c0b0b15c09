/// The initial states that walks begin in.
struct WalkStart: Sendable {
  /// Packed states, one after the other: one for each completed run of the initialisation, so that
  /// a state that several runs lead to is there several times.
  private(set) var words: [UInt64] = []
  private(set) var count = 0
  private(set) var failures: [WalkFinding] = []
  private(set) var branchesTaken: [Bool]
  /// There was no time for all runs: walks from what is there would not be those of the seed.
  private(set) var isCut = false
  let wordCount: Int

  /// Beyond so many, a random choice of them is kept.
  static let statesMax = 1 << 18
  /// Runs of the initialisation that are looked at; those after them are left out.
  static let runsMax = 1 << 22

  /// - Parameter shouldStop: asked now and then; true leaves the rest out.
  init(_ linked: LinkedProgram, seed: UInt64, shouldStop: () -> Bool) {
    wordCount = linked.wordCount
    branchesTaken = Array(repeating: false, count: linked.program.branchCount)
    var initializer = Initializer(linked)
    var random = WalkRandom(seed: seed, walk: -1)
    var runs = 0
    while !isCut, runs < Self.runsMax, let event = initializer.next() {
      runs += 1
      if runs & 0xFFF == 0 && shouldStop() { isCut = true }
      switch event {
      case .state(let state): add(state, &random)
      case .failure(let site, let choices):
        if !failures.contains(where: { $0.kind.initializationSite == site }) {
          let kind = WalkFinding.Kind.initializationFailed(site: site, choices: choices)
          failures.append(WalkFinding(kind: kind, walk: 0, depth: 0, walks: 0))
        }
      case .paused: isCut = isCut || shouldStop()
      }
    }
    initializer.addBranches(to: &branchesTaken)
  }

  /// The n-th state stays with the chance of `statesMax` in n, in place of any other.
  private mutating func add(_ state: [UInt64], _ random: inout WalkRandom) {
    count += 1
    if count <= Self.statesMax {
      words += state
    } else {
      let place = random.next(below: count)
      if place >= Self.statesMax { return }
      words.replaceSubrange(place * wordCount..<(place + 1) * wordCount, with: state)
    }
  }

  /// States to choose from.
  var choices: Int { isCut ? 0 : min(count, Self.statesMax) }

  func state(_ index: Int) -> [UInt64] {
    Array(words[index * wordCount..<(index + 1) * wordCount])
  }
}

extension WalkFinding.Kind {
  fileprivate var initializationSite: Int? {
    if case .initializationFailed(let site, _) = self { site } else { nil }
  }
}
