import MeshCheck

/// Colours for a terminal, or none.
package struct Palette: Sendable {
  package enum Color: Int, Sendable {
    case bold = 1
    case dim = 2
    case red = 31
    case green = 32
    case yellow = 33
  }

  package let isColored: Bool

  package init(isColored: Bool) { self.isColored = isColored }

  /// By `--color`; `auto` means on a terminal, unless `NO_COLOR` is set and not empty
  /// (no-color.org).
  package init(_ arguments: ParsedArguments, in environment: CommandEnvironment) {
    switch arguments.choice(.color) {
    case "always": isColored = true
    case "never": isColored = false
    default:
      let refused = environment.variables["NO_COLOR"].map { !$0.isEmpty } ?? false
      isColored = environment.outputIsTerminal && !refused
    }
  }

  package func paint(_ text: String, _ color: Color) -> String {
    isColored ? "\u{1B}[\(color.rawValue)m\(text)\u{1B}[0m" : text
  }

  func paint(_ text: String, as outcome: Outcome) -> String {
    switch outcome {
    case .asExpected: paint(text, .green)
    case .inconclusive: paint(text, .yellow)
    case .notAsExpected, .invalid, .failed: paint(text, .red)
    }
  }
}
