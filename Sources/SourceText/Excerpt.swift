/// The part of a line that a diagnostic quotes, as a terminal shows it, and what to underline in
/// it.
///
/// A line longer than `widthMax` is cut to a window around the place, with `…` for what is left
/// out, so that a file of one line of megabytes costs no more than any other.
struct Excerpt {
  /// How many cells of a line are shown.
  static let widthMax = 100
  /// How many of them stand before the place, when the line is cut.
  private static let widthBefore = 40
  /// How many bytes on either side of the place are looked at; a character may have many.
  private static let bytesBeside = 1_000

  /// From 0.
  private(set) var line: Int
  /// Tabs are spaces here, and control characters `�`.
  private(set) var text = ""
  /// In cells from the start of `text`.
  private(set) var underlineStart = 0
  /// At least one cell.
  private(set) var underlineWidth = 0

  /// The first line of a span; one that goes on to further lines is underlined to the end of its
  /// line.
  init(of span: Span, in file: SourceFile) {
    line = file.lineIndex(at: span.start)
    let lineStart = Int(file.lineStarts[line])
    let start = min(max(Int(span.start), lineStart), file.utf8.count)
    let low = min(start, Self.boundary(in: file, at: max(lineStart, start - Self.bytesBeside)))
    let high = Self.lineEnd(in: file, from: start)
    let spanEnd = min(max(Int(span.end), start), high)

    let before = Self.cells(of: file.utf8[low..<start], column: 0)
    let marked = Self.cells(of: file.utf8[start..<spanEnd], column: before.width)
    let after = Self.cells(of: file.utf8[spanEnd..<high], column: before.width + marked.width)
    let isWhole = low == lineStart && before.width + marked.width + after.width <= Self.widthMax
    if isWhole {
      text = before.text + marked.text + after.text
      underlineStart = before.width
      underlineWidth = max(1, marked.width)
    } else {
      cut(before.cells, marked.cells, after.cells, startsLine: low == lineStart)
    }
    while text.last == " " { text.removeLast() }
  }

  private mutating func cut(
    _ before: [Cell], _ marked: [Cell], _ after: [Cell], startsLine: Bool
  ) {
    let head = Self.suffix(of: before, width: Self.widthBefore)
    let isHeadCut = head.count < before.count || !startsLine
    let headWidth = head.reduce(0) { $0 + $1.width }
    let room = Self.widthMax - headWidth
    let middle = Self.prefix(of: marked, width: room)
    let middleWidth = middle.reduce(0) { $0 + $1.width }
    let tail = Self.prefix(of: after, width: middle.count < marked.count ? 0 : room - middleWidth)
    let isTailCut = middle.count < marked.count || tail.count < after.count
    text =
      (isHeadCut ? "…" : "") + (head + middle + tail).map(\.text).joined()
      + (isTailCut ? "…" : "")
    underlineStart = headWidth + (isHeadCut ? 1 : 0)
    underlineWidth = max(1, middleWidth)
  }

  // MARK: Bytes

  /// The start of the character's scalar that covers an offset.
  private static func boundary(in file: SourceFile, at offset: Int) -> Int {
    var offset = offset
    while offset < file.utf8.count, file.utf8[offset] & 0xC0 == 0x80 { offset += 1 }
    return offset
  }

  private static func lineEnd(in file: SourceFile, from start: Int) -> Int {
    let limit = min(file.utf8.count, start + bytesBeside)
    var end = start
    while end < limit, file.utf8[end] != UInt8(ascii: "\n") { end += 1 }
    if end == limit { return boundary(in: file, at: end) }
    return end > start && file.utf8[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
  }

  // MARK: Cells

  /// One character as shown.
  private struct Cell {
    var text: String
    var width: Int
  }

  private static func cells(
    of bytes: ArraySlice<UInt8>, column: Int
  ) -> (cells: [Cell], text: String, width: Int) {
    var cells: [Cell] = []
    var column = column
    let first = column
    for character in String(decoding: bytes, as: UTF8.self) {
      let cell = cell(for: character, column: column)
      cells.append(cell)
      column += cell.width
    }
    return (cells, cells.map(\.text).joined(), column - first)
  }

  private static func cell(for character: Character, column: Int) -> Cell {
    if character == "\t" {
      let width = 4 - column % 4
      return Cell(text: String(repeating: " ", count: width), width: width)
    }
    guard let scalar = character.unicodeScalars.first else { return Cell(text: "", width: 0) }
    if scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) {
      return Cell(text: "\u{FFFD}", width: 1)
    }
    return Cell(text: String(character), width: isWide(scalar) ? 2 : 1)
  }

  /// East Asian wide characters and pictures take two cells (Unicode Standard Annex 11, roughly).
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      true
    default: false
    }
  }

  private static func suffix(of cells: [Cell], width: Int) -> ArraySlice<Cell> {
    var taken = 0
    var start = cells.count
    while start > 0, taken + cells[start - 1].width <= width {
      start -= 1
      taken += cells[start].width
    }
    return cells[start...]
  }

  private static func prefix(of cells: [Cell], width: Int) -> ArraySlice<Cell> {
    var taken = 0
    var end = 0
    while end < cells.count, taken + cells[end].width <= width {
      taken += cells[end].width
      end += 1
    }
    return cells[..<end]
  }
}
