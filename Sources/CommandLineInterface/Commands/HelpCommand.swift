/// `meshcheck help [COMMAND]`
struct HelpCommand {
  private let arguments: ParsedArguments
  private let environment: CommandEnvironment

  init(_ arguments: ParsedArguments, in environment: CommandEnvironment) {
    self.arguments = arguments
    self.environment = environment
  }

  func run() throws(UsageError) -> Int32 {
    if arguments.positionals.count > 1 {
      throw .tooManyArguments(.help, arguments.positionals[1])
    }
    guard let name = arguments.positionals.first else {
      _ = environment.printOutput(Help.overview)
      return 0
    }
    guard let command = CommandName(rawValue: name) else { throw .unknownCommand(name) }
    _ = environment.printOutput(Help.page(command))
    return 0
  }
}
