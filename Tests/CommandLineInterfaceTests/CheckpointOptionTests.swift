import Foundation
import Testing

@Suite("Checkpoints on the command line")
struct CheckpointOptionTests {
  private static let counter = """
    param top: 1...100 = 20
    var n: 0...top = 0
    action up() when n < top { n += 1 }
    action down() when n > 0 { n -= 1 }
    invariant Small: n >= 0
    """

  /// A folder of its own for `body`, by its path.
  private func inFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "meshcheck-tests-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.path)
  }

  @Test("a search that reached a limit is taken up where it ended, with the same report")
  func resume() throws {
    let plain = TestWorld(["a.mesh": Self.counter])
    #expect(plain.run("verify a.mesh") == 0)
    #expect(plain.output.contains("21 states"))
    try inFolder { folder in
      let world = TestWorld(["a.mesh": Self.counter])
      #expect(world.run("verify a.mesh --max-depth 7 --checkpoint \(folder)") == 3)
      let again = TestWorld(["a.mesh": Self.counter])
      #expect(again.run("verify a.mesh --checkpoint \(folder)") == 4)
      #expect(again.output.contains("go on from it with --resume, or remove it"))
      let resumed = TestWorld(["a.mesh": Self.counter])
      #expect(resumed.run("verify a.mesh --checkpoint \(folder) --resume") == 0)
      #expect(resumed.output == plain.output)
      let left = try FileManager.default.contentsOfDirectory(atPath: folder)
      #expect(left.isEmpty)
    }
  }

  @Test("--resume takes nothing up that was searched with other parameters")
  func otherParameters() throws {
    try inFolder { folder in
      let world = TestWorld(["a.mesh": Self.counter])
      #expect(world.run("verify a.mesh --max-depth 7 --checkpoint \(folder)") == 3)
      let other = TestWorld(["a.mesh": Self.counter])
      let options = "--set top=30 --checkpoint \(folder) --resume"
      #expect(other.run("verify a.mesh \(options)") == 0)
      #expect(other.output.contains("31 states"))
    }
  }

  @Test("a search of narrowed states is taken up too")
  func narrowed() throws {
    let spec =
      Self.counter + "\nvar fixed: 0...7 = 3\nvar last: Bool = false\n"
      + "action mark() { last = true }\ninvariant Fixed: fixed == 3\n"
    let plain = TestWorld(["a.mesh": spec])
    #expect(plain.run("verify a.mesh") == 0)
    #expect(plain.output.contains("21 states"))
    #expect(plain.output.contains("unread: last"))
    #expect(plain.output.contains("constants: 3 of"))
    try inFolder { folder in
      let world = TestWorld(["a.mesh": spec])
      #expect(world.run("verify a.mesh --max-depth 7 --checkpoint \(folder)") == 3)
      let resumed = TestWorld(["a.mesh": spec])
      #expect(resumed.run("verify a.mesh --checkpoint \(folder) --resume") == 0)
      #expect(resumed.output == plain.output)
    }
  }

  @Test("--resume needs a folder")
  func withoutFolder() {
    let world = TestWorld(["a.mesh": Self.counter])
    #expect(world.run("verify a.mesh --resume") == 64)
    #expect(world.errors.contains("'--resume' is of use with '--checkpoint DIR' only"))
  }
}
