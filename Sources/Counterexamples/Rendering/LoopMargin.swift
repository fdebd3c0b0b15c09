/// The margin of an infinite run: a bracket from the last line of its loop back to the first.
///
/// ```text
///    3  tick
///         nothing changes
///
/// ┌→ 4  crash
/// │      up  true → false
/// │
/// └─ step 4 repeats for ever
/// ```
struct LoopMargin {
  /// By how much it moves what stands beside it.
  static let width = 1

  let paint: Paint
  /// The first block that is repeated.
  let start: Int
  /// What stands beside the bracket's lower end.
  let ending: String

  /// Blocks of lines whose first column is free. Those of the loop, and a last line, come back as
  /// one block, since the bracket goes through between them.
  func blocks(_ blocks: [[String]]) -> [[String]] {
    let stem = blocks[..<start].map { $0.map { " " + $0 } }
    let loop = blocks[start...]
    if loop.isEmpty { return stem + [[paint("↻", .name) + "  " + ending]] }
    var lines: [String] = []
    for line in loop.joined(separator: [""]) {
      let corner = lines.isEmpty ? "┌→" : "│ "
      lines.append(paint(line.isEmpty ? "│" : corner, .name) + line.dropFirst())
    }
    return stem + [lines + [paint("│", .name), paint("└─", .name) + " " + ending]]
  }
}
