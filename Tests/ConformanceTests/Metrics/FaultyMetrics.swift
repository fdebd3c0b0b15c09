import Conformance

/// Metrics as they are often written, with one fault at a time; without any they obey the spec.
struct FaultyMetrics: ImplementationUnderTest {
  enum Fault: String, CaseIterable, Sendable {
    case keyedByNameAlone = "keyed by name alone"
    case labelsJoinedWithoutSeparators = "labels joined without separators"
    case gaugeReplacesCounter = "gauge replaces a counter"
    case counterBecomesGauge = "increment works on a gauge"
    case counterFalls = "counter begins anew without a restart"
    case writesWhatItReadBefore = "increment reads, then writes"
    case restartKeepsCounters = "restart keeps the kinds"
    case scrapeMakesSeries = "scrape makes what it looks for"
    case setAdds = "set adds"

    var story: String {
      switch self {
      case .keyedByNameAlone:
        "Two label sets overwrite each other (section 7.1, `metrics: HashMap<String, Metric>`)."
      case .labelsJoinedWithoutSeparators:
        "The key of a series is its label values one after the other, so (x, yz) is (xy, z)."
      case .gaugeReplacesCounter:
        "`set_gauge` inserts whatever stood under the name (section 7.1, `set_gauge`)."
      case .counterBecomesGauge: "A gauge is incremented as if it were a counter (section 7.1)."
      case .counterFalls:
        "A counter falls while the process runs, and `rate()` counts all of it anew "
          + "(nats-io/nats-surveyor#189, discourse/prometheus_exporter#82)."
      case .writesWhatItReadBefore:
        "Of two writers that read the same count one increment is lost (section 7.1, "
          + "`increment_counter`); the step is split here: what the first has read it writes late."
      case .restartKeepsCounters: "After a restart a name still is what it was."
      case .scrapeMakesSeries: "Whoever reads a name that has no series makes one of 0."
      case .setAdds: "A gauge is added to where it should be set."
      }
    }
  }

  private struct Key: Hashable {
    var name: SpecificationValue
    var labels: String
  }

  let fault: Fault?
  private var kinds: [SpecificationValue: String] = [:]
  private var values: [Key: Int64] = [:]
  /// What an increment has read and not yet written.
  private var unwritten: (key: Key, value: Int64)?

  init(fault: Fault?) { self.fault = fault }

  mutating func reset() { self = FaultyMetrics(fault: fault) }

  mutating func perform(_ call: ConformanceCall) -> SpecificationValue {
    let arguments = call.arguments
    switch call.transition {
    case "increment": return .bool(increment(key(arguments[0], arguments[1])))
    case "set":
      guard case .integer(let value) = arguments[2] else { break }
      return .bool(set(key(arguments[0], arguments[1]), to: value))
    case "scrape": return scrape(arguments[0])
    case "restart":
      let kept = fault == .restartKeepsCounters ? kinds : [:]
      reset()
      kinds = kept
      return .nothing
    default: break
    }
    preconditionFailure("the spec has no other call: \(call)")
  }

  private func key(_ name: SpecificationValue, _ labels: SpecificationValue) -> Key {
    let (first, second) = labels == .identity(0) ? ("x", "yz") : ("xy", "z")
    let joined =
      switch fault {
      case .keyedByNameAlone: ""
      case .labelsJoinedWithoutSeparators: first + second
      default: "\(first),\(second)"
      }
    return Key(name: name, labels: joined)
  }

  private mutating func increment(_ key: Key) -> Bool {
    if kinds[key.name] == "gauge" {
      guard fault == .counterBecomesGauge else { return false }
    } else {
      kinds[key.name] = "counter"
    }
    let read = values[key] ?? 0
    if fault == .writesWhatItReadBefore, let late = unwritten, late.key == key {
      // This one has written read + 1, and now the one before does what it was about to.
      values[key] = late.value
      unwritten = nil
      return true
    }
    values[key] = fault == .counterFalls && read == 1 ? 0 : read + 1
    unwritten = (key, read + 1)
    return true
  }

  private mutating func set(_ key: Key, to value: Int64) -> Bool {
    if kinds[key.name] == "counter" && fault != .gaugeReplacesCounter { return false }
    kinds[key.name] = "gauge"
    values[key] = fault == .setAdds ? (values[key] ?? 0) + value : value
    return true
  }

  private mutating func scrape(_ name: SpecificationValue) -> SpecificationValue {
    let keys = [key(name, .identity(0)), key(name, .identity(1))]
    if fault == .scrapeMakesSeries, kinds[name] != nil {
      for key in keys where values[key] == nil { values[key] = 0 }
    }
    return .map(keys.map { key in values[key].map { .integer($0) } ?? .none })
  }
}
