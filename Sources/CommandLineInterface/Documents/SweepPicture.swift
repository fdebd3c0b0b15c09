/// A sweep as a picture: a field for each combination, in SVG.
///
/// Fields differ in lightness, pattern and words, so that they can be told apart without colour and
/// on paper. The picture brings its own background, for pages that are light or dark.
package struct SweepPicture {
  private let block: SweepBlock
  private let outcomes: [[Int64]: SweepBlock.Outcome]

  package init(_ block: SweepBlock, _ outcomes: [[Int64]: SweepBlock.Outcome]) {
    self.block = block
    self.outcomes = outcomes
  }

  private static let (cellWidth, cellHeight) = (64, 34)
  /// Around each panel: for the names and values of rows and columns.
  private static let (left, top) = (150, 62)
  private static let (gap, margin, header, legend) = (24, 16, 34, 44)
  private static let panelsInRow = 3

  private var columns: [Int64] { block.axes[0].values }
  private var panelWidth: Int { Self.left + columns.count * Self.cellWidth }
  private var panelHeight: Int { Self.top + block.rows().count * Self.cellHeight }

  package func text() -> String {
    let panels = block.panels()
    let across = min(panels.count, Self.panelsInRow)
    let down = (panels.count + across - 1) / across
    let width = max(
      520, 2 * Self.margin + across * panelWidth + (across - 1) * Self.gap)
    let height =
      2 * Self.margin + Self.header + down * (panelHeight + Self.gap) + Self.legend
    let title = "\(block.property) of \(block.spec)"
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" \
      width="\(width)" height="\(height)" role="img" font-family="sans-serif" font-size="13">
      """,
      "<title>\(Self.escaped(title))</title>",
      """
      <defs><pattern id="stripes" width="8" height="8" patternUnits="userSpaceOnUse" \
      patternTransform="rotate(45)"><rect width="8" height="8" fill="#b35900"/>\
      <rect width="3" height="8" fill="#8a4500"/></pattern></defs>
      """,
      "<rect width=\"\(width)\" height=\"\(height)\" rx=\"6\" fill=\"#ffffff\"/>",
      label(title, x: Self.margin, y: Self.margin + 18, size: 15, isBold: true),
    ]
    for (number, panel) in panels.enumerated() {
      let x = Self.margin + number % across * (panelWidth + Self.gap)
      let y = Self.margin + Self.header + number / across * (panelHeight + Self.gap)
      lines += draw(panel, x, y)
    }
    lines += legend(at: height - Self.margin - Self.legend + 12)
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  private func draw(_ panel: [Int64], _ x: Int, _ y: Int) -> [String] {
    var lines: [String] = []
    if !panel.isEmpty { lines.append(label(block.caption(panel), x: x, y: y + 14, isBold: true)) }
    lines.append(label(block.axes[0].name, x: x + Self.left, y: y + 34))
    for (index, value) in columns.enumerated() {
      let middle = x + Self.left + index * Self.cellWidth + Self.cellWidth / 2
      lines.append(label("\(value)", x: middle, y: y + Self.top - 8, anchor: "middle"))
    }
    for (number, row) in block.rows().enumerated() {
      let top = y + Self.top + number * Self.cellHeight
      if let value = row.first {
        let name = number == 0 ? "\(block.axes[1].name) \(value)" : "\(value)"
        lines.append(label(name, x: x + Self.left - 8, y: top + 22, anchor: "end"))
      }
      for (index, value) in columns.enumerated() {
        let outcome = outcomes[[value] + row + panel, default: .open]
        lines += field(outcome, x + Self.left + index * Self.cellWidth, top)
      }
    }
    return lines
  }

  private func field(_ outcome: SweepBlock.Outcome, _ x: Int, _ y: Int) -> [String] {
    let (fill, ink, words) =
      switch outcome {
      case .holds: ("#cfe8f3", "#0b3954", "holds")
      case .violated(let steps): ("url(#stripes)", "#ffffff", "\(steps) steps")
      case .unreachable: ("#555555", "#ffffff", "never")
      case .open: ("#eeeeee", "#555555", "?")
      }
    return [
      """
      <rect x="\(x + 1)" y="\(y + 1)" width="\(Self.cellWidth - 2)" \
      height="\(Self.cellHeight - 2)" rx="3" fill="\(fill)" stroke="#333333" stroke-width="0.5"/>
      """,
      label(
        words, x: x + Self.cellWidth / 2, y: y + 22, size: 12, anchor: "middle", ink: ink,
        isBold: true),
    ]
  }

  private func legend(at y: Int) -> [String] {
    let x = Self.margin
    let isAsked = outcomes.values.contains(.unreachable)
    let (bad, words) =
      isAsked
      ? (SweepBlock.Outcome.unreachable, "in no state")
      : (.violated(steps: 9), "violated, so many steps")
    let good = isAsked ? "in some state" : "in every state, or on every run"
    return field(.holds, x, y) + [label(good, x: x + 72, y: y + 22)]
      + field(bad, x + 290, y) + [label(words, x: x + 362, y: y + 22)]
  }

  private func label(
    _ text: String, x: Int, y: Int, size: Int = 13, anchor: String = "start",
    ink: String = "#222222", isBold: Bool = false
  ) -> String {
    """
    <text x="\(x)" y="\(y)" font-size="\(size)" text-anchor="\(anchor)" fill="\(ink)"\
    \(isBold ? " font-weight=\"bold\"" : "")>\(Self.escaped(text))</text>
    """
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
