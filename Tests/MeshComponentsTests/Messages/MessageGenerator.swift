import MeshComponents
import TestSupport

/// Random values, schemas, and values of schemas.
struct MessageGenerator {
  /// Which of the kinds that one format alone has may occur.
  struct Kinds {
    var bytes = true
    var extensions = true
    var infinities = true
    var keysOfAnyKind = true
  }

  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }
  mutating func one(in count: Int) -> Bool { below(count) == 0 }

  mutating func value(_ kinds: Kinds, depth: Int = 4) -> MessageValue {
    switch below(depth > 0 ? 12 : 7) {
    case 0: return .null
    case 1: return .bool(one(in: 2))
    case 2: return .int(integer())
    case 3: return one(in: 4) ? .integer(random.next()) : .int(integer())
    case 4: return .double(double(infinities: kinds.infinities))
    case 5: return .string(string())
    case 6:
      guard kinds.bytes else { return .string(string()) }
      return kinds.extensions && one(in: 2) ? ext() : .bytes(bytes())
    case 7...9: return .array((0..<below(6)).map { _ in value(kinds, depth: depth - 1) })
    default:
      var map = MessageMap()
      for _ in 0..<below(20) {
        let key =
          kinds.keysOfAnyKind && one(in: 4) ? .int(integer()) : MessageValue.string(string())
        map.insert(value(kinds, depth: depth - 1), for: key)
      }
      return .map(map)
    }
  }

  /// Integers of every length, around the edges of forms more often.
  mutating func integer() -> Int64 {
    let bits = Int64(bitPattern: random.next()) >> Int64(below(64))
    guard one(in: 3) else { return bits }
    let edge: Int64 = 1 << Int64([5, 7, 8, 15, 16, 31, 32, 34, 62][below(9)])
    return (one(in: 2) ? edge : -edge) + Int64(below(3) - 1)
  }

  mutating func double(infinities: Bool = true) -> Double {
    let number = Double(bitPattern: random.next())
    switch below(4) {
    case 0: return number.isNaN || (number.isInfinite && !infinities) ? 0.1 : number
    case 1: return Double(integer()) / 8
    case 2: return infinities && one(in: 4) ? -.infinity : -0.0
    default: return Double.random(in: -1...1, using: &random)
    }
  }

  mutating func bytes() -> [UInt8] {
    let count = one(in: 40) ? 250 + below(20) : below(24)
    return (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
  }

  /// Text with escapes, letters of one to four bytes, and marks that go with the letter before.
  mutating func string() -> String {
    let letters: [Unicode.Scalar] = [
      "a", "Z", "0", " ", "\"", "\\", "/", "\n", "\0", "\u{1F}", "\u{7F}", "é", "e", "\u{301}",
      "ß", "水", "\u{2028}", "\u{FFFF}", "😀", "\u{10FFFF}",
    ]
    let count = one(in: 60) ? 250 + below(20) : below(one(in: 5) ? 40 : 8)
    var text = String.UnicodeScalarView()
    for _ in 0..<count { text.append(letters[below(letters.count)]) }
    return String(text)
  }

  private mutating func ext() -> MessageValue {
    let seconds = one(in: 2) ? Int64(below(1 << 33)) : integer() / 4
    let nanoseconds = one(in: 2) ? 0 : UInt32(below(1_000_000_000))
    if one(in: 2), let time = MessageTimestamp(seconds: seconds, nanoseconds: nanoseconds) {
      return .timestamp(time)
    }
    return .ext(MessageExtension(type: Int8(below(128)), data: bytes()))
  }
}
