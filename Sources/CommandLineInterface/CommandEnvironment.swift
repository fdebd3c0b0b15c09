package import MeshCheck

/// What became of a text that was to be printed.
package enum PrintResult: Sendable {
  case printed
  /// Nobody reads it any more (`meshcheck … | head`): no failure, and no use in writing on.
  case unread
  /// The disk is full, the device is broken.
  case failed
}

/// Everything that a command asks of the world, so that tests run commands in their own process.
package struct CommandEnvironment: Sendable {
  package var files: FileAccess
  /// Writes to standard output.
  package var printOutput: @Sendable (String) -> PrintResult
  package var printError: @Sendable (String) -> Void
  package var outputIsTerminal: Bool
  package var errorIsTerminal: Bool
  /// The variables of the environment, such as `NO_COLOR`.
  package var variables: [String: String]
  /// Time since some moment that stays the same.
  package var clock: @Sendable () -> Duration
  /// What a search may hold unless `--memory` says otherwise.
  package var memoryBytesMax: @Sendable () -> Int
  /// The threads of a search unless `--threads` says otherwise.
  package var threadCount: @Sendable () -> Int
  /// From here on, the first request to end only makes `isInterrupted` true.
  package var catchInterruptions: @Sendable () -> Void
  /// Whether whoever started the command wants it to end.
  package var isInterrupted: @Sendable () -> Bool

  package init(
    files: FileAccess, printOutput: @escaping @Sendable (String) -> PrintResult,
    printError: @escaping @Sendable (String) -> Void, outputIsTerminal: Bool,
    errorIsTerminal: Bool, variables: [String: String],
    clock: @escaping @Sendable () -> Duration, memoryBytesMax: @escaping @Sendable () -> Int,
    threadCount: @escaping @Sendable () -> Int = { 1 },
    catchInterruptions: @escaping @Sendable () -> Void = {},
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    self.files = files
    self.printOutput = printOutput
    self.printError = printError
    self.outputIsTerminal = outputIsTerminal
    self.errorIsTerminal = errorIsTerminal
    self.variables = variables
    self.clock = clock
    self.memoryBytesMax = memoryBytesMax
    self.threadCount = threadCount
    self.catchInterruptions = catchInterruptions
    self.isInterrupted = isInterrupted
  }
}
