/// The states to which a step is looked for, with the best step found for each.
///
/// The best is the one from the state with the smallest words, then of the smallest action, then of
/// the smallest choices: a path does not depend on the order in which states were found.
struct PredecessorTargets {
  struct Step {
    var source: [UInt64]
    var action: Int
    var choices: [Int64]
  }

  private let shape: KeyShape
  private var numbers: [[UInt64]: Int] = [:]
  private var words: [[UInt64]] = []
  private(set) var best: [Step?] = []
  /// One bit for each of 4,096 classes of hashes, so that nearly all other states are passed over
  /// without a look into the dictionary.
  private var filter = [UInt64](repeating: 0, count: 64)

  init(_ shape: KeyShape) { self.shape = shape }

  /// The number of a target, the same for equal ones.
  mutating func add(_ words: [UInt64]) -> Int {
    if let number = numbers[words] { return number }
    let number = best.count
    numbers[words] = number
    best.append(nil)
    self.words.append(words)
    let hash = shape.hash(words)
    filter[Int(hash & 63)] |= 1 << (hash >> 6 & 63)
    return number
  }

  @inline(__always)
  func mayContain(hash: UInt64) -> Bool {
    filter[Int(hash & 63)] >> (hash >> 6 & 63) & 1 != 0
  }

  /// Whether a better step than the known ones may lead from a state to one of the targets.
  @inline(__always)
  func mayGainFrom(_ source: StateWords, _ filter: borrowing PredecessorFilter) -> Bool {
    for number in words.indices where filter.mayLead(from: source, to: words[number]) {
      guard let known = best[number] else { return true }
      if source.order(known.source) < 0 { return true }
    }
    return false
  }

  mutating func offer(
    _ words: [UInt64], from source: StateWords, action: Int, choices: [Int64]
  ) {
    guard let number = numbers[words] else { return }
    if let known = best[number] {
      // Within one source, steps come by action; ticks, which come last, may have small indices.
      let order = source.order(known.source)
      let isBetter =
        order == 0
        ? action < known.action
          || action == known.action && choices.lexicographicallyPrecedes(known.choices)
        : order < 0
      guard isBetter else { return }
    }
    best[number] = Step(source: source.array, action: action, choices: choices)
  }
}
