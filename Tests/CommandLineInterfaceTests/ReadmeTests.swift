import FoundationEssentials
import Testing

/// What the README shows is what the program does.
@Suite("The README")
struct ReadmeTests {
  static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

  /// The texts between the fences, without their languages.
  static func blocks() throws -> [String] {
    let data = try #require(FileManager.default.contents(atPath: "\(root)/README.md"))
    let parts = String(decoding: data, as: UTF8.self).split(separator: "```")
    return parts.enumerated().compactMap { index, part in
      guard index % 2 == 1, let start = part.firstIndex(of: "\n") else { return nil }
      return String(part[part.index(after: start)...])
    }
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
