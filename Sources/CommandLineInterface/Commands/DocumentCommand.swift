import MeshCheck

/// `meshcheck document PAGE…`
struct DocumentCommand {
  private let arguments: ParsedArguments
  private let environment: CommandEnvironment

  init(_ arguments: ParsedArguments, in environment: CommandEnvironment) {
    self.arguments = arguments
    self.environment = environment
  }

  private enum Failure: Error {
    case file(FileFailure)
    case page(String)
  }

  func run() throws(UsageError) -> Int32 {
    if arguments.positionals.isEmpty { throw .missingArgument(.document) }
    environment.catchInterruptions()
    var outcome = Outcome.asExpected
    for path in arguments.positionals {
      do throws(Failure) {
        if try !treat(path) { outcome = max(outcome, .notAsExpected) }
      } catch {
        switch error {
        case .file(let failure): return environment.fail(failure)
        case .page(let message):
          environment.printError("meshcheck: \(path): \(message)\n")
          outcome = max(outcome, .invalid)
        }
      }
    }
    return outcome.exitCode
  }

  /// Makes the page anew.
  ///
  /// - Returns: false when `--check` found it, or a picture of it, not to be what the specs say.
  private func treat(_ path: String) throws(Failure) -> Bool {
    let old = try read(path)
    var page: Page
    do throws(Page.Mistake) {
      page = try Page(old)
    } catch {
      guard case .unfinished(let line) = error else { throw .page("unreadable") }
      throw .page("line \(line): this order has no '<!-- /meshcheck -->'")
    }
    var isFresh = true
    for index in page.parts.indices {
      guard case .made(let order, _) = page.parts[index] else { continue }
      let (text, picture) = try made(order, on: path)
      page.parts[index] = .made(order: order, text: text)
      if let (file, content) = picture {
        isFresh = try keep(content, at: file) && isFresh
      }
    }
    return try keep(page.text, at: path) && isFresh
  }

  /// Writes a file, or with `--check` says when it is another one.
  private func keep(_ text: String, at path: String) throws(Failure) -> Bool {
    if arguments.has(.check) {
      let isThere = environment.files.kind(path) == .file
      if isThere, Page.isSame(try read(path), text) { return true }
      _ = environment.printOutput(path + "\n")
      return false
    }
    do throws(FileFailure) {
      if let folder = Self.folder(of: path) { try environment.files.makeFolder(folder) }
      try environment.files.write(path, Array(text.utf8))
    } catch {
      throw .file(error)
    }
    return true
  }

  private func read(_ path: String) throws(Failure) -> String {
    do throws(FileFailure) {
      return String(decoding: try environment.files.read(path), as: UTF8.self)
    } catch {
      throw .file(error)
    }
  }

  private static func folder(of path: String) -> String? {
    path.lastIndex(of: "/").map { String(path[..<$0]) }
  }

  // MARK: Orders

  private func made(
    _ order: [String], on page: String
  ) throws(Failure) -> (text: String, picture: (path: String, text: String)?) {
    switch order.first {
    case "section" where order.count == 2: return (try section(order[1], on: page), nil)
    case "violations" where order.count > 1:
      return (try violations(Array(order.dropFirst()), on: page), nil)
    case "sweep": return try sweep(Array(order.dropFirst()), on: page)
    default:
      throw .page(
        "'\(order.joined(separator: " "))' is no order; there are 'section NUMBER', "
          + "'violations PATH…' and 'sweep SPEC PROPERTY name=values… [picture=FILE]'")
    }
  }

  private func verification(_ settings: ParameterSettings) -> Verification {
    Verification(
      files: environment.files, settings: settings,
      limits: VerificationLimits(
        statesMax: nil, depthMax: nil, time: nil, memoryBytesMax: environment.memoryBytesMax()),
      threadCount: arguments.threadCount(in: environment), clock: environment.clock)
  }

  private func section(_ number: String, on page: String) throws(Failure) -> String {
    let verification = verification(ParameterSettings())
    var entries: [SectionBlock.Entry] = []
    for kind in SectionBlock.Kind.allCases {
      for prepared in try specs(of: kind) {
        let header = SpecHeader(of: try read(prepared.path))
        guard header.sections.contains(number) else { continue }
        var entry = SectionBlock.Entry(kind: kind, prepared: prepared, header: header)
        for run in verification.runs(of: prepared) { entry.reports.append(try report(on: run)) }
        entries.append(entry)
      }
    }
    if entries.isEmpty { throw .page("no spec has the line '// Section: \(number)'") }
    return SectionBlock(toRoot: toRoot(from: page), entries: entries).text()
  }

  private func toRoot(from page: String) -> String {
    String(repeating: "../", count: page.count { $0 == "/" })
  }

  private func violations(_ paths: [String], on page: String) throws(Failure) -> String {
    let verification = verification(ParameterSettings())
    var block = ViolationsBlock(toRoot: toRoot(from: page))
    let specs: [PreparedSpec]
    do throws(FileFailure) {
      specs = try SpecFiles(files: environment.files).paths(of: paths).map(verification.prepare)
    } catch {
      throw .file(error)
    }
    for prepared in specs {
      for run in verification.runs(of: prepared) { block.add(try report(on: run), prepared) }
    }
    return block.text
  }

  private func specs(of kind: SectionBlock.Kind) throws(Failure) -> [PreparedSpec] {
    let folder = "specs/\(kind.rawValue)"
    if environment.files.kind(folder) != .folder { return [] }
    do throws(FileFailure) {
      return try SpecFiles(files: environment.files).paths(of: [folder])
        .map(verification(ParameterSettings()).prepare)
    } catch {
      throw .file(error)
    }
  }

  private func sweep(
    _ words: [String], on page: String
  ) throws(Failure) -> (text: String, picture: (path: String, text: String)?) {
    let block: SweepBlock
    do throws(SweepBlock.Mistake) {
      block = try SweepBlock(words)
    } catch {
      guard case .malformed(let what) = error else { throw .page("a sweep is malformed") }
      throw .page("in a sweep: \(what)")
    }
    var outcomes: [[Int64]: SweepBlock.Outcome] = [:]
    for values in block.combinations() {
      let verification = verification(block.settings(values))
      let prepared = verification.prepare(block.spec)
      do throws(ParameterMistake) {
        try verification.validate([prepared])
      } catch {
        throw .page(UsageError.parameters(error).message)
      }
      for run in verification.runs(of: prepared) {
        let found = try report(on: run).properties.first { $0.name == block.property }
        guard let found else { throw .page("'\(block.spec)' has no property '\(block.property)'") }
        outcomes[values] = SweepBlock.Outcome(found)
      }
    }
    let folder = Self.folder(of: page).map { $0 + "/" } ?? ""
    let picture = block.picture.map { path in
      (path: folder + path, text: SweepPicture(block, outcomes).text())
    }
    return (block.text(outcomes), picture)
  }

  private func report(on run: VerificationRun) throws(Failure) -> SpecReport {
    let shouldStop = environment.isInterrupted
    let report: SpecReport
    if environment.errorIsTerminal {
      let line = ProgressLine(title: run.title, write: environment.printError)
      defer { line.erase() }
      report = verification(ParameterSettings())
        .report(on: run, progress: line.show, shouldStop: shouldStop)
    } else {
      report = verification(ParameterSettings()).report(on: run, shouldStop: shouldStop)
    }
    switch report.treatment {
    case .explored, .nothingToExplore: break
    case .invalid: throw .page("'\(report.file)' has errors: 'meshcheck verify' shows them")
    case .failed(let why): throw .page(why)
    }
    if let limit = report.limit { throw .page("'\(report.file)': \(limit.sentence)") }
    return report
  }
}
