/// An explanation as indented lines, the values of siblings in one column.
struct ExplanationRenderer {
  let paint: Paint

  /// The title with its place, and the tree below it.
  func lines(of explanation: Explanation) -> [String] {
    let place = explanation.place.map { " (\($0))" } ?? ""
    let ending = explanation.nodes.isEmpty ? "" : ":"
    return [paint(explanation.title, .title) + paint(place, .faint) + ending]
      + lines(of: explanation.nodes, indent: 2)
  }

  /// A longer remark goes on below itself.
  private static let width = 98
  /// A column beyond this is not worth aligning to.
  private static let columnMax = 60

  private func lines(of nodes: [Explanation.Node], indent: Int) -> [String] {
    let widths = nodes.filter { $0.finding != .remark }.map(\.text.count)
    let column = widths.filter { $0 <= Self.columnMax }.max() ?? 0
    let margin = String(repeating: " ", count: indent)
    return nodes.flatMap { node in
      if node.finding == .remark && node.place == nil {
        let lines = node.text.wrapped(to: Self.width - indent).map { margin + $0 }
        return lines + self.lines(of: node.children, indent: indent + 2)
      }
      let text = margin + node.text.padded(to: node.finding == .remark ? 0 : column)
      let place = node.place.map { paint(" (\($0))", .faint) } ?? ""
      return [text + suffix(of: node.finding) + place]
        + lines(of: node.children, indent: indent + 2)
    }
  }

  private func suffix(of finding: Explanation.Node.Finding) -> String {
    switch finding {
    case .truth(true): "   is " + paint("true", .good)
    case .truth(false): "   is " + paint("false", .bad)
    case .value(let value): "   = " + value
    case .remark: ""
    }
  }
}
