/// What one thread of a search has for itself.
struct Worker: ~Copyable {
  var expander: BytecodeExpander
  var checker: StateChecker
  var batch: SuccessorBatch
  var findings: FindingCollector

  /// Successors that are looked up together: enough to hide the cache misses, and few enough for
  /// their slots to be in the cache still.
  static let batchCapacity = 512

  init(_ linked: LinkedProgram) {
    expander = BytecodeExpander(linked)
    checker = StateChecker(linked)
    batch = SuccessorBatch(wordCount: linked.wordCount, capacity: Self.batchCapacity)
    findings = FindingCollector(
      checkCount: linked.program.checks.count, siteCount: linked.program.siteCount)
  }

  var byteCount: Int { expander.byteCount + checker.byteCount + batch.byteCount }
}
