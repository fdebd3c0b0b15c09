package import MeshCheck

/// What is wrong with a command line. The wording is in `UsageError+Message.swift`.
package enum UsageError: Error, Hashable, Sendable {
  case unknownCommand(String)
  case unknownOption(String, CommandName?)
  case missingValue(OptionName)
  case superfluousValue(OptionName, String)
  case badValue(OptionName, String)
  case repeated(OptionName)
  /// A value that other commands know.
  case unsuitableValue(OptionName, String, CommandName)
  case conflict(OptionName, OptionName)
  /// The first says nothing without the second.
  case needs(OptionName, OptionName)
  case tooManyArguments(CommandName, String)
  case missingArgument(CommandName)
  case parameters(ParameterMistake)
  case printSeveral(Int)
  case noSpecs([String])
}
