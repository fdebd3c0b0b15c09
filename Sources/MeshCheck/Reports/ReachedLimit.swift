/// Why a search ended before it had seen every state.
public enum ReachedLimit: Hashable, Sendable {
  case states(Int)
  /// Levels below the initial states.
  case depth(Int)
  case time(Duration)
  case memory(bytes: Int)
  /// The caller asked it to stop.
  case cancelled
  /// Every declared property had its verdict, and one of them was violated.
  case settled

  /// The word for it in JSON: `states`, `depth`, `time`, `memory`, `cancelled`, `settled`.
  public var name: String {
    switch self {
    case .states: "states"
    case .depth: "depth"
    case .time: "time"
    case .memory: "memory"
    case .cancelled: "cancelled"
    case .settled: "settled"
    }
  }

  /// As a sentence's subject and verb: `the limit of 1,000 states was reached`.
  public var sentence: String {
    switch self {
    case .states(let count): "the limit of \(grouped(count)) states was reached"
    case .depth(let levels): "the limit of \(grouped(levels)) levels was reached"
    case .time(let duration): "the time limit of \(described(duration)) was reached"
    case .memory(let bytes): "the memory limit of \(described(bytes: bytes)) was reached"
    case .cancelled: "the search was stopped"
    case .settled: "the search ended when every declared property had its verdict"
    }
  }
}
