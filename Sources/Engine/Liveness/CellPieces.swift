internal import Synchronization

/// Cells that several threads go through, handed out in pieces that begin and end at multiples of
/// some thousand: what is packed by cells is then written by one thread a word.
final class CellPieces: Sendable {
  private let pieces: [[Range<Int>]]
  private let cursor = Atomic(0)

  private static let size = 4_096

  /// - Parameter ranges: which do not overlap.
  init(_ ranges: [Range<Int>]) {
    var pieces: [[Range<Int>]] = []
    var last = -1
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      var start = range.lowerBound
      while start < range.upperBound {
        let number = start / Self.size
        let end = min(range.upperBound, (number + 1) * Self.size)
        if number != last { pieces.append([]) }
        pieces[pieces.count - 1].append(start..<end)
        last = number
        start = end
      }
    }
    self.pieces = pieces
  }

  var count: Int { pieces.count }

  /// The next piece, nil when all are taken.
  func next() -> [Range<Int>]? {
    let number = cursor.wrappingAdd(1, ordering: .relaxed).oldValue
    return number < pieces.count ? pieces[number] : nil
  }
}
