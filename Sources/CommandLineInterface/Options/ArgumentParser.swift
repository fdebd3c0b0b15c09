/// A command line, taken apart.
package struct ParsedArguments: Hashable, Sendable {
  package var command: CommandName
  /// What is neither the command nor an option, in order.
  package var positionals: [String] = []
  package var values: [OptionName: [OptionValue]] = [:]

  package init(command: CommandName) { self.command = command }

  package func has(_ option: OptionName) -> Bool { values[option] != nil }
}

/// Takes a command line apart by the option table.
///
/// Options may stand before and after positional arguments and may be written `--name value` or
/// `--name=value`; after a lone `--` everything is positional.
package struct ArgumentParser {
  private var rest: ArraySlice<String>
  private var parsed: ParsedArguments

  /// `arguments` are those after the program's name.
  /// - Throws: the first mistake, from the left.
  package static func parse(_ arguments: [String]) throws(UsageError) -> ParsedArguments {
    guard let first = arguments.first else { return ParsedArguments(command: .help) }
    if first.hasPrefix("-") { return try parseWithoutCommand(arguments) }
    guard let command = CommandName(rawValue: first) else { throw .unknownCommand(first) }
    var parser = ArgumentParser(
      rest: arguments.dropFirst(), parsed: ParsedArguments(command: command))
    try parser.run()
    return parser.parsed
  }

  /// `meshcheck --version`, `meshcheck -h`
  private static func parseWithoutCommand(
    _ arguments: [String]
  ) throws(UsageError) -> ParsedArguments {
    let first = arguments[0]
    guard ["-h", "--help", "--version"].contains(first) else { throw .unknownOption(first, nil) }
    var parser = ArgumentParser(rest: arguments[...], parsed: ParsedArguments(command: .help))
    try parser.run()
    return parser.parsed
  }

  private mutating func run() throws(UsageError) {
    while let argument = rest.popFirst() {
      if argument == "--" {
        parsed.positionals += rest
        rest = []
      } else if argument.hasPrefix("-") && argument != "-" {
        try takeOption(argument)
      } else {
        parsed.positionals.append(argument)
      }
    }
  }

  private mutating func takeOption(_ argument: String) throws(UsageError) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let spelled = String(parts[0])
    let attached = parts.count == 2 ? String(parts[1]) : nil
    let rows = Option.options(of: parsed.command)
    guard let row = rows.first(where: { $0.isSpelled(spelled) }) else {
      throw .unknownOption(spelled, parsed.command)
    }
    if !row.isRepeatable && parsed.has(row.name) && row.value != .flag {
      throw .repeated(row.name)
    }
    parsed.values[row.name, default: []].append(try value(of: row, attached: attached))
  }

  private mutating func value(
    of row: Option, attached: String?
  ) throws(UsageError) -> OptionValue {
    if row.value == .flag {
      if let attached { throw .superfluousValue(row.name, attached) }
      return .flag
    }
    guard let text = attached ?? rest.popFirst() else { throw .missingValue(row.name) }
    guard let value = OptionValue(text, as: row.value) else { throw .badValue(row.name, text) }
    return value
  }
}

extension Option {
  /// Whether an argument, without `=value`, names this option.
  fileprivate func isSpelled(_ argument: String) -> Bool {
    if argument == "--\(name.rawValue)" { return true }
    return letter.map { argument == "-\($0)" } ?? false
  }
}
