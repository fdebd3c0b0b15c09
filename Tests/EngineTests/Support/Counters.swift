import Engine

/// Counters of 0...top, each in a word of its own beside a field that is twice the counter.
enum Counters {
  static func program(_ count: Int, top: Int64) -> Program {
    var b = ProgramBuilder()
    let sum = b.temporary()
    for _ in 0..<count {
      let counter = b.field(width: 20)
      let twice = b.field(width: 40)
      b.action { b in
        b.emit(.jumpIfLess, counter, b.constant(top), b.label("on\(counter)"))
        b.emit(.disable)
        b.place("on\(counter)")
        b.emit(.add, sum, counter, b.constant(1), -1)
        b.emit(.store, counter, sum)
        b.emit(.add, sum, sum, sum, -1)
        b.emit(.store, twice, sum)
        b.emit(.end)
      }
    }
    return b.build()
  }
}
