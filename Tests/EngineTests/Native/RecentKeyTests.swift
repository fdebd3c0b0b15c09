import Testing

@testable import Engine

@Suite("Successors met lately")
struct RecentKeyTests {
  @Test("are none to begin with: no place holds a key that belongs there", arguments: 1...9)
  func beginning(wordCount: Int) {
    for bitCount in wordCount == 1 ? Array(0...64) : [64] {
      let shape = KeyShape(wordCount: wordCount, bitCount: bitCount)
      let recent = RecentKeys(shape)
      var context = NativeContext()
      recent.allocate(in: &context)
      let words = unsafe UnsafePointer<UInt64>(bitPattern: context[.recent])!
      for place in 0...recent.mask {
        let key = (0..<wordCount).map { unsafe words[place * wordCount + $0] }
        #expect(Int(truncatingIfNeeded: shape.hash(key)) & recent.mask != place)
      }
    }
  }
}
