package import MeshCheck

/// Typed access to the values; asking for an option of another kind is our own mistake and gives
/// nil.
extension ParsedArguments {
  package func choice(_ option: OptionName) -> String? {
    if case .choice(let text) = values[option]?.first { return text }
    return nil
  }

  package func count(_ option: OptionName) -> Int? {
    if case .count(let count) = values[option]?.first { return count }
    return nil
  }

  package func index(_ option: OptionName) -> Int? {
    if case .index(let index) = values[option]?.first { return index }
    return nil
  }

  package func percentage(_ option: OptionName) -> Int? {
    if case .percentage(let percentage) = values[option]?.first { return percentage }
    return nil
  }

  package func part(_ option: OptionName) -> (index: Int, count: Int)? {
    if case .part(let index, let count) = values[option]?.first { return (index, count) }
    return nil
  }

  /// `--threads`, or as many as there are processors; more than 256 would only wait.
  func threadCount(in environment: CommandEnvironment) -> Int {
    min(count(.threads) ?? environment.threadCount(), 256)
  }

  package func duration(_ option: OptionName) -> Duration? {
    if case .duration(let duration) = values[option]?.first { return duration }
    return nil
  }

  package func bytes(_ option: OptionName) -> Int? {
    if case .bytes(let bytes) = values[option]?.first { return bytes }
    return nil
  }

  package func folder(_ option: OptionName) -> String? {
    if case .folder(let path) = values[option]?.first { return path }
    return nil
  }

  /// `--set`, in order.
  package var assignments: [(name: String, value: Int64)] {
    (values[.set] ?? []).compactMap { value in
      if case .assignment(let name, let number) = value { return (name, number) }
      return nil
    }
  }

  /// `--sweep`, in order.
  package var sweeps: [(name: String, values: SweptValues)] {
    (values[.sweep] ?? []).compactMap { value in
      if case .sweep(let name, let values) = value { return (name, values) }
      return nil
    }
  }
}
