internal import Synchronization

/// Work on one level that several workers share, from one moment at which one thread was alone to
/// the next.
///
/// The level is cut into pieces; each worker takes the next one when it has done its own, so none
/// waits long for another.
final class Round: Sendable {
  /// How the workers have the store.
  enum Access {
    /// Together: a round ends when the store has to grow.
    case shared
    /// One after the other on one thread, which makes room itself and keeps to a number of states.
    case alone(countMax: Int)
  }

  let store: StateStore
  let level: Int
  let access: Access
  /// Workers that take pieces, those of the lowest numbers; the others only end what they began.
  private let workersMax: Int
  private let pieces: Pieces
  private let isEnded = Atomic(false)

  init(
    _ pieces: Pieces, level: Int, in store: StateStore, as access: Access, workersMax: Int = .max
  ) {
    self.pieces = pieces
    self.workersMax = workersMax
    self.access = access
    self.level = level
    self.store = store
  }

  /// Whether everybody is to come back, whatever is left.
  var isOver: Bool { isEnded.load(ordering: .relaxed) }

  func end() { isEnded.store(true, ordering: .relaxed) }

  /// The next piece for the worker of that number; nil when all are taken, or it is to take none.
  func nextPiece(for worker: Int) -> Range<Int>? { worker < workersMax ? pieces.next() : nil }
}

/// The pieces of a level, handed out in order, each once.
final class Pieces: Sendable {
  private let ranges: [Range<Int>]
  private let cursor = Atomic(0)

  /// States of a piece: enough that taking one costs nothing.
  static let sizeMax = StateTree.runMax
  /// So many pieces for each worker, if they are not larger, let all end at about the same time.
  static let countForEach = 8

  init(of level: StateRanges, workers: Int) {
    let even = workers == 1 ? Self.sizeMax : level.count / (workers * Self.countForEach)
    let size = max(1, min(Self.sizeMax, even))
    ranges = level.ranges.flatMap { range in
      stride(from: range.lowerBound, to: range.upperBound, by: size).map { start in
        start..<min(start + size, range.upperBound)
      }
    }
  }

  var areTaken: Bool { cursor.load(ordering: .relaxed) >= ranges.count }

  func next() -> Range<Int>? {
    // No more than once for each worker beyond the end: it cannot overflow.
    let number = cursor.wrappingAdd(1, ordering: .relaxed).oldValue
    return number < ranges.count ? ranges[number] : nil
  }

  var byteCount: Int { ranges.capacity * 16 }
}
