import MeshCheck
import SourceText
import SpecLanguage

/// `meshcheck format [PATH…]`
struct FormatCommand {
  private let arguments: ParsedArguments
  private let environment: CommandEnvironment

  init(_ arguments: ParsedArguments, in environment: CommandEnvironment) {
    self.arguments = arguments
    self.environment = environment
  }

  func run() throws(UsageError) -> Int32 {
    if arguments.has(.check) && arguments.has(.write) { throw .conflict(.check, .write) }
    let paths: [String]
    do throws(FileFailure) {
      paths = try SpecPaths(arguments, in: environment).paths()
    } catch {
      return environment.fail(error)
    }
    if paths.isEmpty { throw .noSpecs(SpecPaths.given(arguments)) }
    let isPrinting = !arguments.has(.check) && !arguments.has(.write)
    if isPrinting && paths.count > 1 { throw .printSeveral(paths.count) }
    var outcome = Outcome.asExpected
    for path in paths {
      do throws(FileFailure) {
        outcome = max(outcome, try treat(path, isPrinting: isPrinting))
      } catch {
        return environment.fail(error)
      }
    }
    return outcome.exitCode
  }

  /// Formats one file; a file with syntax errors stays as it is.
  private func treat(_ path: String, isPrinting: Bool) throws(FileFailure) -> Outcome {
    let bytes = try environment.files.read(path)
    // The loader refuses what is no text; imports do not matter for the layout.
    let loader = SpecLoader { requested in
      if requested == path { return bytes }
      throw FileFailure.missing(path: requested)
    }
    let loaded = loader.load(path: path)
    if loaded.files.isEmpty {
      report(loaded.diagnostics, in: loaded.sources)
      return .invalid
    }
    let text: String
    switch format(loaded.root, in: loaded.sources) {
    case .text(let formatted): text = formatted
    case .diagnostics(let diagnostics):
      report(diagnostics, in: loaded.sources)
      return .invalid
    }
    if isPrinting {
      _ = environment.printOutput(text)
      return .asExpected
    }
    guard Array(text.utf8) != bytes else { return .asExpected }
    if arguments.has(.write) {
      try environment.files.write(path, Array(text.utf8))
      return .asExpected
    }
    _ = environment.printOutput(path + "\n")
    return .notAsExpected
  }

  private func report(_ diagnostics: [Diagnostic], in sources: SourceMap) {
    let palette = Palette(arguments, in: environment)
    let renderer = DiagnosticRenderer(sources: sources, color: palette.isColored)
    environment.printError(renderer.render(diagnostics))
  }
}
