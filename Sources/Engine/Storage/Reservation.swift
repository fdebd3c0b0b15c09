internal import Glibc

/// Address space from the kernel: zeroed, and without memory behind it until a page is touched.
@safe struct Reservation: ~Copyable {
  let base: UnsafeMutableRawPointer
  let byteCount: Int

  static let pageBytes = 4096
  static let hugePageBytes = 2 << 20

  /// Nil when the kernel does not give as much.
  init?(byteCount: Int) {
    precondition(byteCount > 0, "a reservation of nothing")
    let rounded = (byteCount + Self.pageBytes - 1) / Self.pageBytes * Self.pageBytes
    let flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE
    guard let base = unsafe mmap(nil, rounded, PROT_READ | PROT_WRITE, flags, -1, 0),
      Int(bitPattern: base) != -1
    else { return nil }
    unsafe self.base = base
    self.byteCount = rounded
  }

  /// As much as the kernel gives of `wanted` bytes, halving until it does, down to `least`.
  init?(upTo wanted: Int, least: Int) {
    var size = wanted
    while size >= least {
      if let whole = Reservation(byteCount: size) {
        self = whole
        return
      }
      size /= 2
    }
    return nil
  }

  /// Gives back the memory of the pages from that of the first byte up to that of the last one,
  /// which stays; they are zero from then on.
  func giveBack(_ bytes: Range<Int>) {
    let start = bytes.lowerBound / Self.pageBytes * Self.pageBytes
    let end = bytes.upperBound / Self.pageBytes * Self.pageBytes
    if start < end { unsafe madvise(base + start, end - start, MADV_DONTNEED) }
  }

  deinit { unsafe munmap(base, byteCount) }

  /// Asks for pages of 2 MB, which spare a large hash table most misses of the translation buffer:
  /// 10 to 20 % of the time of a search of ten million states. Small ones would only grow by it.
  ///
  /// - Parameter end: how much of it; it lies within whole pages of 2 MB or their parts, so that no
  ///   memory beyond is touched.
  func adviseHugePages(upTo end: Int) { unsafe madvise(base, end, MADV_HUGEPAGE) }

  /// The same for all of it, if it is large and will be filled.
  func adviseHugePages() {
    if byteCount >= 2 * Self.hugePageBytes { adviseHugePages(upTo: byteCount) }
  }
}
