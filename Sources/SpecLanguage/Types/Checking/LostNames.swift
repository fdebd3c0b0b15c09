import SourceText

/// Which names may be missing only because the parser gave up on what declares them.
///
/// A mistake about a name is worth reporting beside a mistake of syntax, since an author wants to
/// see all at once; but not when the name stands on a line that could not be read, and not at all
/// when whole stretches of a file are lost: an unclosed bracket, an unreadable import.
struct LostNames {
  private var isEverythingLost = false
  private var words: Set<Substring> = []

  /// Codes of mistakes after which nothing is known of what follows in the file.
  private static let sweeping: Set<String> = [
    "MC0002", "MC0003", "MC0007", "MC0104", "MC0110", "MC0118", "MC0119",
  ]

  init(_ loaded: LoadedSpec) {
    for diagnostic in loaded.diagnostics where diagnostic.severity == .error {
      let code = diagnostic.code.description
      guard let span = diagnostic.span, code < "MC0200", !Self.sweeping.contains(code) else {
        isEverythingLost = true
        return
      }
      add(linesOf: span, in: loaded.sources)
    }
    for file in loaded.files {
      for declaration in file.declarations {
        if case .invalid = declaration.kind { add(linesOf: declaration.span, in: loaded.sources) }
      }
    }
  }

  /// May the name at a place have been declared where nothing could be read?
  func mayHold(_ name: some StringProtocol) -> Bool {
    isEverythingLost || words.contains(Substring(name))
  }

  private mutating func add(linesOf span: Span, in sources: SourceMap) {
    let file = sources[span.file]
    for line in file.lineIndex(at: span.start)...file.lineIndex(at: span.end) {
      let text = file.lineText(line)
      words.formUnion(text.split { !($0.isLetter || $0.isNumber || $0 == "_") })
    }
  }
}
