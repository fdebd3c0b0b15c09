/// The options of all commands, by their names after `--`.
package enum OptionName: String, CaseIterable, Sendable {
  case set
  case sweep
  case maxStates = "max-states"
  case maxDepth = "max-depth"
  case timeLimit = "time-limit"
  case memory
  case threads
  case symmetry
  case constants
  case unread
  case withoutFairness = "without-fairness"
  case engine
  case compress
  case spill
  case checkpoint
  case checkpointInterval = "checkpoint-interval"
  case resume
  case format
  case trace
  case seed
  case walks
  case depth
  case walk
  case shard
  case imports
  case counts
  case minimumScore = "minimum-score"
  case quiet
  case color
  case check
  case write
  case help
  case version
}

/// One row of the option table, which drives parsing, help and `docs/command-line.md`.
package struct Option: Sendable {
  /// What may stand after the name.
  package enum ValueKind: Hashable, Sendable {
    /// Nothing.
    case flag
    /// An integer from 1 on.
    case count
    /// An integer from 0 on.
    case index
    /// An integer from 0 to 100.
    case percentage
    /// `0/8`: one of so many parts, from 0 on.
    case part
    /// `30s`, `5m`, `1h`
    case duration
    /// `512MB`, `2GB`
    case size
    /// `name=value`
    case assignment
    /// `name=a...b`, `name=a,b,c`
    case sweep
    case choice([String])
    case folder
  }

  package var name: OptionName
  /// A second, one-letter name.
  package var letter: Character?
  package var value: ValueKind
  /// The value's name in help: `N`.
  package var placeholder: String
  package var isRepeatable = false
  /// As help prints it; empty when there is nothing to say.
  package var defaultText = ""
  package var rangeText = ""
  package var help: String
  package var commands: [CommandName]
}
