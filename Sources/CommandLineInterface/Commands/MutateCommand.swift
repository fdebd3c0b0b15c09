import Counterexamples
import MeshCheck

/// `meshcheck mutate PATH…`
struct MutateCommand {
  private let arguments: ParsedArguments
  private let environment: CommandEnvironment
  private let verification: Verification
  private let check: MutationCheck

  init(_ arguments: ParsedArguments, in environment: CommandEnvironment) {
    self.arguments = arguments
    self.environment = environment
    let settings = ParameterSettings(
      assignments: arguments.assignments.map { .init(name: $0.name, value: $0.value) })
    verification = Verification(
      files: environment.files, settings: settings, limits: VerificationLimits(),
      clock: environment.clock)
    var options = MutationOptions(
      memoryBytesMax: arguments.bytes(.memory) ?? environment.memoryBytesMax(),
      threadCount: arguments.threadCount(in: environment))
    options.includesImports = arguments.has(.imports)
    options.countsNotice = arguments.has(.counts)
    options.statesMax = arguments.count(.maxStates)
    options.time = arguments.duration(.timeLimit)
    check = MutationCheck(
      files: environment.files, settings: settings, options: options, clock: environment.clock)
  }

  func run() throws(UsageError) -> Int32 {
    if arguments.positionals.isEmpty { throw .missingArgument(.mutate) }
    let isJSON = arguments.choice(.format) == "json"
    if arguments.choice(.format) == "junit" { throw .unsuitableValue(.format, "junit", .mutate) }
    let paths: [String]
    do throws(FileFailure) {
      paths = try SpecPaths(arguments, in: environment).paths()
    } catch {
      return environment.fail(error)
    }
    if paths.isEmpty { throw .noSpecs(SpecPaths.given(arguments)) }
    let prepared = paths.map(verification.prepare)
    do throws(ParameterMistake) {
      try verification.validate(prepared)
    } catch {
      throw .parameters(error)
    }
    environment.catchInterruptions()
    let minimumScore = arguments.percentage(.minimumScore)
    let text = MutationText(
      palette: Palette(arguments, in: environment), isQuiet: arguments.has(.quiet),
      minimumScore: minimumScore)
    var reports: [MutationReport] = []
    for spec in prepared {
      let report = report(on: spec)
      reports.append(report)
      if !isJSON { print(text.text(of: report)) }
    }
    if isJSON {
      print(MutationJSON.value(of: reports, minimumScore: minimumScore).text(pretty: true) + "\n")
    } else if reports.count > 1 {
      print(text.table(of: reports))
    }
    return (reports.map { $0.outcome(minimumScore: minimumScore) }.max() ?? .asExpected).exitCode
  }

  private func print(_ text: String) {
    if !text.isEmpty { _ = environment.printOutput(text) }
  }

  private func report(on spec: PreparedSpec) -> MutationReport {
    let shouldStop = environment.isInterrupted
    guard environment.errorIsTerminal else {
      return check.report(on: spec, shouldStop: shouldStop)
    }
    let line = ProgressLine(title: spec.path, write: environment.printError)
    defer { line.erase() }
    return check.report(on: spec, progress: line.show, shouldStop: shouldStop)
  }
}
