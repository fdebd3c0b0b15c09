import CommandLineInterface
import MeshCheck
import Synchronization
import TestSupport

/// Files in memory and recorded output: a world in which commands run without touching ours.
final class TestWorld: Sendable {
  private struct Record {
    var output = ""
    var errors = ""
    /// Nobody reads standard output any more.
    var isCut = false
    /// Standard output is a full disk.
    var isFull = false
    /// How often output was tried after that.
    var printsAfterCut = 0
  }

  let files: MemoryFiles
  private let record = Mutex(Record())

  init(_ files: [String: String] = [:]) { self.files = MemoryFiles(files) }

  var output: String { record.withLock { $0.output } }
  var errors: String { record.withLock { $0.errors } }
  var printsAfterCut: Int { record.withLock { $0.printsAfterCut } }

  func cutOutput() { record.withLock { $0.isCut = true } }

  func fillOutput() { record.withLock { $0.isFull = true } }

  /// Runs a command line, written as in a shell but without quotes. Time stands still.
  @discardableResult
  func run(
    _ line: String, onTerminal: Bool = false, variables: [String: String] = [:],
    isInterrupted: Bool = false
  ) -> Int32 {
    let environment = CommandEnvironment(
      files: files.access, printOutput: { self.printOutput($0) },
      printError: { text in self.record.withLock { $0.errors += text } },
      outputIsTerminal: onTerminal, errorIsTerminal: onTerminal, variables: variables,
      clock: { .zero }, memoryBytesMax: { 64 << 20 }, isInterrupted: { isInterrupted })
    return runCommandLine(line.split(separator: " ").map(String.init), in: environment)
  }

  private func printOutput(_ text: String) -> PrintResult {
    record.withLock { record in
      if record.isFull { return .failed }
      if record.isCut { record.printsAfterCut += 1 } else { record.output += text }
      return record.isCut ? .unread : .printed
    }
  }
}
