extension Example.Act: CustomStringConvertible {
  /// One paragraph for a terminal.
  public var description: String {
    let answers = answers.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    let breakers = breakers.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    return """
      \(title)
        calls answered: \(answered) of \(calls), with \(attempts) requests
        answers:        \(answers.joined(separator: ", "))
        breakers:       \(breakers.joined(separator: ", "))
        discovered:     \(discovered.joined(separator: ", "))
      """
  }
}
