/// The generator SplitMix64: fast, small, and far from cryptographic, which balancing need not be.
///
/// Source: G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA
/// 2014, doi:10.1145/2660193.2660195.
struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension RandomNumberGenerator {
  /// A number from 0 to `count` - 1, each equally likely, almost always from one draw: the high
  /// half of the draw times `count`.
  ///
  /// Source: D. Lemire, "Fast Random Integer Generation in an Interval", ACM TOMACS 29 (2019),
  /// doi:10.1145/3230636.
  mutating func index(below count: Int) -> Int {
    let count = UInt64(count)
    var product = next().multipliedFullWidth(by: count)
    if product.low < count {
      // Low halves under 2^64 modulo the count would be one too many for some numbers.
      let surplus = (0 &- count) % count
      while product.low < surplus { product = next().multipliedFullWidth(by: count) }
    }
    return Int(product.high)
  }
}
