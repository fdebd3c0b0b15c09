internal import Synchronization

extension KeySet {
  /// Moves the keys before a cell to a file, as far as whole pages of theirs go. Between rounds
  /// only.
  ///
  /// Cells that a worker may still fill stay in memory.
  ///
  /// - Returns: the bytes of memory that this saves.
  func spill(before cell: Int, to file: SpillFile) throws(CheckpointError) -> Int {
    var end = min(cell, cellCount)
    for worker in 0..<workerCountMax where self[blockOf: worker].next < self[blockOf: worker].end {
      end = min(end, self[blockOf: worker].next)
    }
    let target = end * wordCount * 8 / Reservation.hugePageBytes * Reservation.hugePageBytes
    guard target > spilledBytes else { return 0 }
    let saved = target - spilledBytes
    unsafe try file.take(spilledBytes..<target, of: arena.base)
    spilledBytes = target
    return saved
  }
}
