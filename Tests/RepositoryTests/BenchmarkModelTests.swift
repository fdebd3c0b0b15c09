import FoundationEssentials
import Testing

/// The models of the comparison with other checkers are whole: each as three texts of one size.
@Suite("The models in Benchmarks")
struct BenchmarkModelTests {
  /// What `model.json` says.
  struct Description: Decodable {
    struct Size: Decodable {
      var parameters: [String: Int]
      var states: Int
    }

    var character: String
    /// The spec, from the root of the repository, when it is not in the folder.
    var mesh: String?
    var sizes: [String: Size]
  }

  static let folder = "\(TidyTests.root)/Benchmarks/models"

  static let models: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { !$0.contains(".") }.sorted()
  }()

  private func text(_ path: String) throws -> String {
    let bytes = try #require(FileManager.default.contents(atPath: path), "\(path) is missing")
    return String(decoding: bytes, as: UTF8.self)
  }

  private func description(_ model: String) throws -> Description {
    let json = try text("\(Self.folder)/\(model)/model.json")
    return try JSONDecoder().decode(Description.self, from: Data(json.utf8))
  }

  @Test("are at least eight")
  func number() {
    #expect(Self.models.count >= 8)
  }

  @Test("have a small and a full size, of a million states and more", arguments: models)
  func sizes(model: String) throws {
    let description = try description(model)
    #expect(!description.character.isEmpty)
    let small = try #require(description.sizes["small"])
    let full = try #require(description.sizes["full"])
    #expect(small.states <= 200_000)
    #expect(full.states >= 1_000_000)
    #expect(small.parameters.keys.sorted() == full.parameters.keys.sorted())
  }

  @Test("take the same parameters for each tool", arguments: models)
  func parameters(model: String) throws {
    let description = try description(model)
    let own = "\(Self.folder)/\(model)/\(model)"
    let mesh = try text(description.mesh.map { "\(TidyTests.root)/\($0)" } ?? "\(own).mesh")
    let promela = try text("\(own).pml")
    let murphi = try text("\(own).m")
    for name in try #require(description.sizes["full"]).parameters.keys.sorted() {
      #expect(mesh.contains("\nparam \(name): "), "\(model).mesh has no parameter \(name)")
      #expect(promela.contains(name.uppercased()), "\(model).pml does not use \(name)")
      #expect(
        murphi.contains("\nconst \(name.uppercased()): "), "\(model).m has no constant \(name)")
    }
  }

  @Test("are described in the documentation", arguments: models)
  func documentation(model: String) throws {
    let states = try #require(try description(model).sizes["full"]).states
    let digits = String(states)
    let grouped = digits.enumerated().reduce("") { text, digit in
      let rest = digits.count - digit.offset
      return text + (digit.offset > 0 && rest % 3 == 0 ? "," : "") + String(digit.element)
    }
    let page = try text("\(TidyTests.root)/docs/performance.md")
    let row = page.split(separator: "\n").first { $0.hasPrefix("| `\(model)` |") }
    #expect(row?.contains("| \(grouped)") == true, "no row of \(model) with \(grouped) states")
  }
}
