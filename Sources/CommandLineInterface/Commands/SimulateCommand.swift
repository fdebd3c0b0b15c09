import Counterexamples
import MeshCheck

/// `meshcheck simulate SPEC`
struct SimulateCommand {
  private let arguments: ParsedArguments
  private let environment: CommandEnvironment
  private let verification: Verification

  init(_ arguments: ParsedArguments, in environment: CommandEnvironment) {
    self.arguments = arguments
    self.environment = environment
    let settings = ParameterSettings(
      assignments: arguments.assignments.map { .init(name: $0.name, value: $0.value) })
    verification = Verification(
      files: environment.files, settings: settings, limits: VerificationLimits(),
      clock: environment.clock)
  }

  func run() throws(UsageError) -> Int32 {
    guard let path = arguments.positionals.first else { throw .missingArgument(.simulate) }
    if arguments.positionals.count > 1 {
      throw .tooManyArguments(.simulate, arguments.positionals[1])
    }
    for option in [OptionName.walks, .shard] where arguments.has(.walk) && arguments.has(option) {
      throw .conflict(.walk, option)
    }
    let prepared = verification.prepare(path)
    if let failure = prepared.failure { return environment.fail(failure) }
    do throws(ParameterMistake) {
      try verification.validate([prepared])
    } catch {
      throw .parameters(error)
    }
    // The first run is what was asked for; others are for what the file expects of a search.
    return simulate(verification.runs(of: prepared)[0])
  }

  private var limits: SimulationLimits {
    let time = arguments.duration(.timeLimit)
    let defaultWalks = time == nil ? SimulationLimits.defaultWalks : nil
    return SimulationLimits(
      seed: arguments.count(.seed) ?? SimulationLimits.defaultSeed,
      walksMax: arguments.count(.walks) ?? defaultWalks, onlyWalk: arguments.index(.walk),
      depthMax: arguments.count(.depth) ?? SimulationLimits.defaultDepth, time: time,
      threads: arguments.threadCount(in: environment),
      shard: arguments.part(.shard).map { .init(index: $0.index, count: $0.count) })
  }

  private func simulate(_ run: VerificationRun) -> Int32 {
    let report = walk(run)
    var traces = TraceFiles(folder: arguments.folder(.trace), files: environment.files)
    do throws(FileFailure) {
      try traces.write(report)
    } catch {
      return environment.fail(error)
    }
    _ = environment.printOutput(text(of: report))
    return report.outcome.exitCode
  }

  private func walk(_ run: VerificationRun) -> SimulationReport {
    environment.catchInterruptions()
    let shouldStop = environment.isInterrupted
    guard environment.errorIsTerminal else {
      return verification.simulate(run, limits: limits, shouldStop: shouldStop)
    }
    let line = ProgressLine(title: run.title, write: environment.printError)
    defer { line.erase() }
    return verification.simulate(
      run, limits: limits, progress: line.show, shouldStop: shouldStop)
  }

  private func text(of report: SimulationReport) -> String {
    switch arguments.choice(.format) {
    case "json": return SimulationJSON.value(of: report).text(pretty: true) + "\n"
    case "junit": return JUnitReport.text(of: VerificationReport(specs: [report.asSpecReport]))
    default:
      let palette = Palette(arguments, in: environment)
      return SimulationText(palette: palette, isQuiet: arguments.has(.quiet)).text(of: report)
    }
  }
}
