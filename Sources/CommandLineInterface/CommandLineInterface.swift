import MeshCheck
import SourceText
import Synchronization

/// The version of the program, of its JSON and of its traces.
package let programVersion = "1.0.0"

/// Runs one command line.
///
/// - Returns: the exit code; that of a failure of the world when the output could not be written,
///   since a report that nobody can read is none.
package func runCommandLine(_ arguments: [String], in environment: CommandEnvironment) -> Int32 {
  var watched = environment
  let watch = OutputWatch()
  watched.printOutput = { text in watch.note(environment.printOutput(text)) }
  let code = runCommand(arguments, in: watched)
  guard watch.hasFailed else { return code }
  environment.printError("meshcheck: standard output cannot be written\n")
  return Outcome.failed.exitCode
}

/// Remembers whether printing has failed.
private final class OutputWatch: Sendable {
  private let failed = Atomic(false)

  var hasFailed: Bool { failed.load(ordering: .relaxed) }

  func note(_ result: PrintResult) -> PrintResult {
    if result == .failed { failed.store(true, ordering: .relaxed) }
    return result
  }
}

private func runCommand(_ arguments: [String], in environment: CommandEnvironment) -> Int32 {
  do {
    let parsed = try ArgumentParser.parse(arguments)
    return try run(parsed, in: environment)
  } catch {
    environment.printError("meshcheck: \(error.message)\n")
    if case .unknownCommand = error { environment.printError("'meshcheck help' lists them\n") }
    return ExitCodes.usage
  }
}

private func run(
  _ arguments: ParsedArguments, in environment: CommandEnvironment
) throws(UsageError) -> Int32 {
  if arguments.has(.version) {
    _ = environment.printOutput("meshcheck \(programVersion)\n")
    return 0
  }
  if arguments.has(.help) && arguments.command != .help {
    _ = environment.printOutput(Help.page(arguments.command))
    return 0
  }
  switch arguments.command {
  case .verify: return try VerifyCommand(arguments, in: environment).run()
  case .simulate: return try SimulateCommand(arguments, in: environment).run()
  case .mutate: return try MutateCommand(arguments, in: environment).run()
  case .replay: return try ReplayCommand(arguments, in: environment).run()
  case .document: return try DocumentCommand(arguments, in: environment).run()
  case .format: return try FormatCommand(arguments, in: environment).run()
  case .help: return try HelpCommand(arguments, in: environment).run()
  }
}
