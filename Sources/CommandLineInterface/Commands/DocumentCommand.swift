import MeshCheck

/// `meshcheck document PAGE…`
struct DocumentCommand {
  private let arguments: ParsedArguments
  private let environment: CommandEnvironment

  init(_ arguments: ParsedArguments, in environment: CommandEnvironment) {
    self.arguments = arguments
    self.environment = environment
  }

  func run() throws(UsageError) -> Int32 {
    if arguments.positionals.isEmpty { throw .missingArgument(.document) }
    environment.catchInterruptions()
    var maker = PageMaker(arguments, in: environment)
    var outcome = Outcome.asExpected
    for path in arguments.positionals {
      do throws(PageMaker.Failure) {
        if try !treat(path, &maker) { outcome = max(outcome, .notAsExpected) }
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
  private func treat(_ path: String, _ maker: inout PageMaker) throws(PageMaker.Failure) -> Bool {
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
      let made = try maker.made(order, on: path)
      page.parts[index] = .made(order: order, text: made.text)
      if let picture = made.picture {
        isFresh = try keep(picture.text, at: picture.path) && isFresh
      }
    }
    return try keep(page.text, at: path) && isFresh
  }

  /// Writes a file that is not there or says something else, or with `--check` names it.
  ///
  /// One in which only times would change is left alone: they are never the same twice.
  private func keep(_ text: String, at path: String) throws(PageMaker.Failure) -> Bool {
    if environment.files.kind(path) == .file, Page.isSame(try read(path), text) { return true }
    if arguments.has(.check) {
      _ = environment.printOutput(path + "\n")
      return false
    }
    do throws(FileFailure) {
      if let slash = path.lastIndex(of: "/") {
        try environment.files.makeFolder(String(path[..<slash]))
      }
      try environment.files.write(path, Array(text.utf8))
    } catch {
      throw .file(error)
    }
    return true
  }

  private func read(_ path: String) throws(PageMaker.Failure) -> String {
    do throws(FileFailure) {
      return String(decoding: try environment.files.read(path), as: UTF8.self)
    } catch {
      throw .file(error)
    }
  }
}
