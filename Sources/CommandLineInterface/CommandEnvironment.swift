package import MeshCheck

/// Everything that a command asks of the world, so that tests run commands in their own process.
package struct CommandEnvironment: Sendable {
  package var files: FileAccess
  /// Writes to standard output; false when nobody reads it any more.
  package var printOutput: @Sendable (String) -> Bool
  package var printError: @Sendable (String) -> Void
  package var outputIsTerminal: Bool
  package var errorIsTerminal: Bool
  /// The variables of the environment, such as `NO_COLOR`.
  package var variables: [String: String]
  /// Time since some moment that stays the same.
  package var clock: @Sendable () -> Duration
  /// What a search may hold unless `--memory` says otherwise.
  package var memoryBytesMax: @Sendable () -> Int

  package init(
    files: FileAccess, printOutput: @escaping @Sendable (String) -> Bool,
    printError: @escaping @Sendable (String) -> Void, outputIsTerminal: Bool,
    errorIsTerminal: Bool, variables: [String: String],
    clock: @escaping @Sendable () -> Duration, memoryBytesMax: @escaping @Sendable () -> Int
  ) {
    self.files = files
    self.printOutput = printOutput
    self.printError = printError
    self.outputIsTerminal = outputIsTerminal
    self.errorIsTerminal = errorIsTerminal
    self.variables = variables
    self.clock = clock
    self.memoryBytesMax = memoryBytesMax
  }
}
