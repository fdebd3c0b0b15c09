import Counterexamples
import MeshCheck
import SourceText
import SpecLanguage

/// `meshcheck replay TRACE`
struct ReplayCommand {
  private let arguments: ParsedArguments
  private let environment: CommandEnvironment

  init(_ arguments: ParsedArguments, in environment: CommandEnvironment) {
    self.arguments = arguments
    self.environment = environment
  }

  func run() throws(UsageError) -> Int32 {
    guard let path = arguments.positionals.first else { throw .missingArgument(.replay) }
    if arguments.positionals.count > 1 {
      throw .tooManyArguments(.replay, arguments.positionals[1])
    }
    let document: ITFDocument
    do {
      document = try ITFTraceReader().document(parsing: environment.files.read(path))
    } catch let failure as FileFailure {
      return environment.fail(failure)
    } catch {
      environment.printError("meshcheck: '\(path)' is no trace: \(error)\n")
      return Outcome.failed.exitCode
    }
    return replay(document, path: path)
  }

  private func replay(_ document: ITFDocument, path: String) -> Int32 {
    let verification = Verification(
      files: environment.files, settings: ParameterSettings(), limits: VerificationLimits(),
      clock: environment.clock)
    var found: TypedSpec?
    do throws(Verification.LoadFailure) {
      let load = { (path: String, parameters: [String: Int64]) throws(Verification.LoadFailure) in
        let loaded = try verification.load(path, parameters: parameters)
        found = loaded.spec
        return loaded
      }
      guard let report = try Counterexamples.replay(document, load: load) else {
        environment.printError("meshcheck: '\(path)' does not say which spec it is about\n")
        return Outcome.failed.exitCode
      }
      return show(report, of: found)
    } catch {
      return fail(error)
    }
  }

  private func show(_ report: ReplayReport, of spec: TypedSpec?) -> Int32 {
    let palette = Palette(arguments, in: environment)
    var text = ""
    if let trace = report.trace, let spec {
      text += TextTraceRenderer(spec: spec, isColored: palette.isColored).render(trace) + "\n"
    }
    let outcome = report.isConfirmed ? Outcome.asExpected : .notAsExpected
    text += palette.paint(report.text, as: outcome) + "\n"
    _ = environment.printOutput(text)
    return outcome.exitCode
  }

  private func fail(_ failure: Verification.LoadFailure) -> Int32 {
    switch failure {
    case .file(let failure): return environment.fail(failure)
    case .invalid(let diagnostics):
      for diagnostic in diagnostics { environment.printError(diagnostic.text + "\n") }
      return Outcome.invalid.exitCode
    }
  }
}
