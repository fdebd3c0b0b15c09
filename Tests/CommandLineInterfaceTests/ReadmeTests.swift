import TestSupport
import Testing

/// What the README shows is what the program does.
@Suite("The README")
struct ReadmeTests {
  private static func blocks() throws -> [String] {
    try RepositoryFiles.blocks(in: "README.md").map(\.text)
  }

  @Test("shows a spec and exactly what verifying it prints")
  func example() throws {
    let blocks = try Self.blocks()
    let spec = try #require(blocks.first)
    let world = TestWorld(["retry.mesh": spec])
    let status = world.run("verify retry.mesh")
    #expect(blocks[1] == "$ meshcheck verify retry.mesh\n" + world.output)
    #expect(status == 1)
  }

  @Test("says rightly which settings of its spec hold")
  func settings() throws {
    let spec = try #require(try Self.blocks().first)
    let world = TestWorld(["retry.mesh": spec])
    #expect(world.run("verify retry.mesh --set retries=0") == 0)
    #expect(world.run("verify retry.mesh --set retries=2") == 1)
  }
}
