import SourceText

/// Reads a spec and what it imports, once each.
///
/// The world is reached through `read` alone, so that a spec may come from a disk, a test or a
/// pipe.
package struct SpecLoader {
  /// A larger file is not written by hand.
  package static let byteCountMax = 16 << 20
  /// Files of one spec.
  package static let fileCountMax = 256

  /// Throws for a path that is no readable file.
  private let read: (String) throws -> [UInt8]

  package init(read: @escaping (String) throws -> [UInt8]) { self.read = read }

  /// Never fails: whatever is wrong is a diagnostic.
  package func load(path: String) -> LoadedSpec {
    var loading = Loading(read: read)
    return loading.load(path)
  }
}

/// One run of the loader: a walk along the imports, in depth, without recursion.
private struct Loading {
  /// A file whose imports are being followed.
  private struct Visit {
    var file: SyntaxFile
    /// The imports not yet followed, last first.
    var pending: [(path: String, span: Span)]
  }

  let read: (String) throws -> [UInt8]
  private var spec = LoadedSpec(
    sources: SourceMap(), root: FileID(index: 0), files: [], imports: [:], diagnostics: [])
  /// By normalised path; nil for a file that was met and cannot be used.
  private var known: [String: FileID?] = [:]
  private var visits: [Visit] = []

  init(read: @escaping (String) throws -> [UInt8]) { self.read = read }

  mutating func load(_ path: String) -> LoadedSpec {
    let normalized = SpecPath.normalize(path)
    if let bytes = try? read(path) {
      open(normalized, path: path, bytes, importedAt: nil)
    } else {
      spec.root = spec.sources.add(SourceFile(path: path, utf8: []))
      spec.diagnostics.append(.unreadableSpec(path))
    }
    while !visits.isEmpty { step() }
    sortDiagnostics()
    return spec
  }

  /// Follows one import of the innermost file, or closes that file.
  private mutating func step() {
    guard let (path, span) = visits[visits.count - 1].pending.popLast() else {
      spec.files.append(visits.removeLast().file)
      return
    }
    let importer = visits[visits.count - 1].file.file
    let openCount = visits.count
    guard let target = locate(path, from: importer, at: span) else { return }
    if let first = visits[..<openCount].firstIndex(where: { $0.file.file == target }) {
      let cycle = visits[first...].map { spec.sources[$0.file.file].path }
      spec.diagnostics.append(.importCycle(cycle + cycle.prefix(1), at: span))
    } else if spec.imports[importer]?.contains(target) != true {
      spec.imports[importer, default: []].append(target)
    }
  }

  /// The file that an import names, opened if it is new; nil after a report.
  private mutating func locate(_ path: String, from importer: FileID, at span: Span) -> FileID? {
    let wanted = SpecPath.withExtension(path)
    let folders =
      wanted.hasPrefix("/") ? [] : SpecPath.searchFolders(from: spec.sources[importer].path)
    let candidates = folders.isEmpty ? [wanted] : folders.map { SpecPath.join($0, wanted) }
    for candidate in candidates {
      if let file = known[candidate] { return file }
      guard let bytes = try? read(candidate) else { continue }
      guard spec.sources.files.count < SpecLoader.fileCountMax else {
        spec.diagnostics.append(.tooManyFiles(SpecLoader.fileCountMax, at: span))
        return nil
      }
      return open(candidate, path: candidate, bytes, importedAt: span)
    }
    spec.diagnostics.append(.missingImport(wanted, lookedIn: folders, at: span))
    return nil
  }

  /// Adds a file that has been read, parses it and begins to follow its imports.
  @discardableResult
  private mutating func open(
    _ normalized: String, path: String, _ bytes: [UInt8], importedAt span: Span?
  ) -> FileID? {
    guard bytes.count <= SpecLoader.byteCountMax else {
      _ = spec.sources.add(SourceFile(path: path, utf8: []))
      known[normalized] = .some(nil)
      spec.diagnostics.append(
        .fileTooLarge(path, bytes: bytes.count, limit: SpecLoader.byteCountMax, at: span))
      return nil
    }
    if let offset = firstInvalidOffset(in: bytes) {
      // Repaired for display: the places before the first wrong byte stay where they are.
      let repaired = Array(String(decoding: bytes, as: UTF8.self).utf8)
      let file = spec.sources.add(SourceFile(path: path, utf8: repaired))
      known[normalized] = .some(nil)
      let place = Int32(offset)
      spec.diagnostics.append(
        .invalidText(at: Span(file: file, start: place, end: place)))
      return nil
    }
    let file = spec.sources.add(SourceFile(path: path, utf8: bytes))
    known[normalized] = file
    let result = parse(file, in: spec.sources)
    spec.diagnostics += result.diagnostics
    visits.append(Visit(file: result.syntax, pending: imports(of: result.syntax).reversed()))
    return file
  }

  private func imports(of file: SyntaxFile) -> [(path: String, span: Span)] {
    file.declarations.compactMap {
      if case .importFile(let path, let span) = $0.kind { return (path, span) }
      return nil
    }
  }

  private func firstInvalidOffset(in bytes: [UInt8]) -> Int? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var parser = Unicode.UTF8.ForwardParser()
    var iterator = bytes.makeIterator()
    var offset = 0
    while case .valid(let scalar) = parser.parseScalar(from: &iterator) { offset += scalar.count }
    return offset
  }

  /// By file and place, otherwise as found.
  private mutating func sortDiagnostics() {
    func key(_ diagnostic: Diagnostic) -> (Int32, Int32) {
      diagnostic.span.map { ($0.file.index, $0.start) } ?? (-1, 0)
    }
    spec.diagnostics = spec.diagnostics.enumerated().sorted {
      let (a, b) = (key($0.element), key($1.element))
      return (a.0, a.1, $0.offset) < (b.0, b.1, $1.offset)
    }.map(\.element)
  }
}
