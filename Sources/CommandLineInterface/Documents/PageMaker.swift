import MeshCheck
import SpecLanguage

/// Carries out the orders of pages: verifies what they name, each spec once for all of them.
struct PageMaker {
  /// What one order came to.
  struct Made {
    var text: String
    /// A file beside the page, by its path.
    var picture: (path: String, text: String)?
  }

  enum Failure: Error {
    case file(FileFailure)
    /// One sentence, no full stop.
    case page(String)
  }

  private struct Verified {
    var prepared: PreparedSpec
    var reports: [SpecReport]
  }

  private let environment: CommandEnvironment
  private let verification: Verification
  private let verify: (ParameterSettings) -> Verification
  /// By path: of the runs that files call for themselves. A page and another may both have a spec.
  private var verified: [String: Verified] = [:]

  init(_ arguments: ParsedArguments, in environment: CommandEnvironment) {
    self.environment = environment
    verify = { settings in
      Verification(
        files: environment.files, settings: settings,
        limits: VerificationLimits(
          statesMax: nil, depthMax: nil, time: nil, memoryBytesMax: environment.memoryBytesMax()),
        threadCount: arguments.threadCount(in: environment), clock: environment.clock)
    }
    verification = verify(ParameterSettings())
  }

  mutating func made(_ order: [String], on page: String) throws(Failure) -> Made {
    let toRoot = String(repeating: "../", count: page.count { $0 == "/" })
    let words = Array(order.dropFirst())
    switch order.first {
    case "section" where words.count == 1: return Made(text: try section(words[0], toRoot))
    case "violations" where !words.isEmpty: return Made(text: try violations(words, toRoot))
    case "sweep": return try sweep(words, on: page)
    default:
      throw .page(
        "'\(order.joined(separator: " "))' is no order; there are 'section NUMBER', "
          + "'violations PATH…' and 'sweep SPEC PROPERTY name=values… [picture=FILE]'")
    }
  }

  // MARK: Orders

  private mutating func section(_ number: String, _ toRoot: String) throws(Failure) -> String {
    var entries: [SectionBlock.Entry] = []
    for kind in SectionBlock.Kind.allCases {
      let folder = "specs/\(kind.rawValue)"
      if environment.files.kind(folder) != .folder { continue }
      for path in try paths(of: [folder]) {
        let header = SpecHeader(of: try text(at: path))
        guard header.sections.contains(number) else { continue }
        let found = try verified(path)
        var entry = SectionBlock.Entry(kind: kind, prepared: found.prepared, header: header)
        entry.reports = found.reports
        entries.append(entry)
      }
    }
    if entries.isEmpty { throw .page("no spec has the line '// Section: \(number)'") }
    return SectionBlock(toRoot: toRoot, entries: entries).text()
  }

  private mutating func violations(_ given: [String], _ toRoot: String) throws(Failure) -> String {
    var block = ViolationsBlock(toRoot: toRoot)
    for path in try paths(of: given) {
      let found = try verified(path)
      for report in found.reports { block.add(report, found.prepared) }
    }
    return block.text
  }

  private func sweep(_ words: [String], on page: String) throws(Failure) -> Made {
    let block: SweepBlock
    do throws(SweepBlock.Mistake) {
      block = try SweepBlock(words)
    } catch {
      guard case .malformed(let what) = error else { throw .page("a sweep is malformed") }
      throw .page("in a sweep: \(what)")
    }
    var outcomes: [[Int64]: SweepBlock.Outcome] = [:]
    for values in block.combinations() {
      let verification = verify(block.settings(values))
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
    var made = Made(text: block.text(outcomes))
    if let name = block.picture {
      let folder = page.lastIndex(of: "/").map { page[...$0] } ?? ""
      made.picture = (folder + name, SweepPicture(block, outcomes).text())
    }
    return made
  }

  // MARK: Specs

  private func paths(of given: [String]) throws(Failure) -> [String] {
    do throws(FileFailure) {
      return try SpecFiles(files: environment.files).paths(of: given)
    } catch {
      throw .file(error)
    }
  }

  private func text(at path: String) throws(Failure) -> String {
    do throws(FileFailure) {
      return String(decoding: try environment.files.read(path), as: UTF8.self)
    } catch {
      throw .file(error)
    }
  }

  private mutating func verified(_ path: String) throws(Failure) -> Verified {
    if let known = verified[path] { return known }
    let prepared = verification.prepare(path)
    var found = Verified(prepared: prepared, reports: [])
    for run in verification.runs(of: prepared) { found.reports.append(try report(on: run)) }
    verified[path] = found
    return found
  }

  private func report(on run: VerificationRun) throws(Failure) -> SpecReport {
    let shouldStop = environment.isInterrupted
    let report: SpecReport
    if environment.errorIsTerminal {
      let line = ProgressLine(title: run.title, write: environment.printError)
      defer { line.erase() }
      report = verification.report(on: run, progress: line.show, shouldStop: shouldStop)
    } else {
      report = verification.report(on: run, shouldStop: shouldStop)
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
