import FoundationEssentials

/// The files of this repository, for tests that hold documentation and specs to the code.
package enum RepositoryFiles {
  /// The folder that holds `Package.swift`, without a slash at the end.
  package static let root = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

  /// The text of a file; `path` is relative to the root.
  package static func text(at path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(root)/\(path)")), as: UTF8.self)
  }

  /// The fenced blocks of a Markdown file, in order: the word after the fence, and the text.
  package static func blocks(in path: String) throws -> [(language: String, text: String)] {
    let text = try text(at: path)
    let parts = text.split(separator: "```", omittingEmptySubsequences: false)
    // Prose and blocks take turns, beginning with prose.
    return parts.enumerated().compactMap { index, part in
      guard index % 2 == 1, let end = part.firstIndex(of: "\n") else { return nil }
      return (String(part[..<end]), String(part[part.index(after: end)...]))
    }
  }
}
