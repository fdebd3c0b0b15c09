import Glibc
import Testing

@testable import CommandLineInterface

@Suite("A request to end", .serialized)
struct InterruptionTests {
  @Test(
    "is noted the first time, and ends the process the second time", arguments: [SIGINT, SIGTERM])
  func first(number: Int32) async throws {
    Interruption.catchSignals()
    #expect(!Interruption.isRequested)
    // To the process, since threads of a pool block signals; some thread gets it, and soon.
    kill(getpid(), number)
    for _ in 0..<1000 where !Interruption.isRequested {
      try await Task.sleep(for: .milliseconds(5))
    }
    #expect(Interruption.isRequested)
    // Either signal has its default meaning again, which is the end of the process.
    for number in [SIGINT, SIGTERM] {
      var action = sigaction()
      unsafe sigaction(number, nil, &action)
      #expect(unsafe action.__sigaction_handler.sa_handler == nil)
    }
  }
}
