import FoundationEssentials
import Testing

/// The style of the code as far as a machine can see it, held by a test rather than by memory.
@Suite("The repository")
struct TidyTests {
  /// One Swift file of the package.
  struct SwiftFile: Sendable {
    var path: String
    var lines: [Substring]
  }

  static let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }

  static let files: [SwiftFile] = ["Sources", "Tests", "Benchmarks"].flatMap { folder in
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
    return names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
      let bytes = FileManager.default.contents(atPath: "\(root)/\(folder)/\(name)") ?? Data()
      let text = String(decoding: bytes, as: UTF8.self)
      return SwiftFile(
        path: "\(folder)/\(name)",
        lines: text.split(separator: "\n", omittingEmptySubsequences: false))
    }
  }

  @Test("has Swift files to look at")
  func filesAreFound() {
    #expect(Self.files.contains { $0.path == "Tests/RepositoryTests/TidyTests.swift" })
  }

  @Test("keeps every file under 500 lines")
  func fileLength() {
    for file in Self.files {
      #expect(file.lines.count <= 501, "\(file.path) has \(file.lines.count) lines")
    }
  }

  @Test("keeps every line within 100 columns, string literals of tests apart")
  func lineLength() {
    for file in Self.files {
      var isInLiteral = false
      for (index, line) in file.lines.enumerated() {
        let opens = line.ranges(of: "\"\"\"").count % 2 == 1
        if !isInLiteral && !opens {
          #expect(line.count <= 100, "\(file.path):\(index + 1) has \(line.count) columns")
        }
        if opens { isInLiteral.toggle() }
      }
    }
  }

  @Test("keeps every function within 70 lines")
  func functionLength() {
    for file in Self.files {
      for function in functions(of: file) where function.length > 70 {
        Issue.record(
          "\(file.path):\(function.line) is a function of \(function.length) lines")
      }
    }
  }

  @Test("leaves no mark of unfinished work")
  func marks() {
    let marks = ["TO" + "DO", "FIX" + "ME", "XX" + "X:", "HA" + "CK"]
    for file in Self.files {
      for (index, line) in file.lines.enumerated() {
        for mark in marks where line.contains(mark) {
          Issue.record("\(file.path):\(index + 1) says \(mark)")
        }
      }
    }
  }

  /// Where unsafe code may be: in some folders of the engine, and where sockets are.
  static let unsafeFolders =
    ["Evaluation", "Native", "Storage", "Threads"].map { "Sources/Engine/\($0)/" } + [
      "Sources/MeshComponents/Networking/"
    ]

  @Test("keeps unsafe code in few folders")
  func unsafeCode() {
    for file in Self.files where file.path.hasPrefix("Sources/") {
      if Self.unsafeFolders.contains(where: file.path.hasPrefix) { continue }
      for (index, line) in file.lines.enumerated()
      where line.contains("UnsafeMutable") || line.contains("UnsafeRaw") {
        Issue.record("\(file.path):\(index + 1) handles unsafe memory")
      }
    }
  }

  /// Functions by their indentation: from the line with `func` to the brace that closes at its
  /// column.
  private func functions(of file: SwiftFile) -> [(line: Int, length: Int)] {
    var found: [(line: Int, length: Int)] = []
    var isInLiteral = false
    for (index, line) in file.lines.enumerated() {
      if line.ranges(of: "\"\"\"").count % 2 == 1 { isInLiteral.toggle() }
      // A spec under test has functions of its own; what ends on its line is short.
      if isInLiteral || line.hasSuffix("}") { continue }
      let indent = line.prefix { $0 == " " }
      let words = line.split(separator: " ")
      guard words.contains("func") || words.first?.hasPrefix("init(") == true,
        words.first != "///", words.first != "//"
      else { continue }
      let close = indent + "}"
      if let end = file.lines[index...].firstIndex(where: { $0 == close }) {
        found.append((index + 1, end - index + 1))
      }
    }
    return found
  }
}
