/// Makes the text of a spec smaller while something stays true of it: that two ways of running it
/// differ.
///
/// It tries to leave out whole blocks, then single lines, then to put simple expressions in the
/// place of those in parentheses, again and again until nothing more goes. What the text means is
/// left to the caller, who says no to a text that is no spec.
package struct SpecShrinker {
  private var lines: [String]
  private var attempts: Int
  private let isInteresting: (String) -> Bool

  /// The smallest text found with at most so many attempts; `text` itself must be interesting.
  package static func shrink(
    _ text: String, attempts: Int = 3_000, while isInteresting: @escaping (String) -> Bool
  ) -> String {
    var shrinker = SpecShrinker(
      lines: text.split(separator: "\n").map(String.init), attempts: attempts,
      isInteresting: isInteresting)
    while shrinker.removeBlocks() || shrinker.simplifyGroups() {}
    return shrinker.lines.joined(separator: "\n") + "\n"
  }

  private mutating func accept(_ candidate: [String]) -> Bool {
    guard attempts > 0 else { return false }
    attempts -= 1
    guard isInteresting(candidate.joined(separator: "\n") + "\n") else { return false }
    lines = candidate
    return true
  }

  /// From the last line up, since what stands later uses what stands before.
  private mutating func removeBlocks() -> Bool {
    var isSmaller = false
    var start = lines.count - 1
    while start >= 0 {
      let end = endOfBlock(from: start)
      if accept(Array(lines[..<start]) + lines[(end + 1)...]) {
        isSmaller = true
      } else if end > start, accept(withoutBraces(start, end)) {
        isSmaller = true
      }
      start = min(start, lines.count) - 1
    }
    return isSmaller
  }

  /// The line that closes what the line opens; the line itself when it opens nothing.
  private func endOfBlock(from start: Int) -> Int {
    var depth = 0
    for index in start..<lines.count {
      for character in lines[index] {
        if character == "{" { depth += 1 }
        if character == "}" { depth -= 1 }
      }
      if depth <= 0 { return index }
    }
    return start
  }

  private func withoutBraces(_ start: Int, _ end: Int) -> [String] {
    Array(lines[..<start]) + lines[(start + 1)..<end] + lines[(end + 1)...]
  }

  /// Puts something simple in the place of a group in parentheses.
  private mutating func simplifyGroups() -> Bool {
    var isSmaller = false
    for index in lines.indices.reversed() {
      var from = 0
      while index < lines.count, let group = group(in: lines[index], from: from) {
        from = group.lowerBound + 1
        if replaceGroup(group, inLine: index) { isSmaller = true }
      }
    }
    return isSmaller
  }

  private mutating func replaceGroup(_ group: Range<Int>, inLine index: Int) -> Bool {
    let characters = Array(lines[index])
    let before = String(characters[..<group.lowerBound])
    let after = String(characters[group.upperBound...])
    var simpler = ["true", "false", "1", "0"]
    var inner = group.lowerBound + 1
    while let part = self.group(in: lines[index], from: inner), part.upperBound < group.upperBound {
      simpler.append(String(characters[part]))
      inner = part.upperBound
    }
    for text in simpler where text.count < group.count {
      var candidate = lines
      candidate[index] = before + text + after
      if accept(candidate) { return true }
    }
    return false
  }

  /// The next balanced group in parentheses that starts at the place or later.
  private func group(in line: String, from start: Int) -> Range<Int>? {
    let characters = Array(line)
    guard start < characters.count,
      let open = characters[start...].firstIndex(of: "(")
    else { return nil }
    var depth = 0
    for index in open..<characters.count {
      if characters[index] == "(" { depth += 1 }
      if characters[index] == ")" { depth -= 1 }
      if depth == 0 { return open..<(index + 1) }
    }
    return nil
  }
}
