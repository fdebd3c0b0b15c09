import Engine

extension ExplorationLimits {
  /// More than any test needs.
  static let unlimited = ExplorationLimits(memoryBytesMax: 1 << 30)
}
