import Counterexamples

/// The help texts, made from the command and option tables.
package enum Help {
  /// All commands.
  package static var overview: String {
    let commands = CommandName.allCases.map { command in
      ("\(command.rawValue) \(command.arguments)", command.summary)
    }
    return """
      meshcheck: checks models of service meshes, state by state

      usage: meshcheck COMMAND [ARGUMENT…] [OPTION…]

      commands:
      \(columns(commands))

      'meshcheck help COMMAND' explains a command; 'meshcheck --version' prints the version.

      exit codes:
      \(columns(ExitCodes.table.map { ("\($0.code)", $0.meaning) }))

      """
  }

  /// One command with its options.
  package static func page(_ command: CommandName) -> String {
    let options = Option.options(of: command).map { ($0.spelling, $0.explanation) }
    let usage = options.isEmpty ? command.usage : command.usage + " [OPTION…]"
    return """
      \(command.summary)

      usage: \(usage)

      \(command.explanation.wrapped(to: 80).joined(separator: "\n"))

      options:
      \(columns(options))

      """
  }

  /// Two columns, the right one wrapped at 100 columns.
  private static func columns(_ rows: [(String, String)]) -> String {
    let width = (rows.map(\.0.count).max() ?? 0) + 4
    return rows.map { left, right in
      let lines = right.wrapped(to: 100 - width)
      let first = "  " + left + String(repeating: " ", count: width - 2 - left.count)
      let margin = "\n" + String(repeating: " ", count: width)
      return first + lines.joined(separator: margin)
    }.joined(separator: "\n")
  }
}

extension Option {
  /// `-q, --quiet`
  package var spelling: String { letter.map { "-\($0), \(usage)" } ?? usage }

  /// The help with range and default.
  package var explanation: String {
    var text = help
    if isRepeatable { text += "; may be repeated" }
    if !rangeText.isEmpty { text += " (\(rangeText))" }
    if !defaultText.isEmpty { text += " [default: \(defaultText)]" }
    return text
  }
}
