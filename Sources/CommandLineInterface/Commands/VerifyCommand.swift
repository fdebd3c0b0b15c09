import MeshCheck

/// `meshcheck verify [PATH…]`
struct VerifyCommand {
  private let arguments: ParsedArguments
  private let environment: CommandEnvironment
  private let verification: Verification

  init(_ arguments: ParsedArguments, in environment: CommandEnvironment) {
    self.arguments = arguments
    self.environment = environment
    var limits = VerificationLimits(
      statesMax: arguments.count(.maxStates), depthMax: arguments.count(.maxDepth),
      time: arguments.duration(.timeLimit),
      memoryBytesMax: arguments.bytes(.memory) ?? environment.memoryBytesMax())
    limits.compression = arguments.choice(.compress).flatMap(CompressionChoice.init) ?? .auto
    limits.spillFolder = arguments.folder(.spill)
    limits.engine = arguments.choice(.engine).flatMap(EngineChoice.init) ?? .auto
    limits.omitsConstants = arguments.choice(.constants) != "off"
    limits.omitsUnread = arguments.choice(.unread) != "off"
    limits.usesSymmetry = arguments.choice(.symmetry) != "off"
    limits.assumesFairness = !arguments.has(.withoutFairness)
    let settings = ParameterSettings(
      assignments: arguments.assignments.map { .init(name: $0.name, value: $0.value) },
      sweeps: arguments.sweeps.map { .init(name: $0.name, values: $0.values) })
    verification = Verification(
      files: environment.files, settings: settings, limits: limits,
      threadCount: arguments.threadCount(in: environment),
      checkpoints: arguments.folder(.checkpoint).map { folder in
        CheckpointOptions(
          folder: folder, isResuming: arguments.has(.resume),
          interval: arguments.duration(.checkpointInterval) ?? .seconds(10))
      },
      clock: environment.clock)
  }

  func run() throws(UsageError) -> Int32 {
    for option in [OptionName.resume, .checkpointInterval]
    where arguments.has(option) && !arguments.has(.checkpoint) {
      throw .needs(option, .checkpoint)
    }
    let start = environment.clock()
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
    return explore(prepared, start: start)
  }

  private func explore(_ prepared: [PreparedSpec], start: Duration) -> Int32 {
    environment.catchInterruptions()
    let runs = prepared.map(verification.runs)
    var printer = ReportPrinter(
      arguments, in: environment, titles: runs.flatMap { $0.map(\.title) })
    var traces = TraceFiles(folder: arguments.folder(.trace), files: environment.files)
    var specs: [SpecReport] = []
    for runsOfOne in runs {
      var reports: [SpecReport] = []
      for run in runsOfOne {
        let report = explore(run)
        reports.append(report)
        do throws(FileFailure) {
          try traces.write(report)
        } catch {
          return environment.fail(error)
        }
        printer.add(report)
      }
      printer.endFile(reports)
      specs += reports
    }
    let report = VerificationReport(specs: specs)
    printer.finish(report, elapsed: environment.clock() - start)
    return report.outcome.exitCode
  }

  private func explore(_ run: VerificationRun) -> SpecReport {
    let shouldStop = environment.isInterrupted
    guard environment.errorIsTerminal else {
      return verification.report(on: run, shouldStop: shouldStop)
    }
    let line = ProgressLine(title: run.title, write: environment.printError)
    defer { line.erase() }
    return verification.report(on: run, progress: line.show, shouldStop: shouldStop)
  }
}

/// The spec files that a command's arguments mean.
struct SpecPaths {
  private let arguments: ParsedArguments
  private let environment: CommandEnvironment

  init(_ arguments: ParsedArguments, in environment: CommandEnvironment) {
    self.arguments = arguments
    self.environment = environment
  }

  /// Where specs are when no path is given.
  private static let defaultFolder = "specs"

  /// The arguments, or else the default folder.
  static func given(_ arguments: ParsedArguments) -> [String] {
    arguments.positionals.isEmpty ? [defaultFolder] : arguments.positionals
  }

  func paths() throws(FileFailure) -> [String] {
    try SpecFiles(files: environment.files).paths(of: Self.given(arguments))
  }
}

extension CommandEnvironment {
  /// Says what is wrong with the world, and gives the exit code for it.
  func fail(_ failure: FileFailure) -> Int32 {
    printError("meshcheck: \(failure.message)\n")
    return Outcome.failed.exitCode
  }
}
