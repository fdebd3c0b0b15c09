/// Which file of a `SourceMap` a span lies in: a dense index.
public struct FileID: Hashable, Comparable, Sendable {
  public let index: Int32

  public init(index: Int32) { self.index = index }

  public static func < (a: FileID, b: FileID) -> Bool { a.index < b.index }
}

/// A half-open range of UTF-8 offsets in one file.
///
/// Offsets count bytes from the start of the file, so a span says nothing of lines: those are
/// worked out by `SourceFile.position(at:)` when somebody wants to read them.
public struct Span: Hashable, Sendable {
  public var file: FileID
  public var start: Int32
  public var end: Int32

  public init(file: FileID, start: Int32, end: Int32) {
    precondition(0 <= start && start <= end, "a span runs forwards: \(start)..<\(end)")
    self.file = file
    self.start = start
    self.end = end
  }

  /// The smallest span that covers both; both must lie in one file.
  public func joined(with other: Span) -> Span {
    precondition(file == other.file, "spans of two files cannot be joined")
    return Span(file: file, start: min(start, other.start), end: max(end, other.end))
  }
}

/// Where a reader looks: line and column count from 1, columns in characters.
public struct SourcePosition: Hashable, Sendable {
  public var line: Int
  public var column: Int

  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}

/// The text of one file, as bytes of valid UTF-8, with its line starts.
public struct SourceFile: Sendable {
  /// The path as the user gave it, or as an import resolved it: what messages print.
  public let path: String
  public let utf8: [UInt8]
  /// The offset of each line's first byte; the first is 0.
  public let lineStarts: [Int32]

  public init(path: String, utf8: [UInt8]) {
    self.path = path
    self.utf8 = utf8
    var starts: [Int32] = [0]
    for (offset, byte) in utf8.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(Int32(offset + 1))
    }
    lineStarts = starts
  }

  /// The line (from 0) that holds an offset; the offset just past the end belongs to the last line.
  /// - Complexity: O(log lines).
  public func lineIndex(at offset: Int32) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// Line and column, from 1, of an offset.
  public func position(at offset: Int32) -> SourcePosition {
    let line = lineIndex(at: offset)
    let start = Int(lineStarts[line])
    let end = min(max(Int(offset), start), utf8.count)
    let bytes = utf8[start..<end]
    // A line of megabytes without a break should not be cut into characters to count them.
    if bytes.allSatisfy({ $0 < 0x80 }) {
      return SourcePosition(line: line + 1, column: bytes.count + 1)
    }
    let before = String(decoding: bytes, as: UTF8.self)
    return SourcePosition(line: line + 1, column: before.count + 1)
  }

  /// The text of a line, from 0, without its line break.
  public func lineText(_ line: Int) -> String {
    let start = Int(lineStarts[line])
    var end = line + 1 < lineStarts.count ? Int(lineStarts[line + 1]) - 1 : utf8.count
    if end > start && utf8[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return String(decoding: utf8[start..<end], as: UTF8.self)
  }

  /// The text that a span of this file covers.
  public func text(of span: Span) -> String {
    let end = min(Int(span.end), utf8.count)
    return String(decoding: utf8[min(Int(span.start), end)..<end], as: UTF8.self)
  }
}

/// The files of one run, by their `FileID`.
public struct SourceMap: Sendable {
  public private(set) var files: [SourceFile] = []

  public init() {}

  public mutating func add(_ file: SourceFile) -> FileID {
    files.append(file)
    return FileID(index: Int32(files.count - 1))
  }

  public subscript(id: FileID) -> SourceFile { files[Int(id.index)] }

  /// The text that a span covers.
  public func text(of span: Span) -> String { self[span.file].text(of: span) }

  /// Line and column, from 1, where a span starts.
  public func position(of span: Span) -> SourcePosition { self[span.file].position(at: span.start) }
}
