extension History: CustomStringConvertible {
  /// A line for each call in the order of their beginnings, with a bar from beginning to end.
  public var description: String { timeline(last: 30) }

  /// The same for the last calls only, with a word on one of them.
  func timeline(last count: Int, marking marked: Operation? = nil, _ mark: String = "") -> String {
    let shown = operations.suffix(count)
    let moments = Set(shown.flatMap { [$0.invoked] + ($0.returned.map { [$0] } ?? []) }).sorted()
    let columns = Dictionary(uniqueKeysWithValues: zip(moments, moments.indices))
    let texts = shown.map(\.description)
    let width = texts.map(\.count).max() ?? 0
    var lines: [String] = []
    if shown.count < operations.count {
      lines.append("after \(operations.count - shown.count) calls that can be explained")
    }
    for (operation, text) in zip(shown, texts) {
      let start = columns[operation.invoked] ?? 0
      let end = operation.returned.flatMap { columns[$0] } ?? moments.count
      let bar =
        String(repeating: " ", count: start) + "|"
        + String(repeating: "-", count: max(0, end - start - 1))
        + (operation.returned == nil ? ">" : "|")
      let padding = String(repeating: " ", count: width - text.count)
      let note = operation == marked ? "   <- \(mark)" : ""
      lines.append("thread \(operation.thread)  \(text)\(padding)  \(bar)\(note)")
    }
    return lines.joined(separator: "\n")
  }
}
