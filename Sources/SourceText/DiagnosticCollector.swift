/// The diagnostics of one pass over one file, of which only the first hundred are kept.
///
/// A file of garbage has a mistake at every byte; nobody reads more than the first few, and the
/// list must not grow with the file.
public struct DiagnosticCollector: Sendable {
  /// How many diagnostics are kept.
  public static let countMax = 100

  public private(set) var diagnostics: [Diagnostic] = []
  /// How many were reported beyond those kept.
  public private(set) var droppedCount = 0

  public init() {}

  public mutating func report(_ diagnostic: Diagnostic) {
    if diagnostics.count < Self.countMax {
      diagnostics.append(diagnostic)
    } else {
      droppedCount += 1
    }
  }
}
