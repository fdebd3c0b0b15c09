import MeshCheck
import SourceText

extension UsageError {
  /// One sentence, names in single quotes, no full stop.
  package var message: String {
    switch self {
    case .unknownCommand(let name): unknownCommandMessage(name)
    case .unknownOption(let name, let command): unknownOptionMessage(name, command)
    case .missingValue(let option): "'\(option.row.usage)' lacks its value"
    case .superfluousValue(let option, let value):
      "'--\(option.rawValue)' takes no value, but was given '\(value)'"
    case .badValue(let option, let value): badValueMessage(option, value)
    case .repeated(let option): "'--\(option.rawValue)' is given more than once"
    case .unsuitableValue(let option, let value, let command):
      "'--\(option.rawValue) \(value)' is not for '\(command.rawValue)'"
    case .conflict(let a, let b):
      "'--\(a.rawValue)' and '--\(b.rawValue)' exclude each other"
    case .needs(let option, let other):
      "'--\(option.rawValue)' is of use with '\(other.row.usage)' only"
    case .tooManyArguments(let command, let argument):
      "'\(argument)' is one argument too many; usage: \(command.usage)"
    case .missingArgument(let command):
      "an argument is missing; usage: \(command.usage)"
    case .parameters(let mistake): message(of: mistake)
    case .printSeveral(let count):
      "\(count) files cannot be printed as one; use --check or --write"
    case .noSpecs(let paths):
      "there is no spec file (*.mesh) in \(paths.map { "'\($0)'" }.joined(separator: ", "))"
    }
  }

  private func unknownCommandMessage(_ name: String) -> String {
    let message = "there is no command '\(name)'"
    if name.hasSuffix(".mesh") || name.contains("/") {
      return "\(message); to verify it: meshcheck verify \(name)"
    }
    let known = CommandName.allCases.map(\.rawValue)
    return message + suggestion(for: name, among: known, prefix: "")
  }

  /// Options of other commands are known too, and said to be theirs.
  private func unknownOptionMessage(_ name: String, _ command: CommandName?) -> String {
    let bare = String(name.drop { $0 == "-" })
    if let command, let row = Option.table.first(where: { $0.name.rawValue == bare }) {
      let owners = row.commands.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      return "'\(name)' is an option of \(owners), not of '\(command.rawValue)'"
    }
    let message = "there is no option '\(name)'"
    let rows = command.map(Option.options) ?? Option.table
    return message + suggestion(for: bare, among: rows.map(\.name.rawValue), prefix: "--")
  }

  private func message(of mistake: ParameterMistake) -> String {
    switch mistake {
    case .unknown(let name, let known): unknownParameterMessage(name, known)
    case .outOfRange(let name, let value, let low, let high, let file):
      "\(value) is not a value of the parameter '\(name)': \(file) declares it as \(low)...\(high)"
    case .givenTwice(let name): "the parameter '\(name)' is given more than once"
    case .tooManyCombinations(let limit):
      "the sweeps have more than \(grouped(limit)) combinations"
    }
  }

  private func unknownParameterMessage(_ name: String, _ known: [String]) -> String {
    let message = "no spec has a parameter '\(name)'"
    if known.isEmpty { return message + "; they have none at all" }
    let guess = suggestion(for: name, among: known, prefix: "")
    return guess.isEmpty
      ? "\(message); there are \(known.map { "'\($0)'" }.joined(separator: ", "))" : message + guess
  }

  private func suggestion(for name: String, among known: [String], prefix: String) -> String {
    closestMatch(to: name, among: known).map { "; did you mean '\(prefix)\($0)'?" } ?? ""
  }

  private func badValueMessage(_ option: OptionName, _ value: String) -> String {
    let row = option.row
    let start = "'\(value)' is no value for '\(row.usage)'"
    switch row.value {
    case .choice(let choices):
      let guess = suggestion(for: value, among: choices, prefix: "")
      return guess.isEmpty
        ? "\(start), which is one of \(choices.joined(separator: ", "))"
        : start + guess
    case .assignment: return "\(start): write it like clients=3"
    case .sweep: return "\(start): write it like clients=1...4 or clients=1,2,4"
    case .duration: return "\(start): write it like 30s, 5m or 1h"
    case .size: return "\(start): write it like 512MB or 2GB"
    case .count: return "\(start), which is an integer of 1 or more"
    case .index: return "\(start), which is an integer of 0 or more"
    case .percentage: return "\(start), which is an integer from 0 to 100"
    case .part: return "\(start): write it like 0/8 or 7/8"
    case .folder: return "\(start), which is the name of a folder"
    case .flag: return start
    }
  }
}

extension OptionName {
  /// Its row in the table; every name has one.
  var row: Option {
    guard let row = Option.table.first(where: { $0.name == self }) else {
      preconditionFailure("the option table lacks \(rawValue)")
    }
    return row
  }
}
