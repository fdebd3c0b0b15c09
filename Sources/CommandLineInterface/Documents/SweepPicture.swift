/// A sweep as a picture: a field for each combination, in SVG.
///
/// Fields differ in lightness, pattern and words, so that they can be told apart without colour and
/// on paper. The picture brings its own background, a dark one for readers who prefer that, so that
/// it can be read on any page.
package struct SweepPicture {
  private let block: SweepBlock
  private let outcomes: [[Int64]: SweepBlock.Outcome]

  package init(_ block: SweepBlock, _ outcomes: [[Int64]: SweepBlock.Outcome]) {
    self.block = block
    self.outcomes = outcomes
  }

  private static let (cellWidth, cellHeight) = (72, 34)
  /// Above the fields of each panel: for the names and values of columns.
  private static let top = 62
  /// Of wide letters; text has no measure before it is drawn.
  private static let letterWidth = 8
  private static let (gap, margin, header, legend) = (24, 16, 34, 38)
  private static let panelsInRow = 3

  private var columns: [Int64] { block.axes[0].values }
  /// Left of the fields of each panel: for the name and values of rows.
  private var left: Int {
    block.axes.count > 1 ? (block.axes[1].name.count + 3) * Self.letterWidth : 0
  }
  private var panelWidth: Int {
    let captions = block.panels().map { block.caption($0).count }
    let below = (block.axes[0].name.count + 2) * Self.letterWidth
    return max(
      left + max(columns.count * Self.cellWidth, below), (captions.max() ?? 0) * Self.letterWidth)
  }
  private var panelHeight: Int { Self.top + block.rows().count * Self.cellHeight }

  package func text() -> String {
    let panels = block.panels()
    let across = min(panels.count, Self.panelsInRow)
    let down = (panels.count + across - 1) / across
    let width = max(
      520, 2 * Self.margin + across * panelWidth + (across - 1) * Self.gap)
    let height =
      2 * Self.margin + Self.header + down * (panelHeight + Self.gap)
      + legendEntries().count * Self.legend
    let title = "\(block.property) of \(block.spec)"
    var lines = [
      """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" \
      width="\(width)" height="\(height)" role="img" font-family="sans-serif" font-size="13">
      """,
      "<title>\(Self.escaped(title))</title>",
      """
      <style>@media (prefers-color-scheme: dark) \
      { .paper { fill: #161b22 } .ink { fill: #e6edf3 } }</style>
      """,
      """
      <defs><pattern id="stripes" width="8" height="8" patternUnits="userSpaceOnUse" \
      patternTransform="rotate(45)"><rect width="8" height="8" fill="#b35900"/>\
      <rect width="3" height="8" fill="#8a4500"/></pattern></defs>
      """,
      "<rect width=\"\(width)\" height=\"\(height)\" rx=\"6\" class=\"paper\" fill=\"#ffffff\"/>",
      label(title, x: Self.margin, y: Self.margin + 18, size: 15, isBold: true),
    ]
    for (number, panel) in panels.enumerated() {
      let x = Self.margin + number % across * (panelWidth + Self.gap)
      let y = Self.margin + Self.header + number / across * (panelHeight + Self.gap)
      lines += draw(panel, x, y)
    }
    lines += legend(at: height - Self.margin - legendEntries().count * Self.legend + 4)
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  private func draw(_ panel: [Int64], _ x: Int, _ y: Int) -> [String] {
    var lines: [String] = []
    if !panel.isEmpty { lines.append(label(block.caption(panel), x: x, y: y + 14, isBold: true)) }
    lines.append(label("\(block.axes[0].name) →", x: x + left, y: y + 34))
    if block.axes.count > 1 {
      let name = "\(block.axes[1].name) ↓"
      lines.append(label(name, x: x + left - 8, y: y + Self.top - 8, anchor: "end"))
    }
    for (index, value) in columns.enumerated() {
      let middle = x + left + index * Self.cellWidth + Self.cellWidth / 2
      lines.append(label("\(value)", x: middle, y: y + Self.top - 8, anchor: "middle"))
    }
    for (number, row) in block.rows().enumerated() {
      let top = y + Self.top + number * Self.cellHeight
      if let value = row.first {
        lines.append(label("\(value)", x: x + left - 8, y: top + 22, anchor: "end"))
      }
      for (index, value) in columns.enumerated() {
        let outcome = outcomes[[value] + row + panel, default: .inconclusive]
        lines += field(outcome, x + left + index * Self.cellWidth, top)
      }
    }
    return lines
  }

  private func field(_ outcome: SweepBlock.Outcome, _ x: Int, _ y: Int) -> [String] {
    let (fill, ink, words) =
      switch outcome {
      case .holds: ("#cfe8f3", "#0b3954", "holds")
      case .violated(let steps): ("url(#stripes)", "#ffffff", "\(steps) steps")
      case .vacuous: ("#f7e3a1", "#4a3b00", "vacuous")
      case .reachable: ("#cfe8f3", "#0b3954", "some")
      case .unreachable: ("#555555", "#ffffff", "none")
      case .inconclusive: ("#eeeeee", "#444444", "?")
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

  /// What there is to explain: only what the picture has.
  private func legendEntries() -> [(outcome: SweepBlock.Outcome, words: String)] {
    var longest = 0
    for case .violated(let steps) in outcomes.values { longest = max(longest, steps) }
    let all: [(SweepBlock.Outcome, String)] = [
      (.holds, "in every state, or on every run"),
      (.violated(steps: longest), "violated; the counterexample has so many steps"),
      (.vacuous, "says nothing: its left side is never true"),
      (.reachable, "in some state"),
      (.unreachable, "in no state"),
      (.inconclusive, "not decided"),
    ]
    return all.filter { outcomes.values.contains($0.0) }
  }

  private func legend(at y: Int) -> [String] {
    let x = Self.margin
    return legendEntries().enumerated().flatMap { number, entry in
      let top = y + number * Self.legend
      let words = label(entry.words, x: x + Self.cellWidth + 8, y: top + 22)
      return field(entry.outcome, x, top) + [words]
    }
  }

  private func label(
    _ text: String, x: Int, y: Int, size: Int = 13, anchor: String = "start",
    ink: String? = nil, isBold: Bool = false
  ) -> String {
    // Text on a field has the field's ink, whatever the page's background.
    let color = ink.map { "fill=\"\($0)\"" } ?? "class=\"ink\" fill=\"#222222\""
    return """
      <text x="\(x)" y="\(y)" font-size="\(size)" text-anchor="\(anchor)" \(color)\
      \(isBold ? " font-weight=\"bold\"" : "")>\(Self.escaped(text))</text>
      """
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
