/// Text with or without terminal colours; widths are always those of the plain text.
struct Paint {
  /// Emphasis by meaning, not by colour: renderers never name a colour.
  enum Style: String {
    case title = "1"
    case faint = "2"
    case bad = "31"
    case good = "32"
    case name = "36"
  }

  var isColored: Bool

  func callAsFunction(_ text: String, _ style: Style) -> String {
    isColored && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}

extension String {
  /// Filled with spaces up to a width in characters; longer text stays as it is.
  func padded(to width: Int) -> String {
    let missing = width - count
    return missing > 0 ? self + String(repeating: " ", count: missing) : self
  }

  /// Broken at spaces into lines of at most `width` characters; a longer word has a line of its
  /// own.
  func wrapped(to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in split(separator: " ", omittingEmptySubsequences: true) {
      if !line.isEmpty && line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    return line.isEmpty && !lines.isEmpty ? lines : lines + [line]
  }
}
