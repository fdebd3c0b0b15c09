import FoundationEssentials
import Glibc
import MeshCheck

extension CommandEnvironment {
  /// The terminal, files and clock of this process.
  ///
  /// From here on a reader that goes away (`meshcheck … | head`) is an error of `write`, not a
  /// signal that ends the process.
  package static func system() -> CommandEnvironment {
    _ = signal(SIGPIPE, SIG_IGN)
    let start = ContinuousClock.now
    return CommandEnvironment(
      files: .system,
      printOutput: { print($0, to: STDOUT_FILENO) },
      printError: { _ = print($0, to: STDERR_FILENO) },
      outputIsTerminal: isatty(STDOUT_FILENO) == 1, errorIsTerminal: isatty(STDERR_FILENO) == 1,
      variables: ProcessInfo.processInfo.environment,
      clock: { ContinuousClock.now - start },
      memoryBytesMax: { AvailableMemory(files: .system).defaultLimitBytes() },
      threadCount: { AvailableProcessors(files: .system).count() },
      catchInterruptions: Interruption.catchSignals, isInterrupted: { Interruption.isRequested })
  }

  /// Writes all of the text, going on where the system took only a part.
  private static func print(_ text: String, to descriptor: Int32) -> PrintResult {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let part = Array(rest.prefix(1 << 16))
      // The array outlives the call, and `part.count` is its number of bytes.
      let written = unsafe write(descriptor, part, part.count)
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { return errno == EPIPE ? .unread : .failed }
      rest = rest.dropFirst(written)
    }
    return .printed
  }
}
