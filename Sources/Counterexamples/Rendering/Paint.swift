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
