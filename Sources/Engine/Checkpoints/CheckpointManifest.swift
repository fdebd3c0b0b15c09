internal import FoundationEssentials

/// What a checkpoint says of itself: how much of its files is good, and all that was counted.
struct CheckpointManifest: Codable {
  /// Of the form of the files: another one is not read.
  static let currentVersion = 1

  var version = Self.currentVersion
  /// Of the program that was searched.
  var fingerprint: String
  /// Words of a state.
  var wordCount: Int
  /// Levels whose states are in the file, all but the last of them expanded.
  var levels: Int
  /// States of these levels that are, or were, to be expanded.
  var states: Int
  /// States outside a constraint.
  var outside: Int
  var depth: Int
  /// Time that the search has taken so far, in seconds.
  var elapsedSeconds: Double
  var tally: SearchTally
  var findings: FindingCollector

  func encoded() -> [UInt8] {
    // Numbers, truth values and lists of them: encoding those does not fail.
    guard let data = try? JSONEncoder().encode(self) else {
      preconditionFailure("a manifest cannot be encoded")
    }
    return Array(data)
  }

  /// Nil when the bytes are not those of a manifest of this version.
  init?(_ bytes: [UInt8]) {
    guard let manifest = try? JSONDecoder().decode(Self.self, from: Data(bytes)),
      manifest.version == Self.currentVersion
    else { return nil }
    self = manifest
  }

  init(
    fingerprint: String, wordCount: Int, levels: Int, states: Int, outside: Int, depth: Int,
    elapsedSeconds: Double, tally: SearchTally, findings: FindingCollector
  ) {
    self.fingerprint = fingerprint
    self.wordCount = wordCount
    self.levels = levels
    self.states = states
    self.outside = outside
    self.depth = depth
    self.elapsedSeconds = elapsedSeconds
    self.tally = tally
    self.findings = findings
  }
}
