/// The random numbers of one walk, which depend on the seed and the walk's number alone.
///
/// SplitMix64 (G. Steele, D. Lea, C. Flood, "Fast splittable pseudorandom number generators",
/// OOPSLA 2014), started at a place that both numbers are mixed into.
struct WalkRandom {
  private var state: UInt64

  init(seed: UInt64, walk: Int) {
    let start = Self.mixed(seed &+ Self.increment) ^ UInt64(bitPattern: Int64(walk))
    state = Self.mixed(start &+ Self.increment)
  }

  private static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z &>> 31)
  }

  @inline(__always)
  mutating func next() -> UInt64 {
    state &+= Self.increment
    return Self.mixed(state)
  }

  /// A number below `bound`, which is not 0, each with exactly the same chance: the upper half of a
  /// product, where the few products that would favour a number are thrown again (D. Lemire, "Fast
  /// random integer generation in an interval", 2019).
  @inline(__always)
  mutating func next(below bound: Int) -> Int {
    let bound = UInt64(bound)
    var product = next().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }
}
