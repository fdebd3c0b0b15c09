/// What the comment at the top of a spec says of it.
package struct SpecHeader: Sendable, Hashable {
  /// Its first sentence, without the full stop.
  package var title = ""
  /// The paragraphs up to the section, the sources or the expectation, in one line.
  package var story = ""
  /// The sections of the source document that it is about: `3.1`, `3.2`.
  package var sections: [String] = []

  /// - Parameter text: the whole spec.
  package init(of text: String) {
    var paragraphs: [[String]] = [[]]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("//"), !line.hasPrefix("///") else { break }
      let content = line.dropFirst(2).drop { $0 == " " }
      if content.isEmpty {
        paragraphs.append([])
      } else {
        paragraphs[paragraphs.count - 1].append(String(content))
      }
    }
    for line in paragraphs.joined() where line.hasPrefix("Section: ") {
      sections = line.dropFirst("Section: ".count).split(separator: ",").map {
        String($0.drop { $0 == " " })
      }
    }
    let texts = paragraphs.map { $0.joined(separator: " ") }
    title = texts.first.map(Self.firstSentence) ?? ""
    let body = texts.dropFirst().prefix {
      !["Section: ", "Source: ", "Expectation: "].contains(where: $0.hasPrefix)
    }
    story = body.filter { !$0.isEmpty }.joined(separator: " ")
  }

  private static func firstSentence(_ text: String) -> String {
    if let end = text.firstRange(of: ". ") { return String(text[..<end.lowerBound]) }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }
}
