import Foundation
import TestSupport
import Testing

/// A search that is killed again and again, at moments that nobody chose.
///
/// It takes some minutes and needs a release build, so it runs only when it is asked for:
///
///     swift build -c release --product meshcheck
///     MESHCHECK_KILLS=200 swift test --filter KillTests
@Suite("A search that is killed")
struct KillTests {
  private static let kills =
    ProcessInfo.processInfo.environment["MESHCHECK_KILLS"].flatMap { Int($0) }

  /// Of two-phase commit with nine resource managers; SPIN and Rumur count as many.
  private static let expected = "10,340,352 states  123,558,401 transitions  depth 28"

  @Test("ends with the right counts, however often it is killed", .enabled(if: kills != nil))
  func killed() throws {
    let kills = try #require(Self.kills)
    let root = RepositoryFiles.root
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "meshcheck-kills-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    var random = SplitMix64(seed: 1)
    var killed = 0
    var ended = 0
    while killed < kills || ended == 0 {
      let output = Pipe()
      let process = Process()
      process.executableURL = URL(filePath: "\(root)/.build/release/meshcheck")
      process.arguments = [
        "verify", "\(root)/specs/classics/twophase.mesh", "--set", "rms=9",
        "--symmetry", "off", "--engine", "bytecode", "--checkpoint", folder.path, "--resume",
        "--checkpoint-interval", "1s",
      ]
      process.standardOutput = output
      try process.run()
      if killed < kills {
        Thread.sleep(forTimeInterval: Double(random.next() % 3500) / 1000)
        kill(process.processIdentifier, SIGKILL)
      }
      process.waitUntilExit()
      if process.terminationReason == .uncaughtSignal {
        killed += 1
        continue
      }
      let bytes = try #require(try output.fileHandleForReading.readToEnd())
      let text = String(decoding: bytes, as: UTF8.self)
      #expect(process.terminationStatus == 0)
      #expect(text.contains(Self.expected), "\(text)")
      ended += 1
    }
    print("killed \(killed) times, came to its end \(ended) times")
  }
}
