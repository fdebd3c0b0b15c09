internal import Glibc

/// A file without a name that takes memory which is seldom read.
///
/// It is gone when the process is, however that ends: the name is removed as soon as it is there.
@safe final class SpillFile {
  private let descriptor: Int32
  private let folder: String

  /// - Throws: `CheckpointError.file` when the folder cannot be written.
  init(folder: String) throws(CheckpointError) {
    // `mkstemp` fills in the last six characters, in place, and leaves the length as it is.
    var template = Array((folder + "/meshcheck-spill-XXXXXX").utf8CString)
    let descriptor = unsafe mkstemp(&template)
    guard descriptor >= 0 else { throw .file(path: folder, code: errno) }
    _ = unsafe unlink(template)
    self.descriptor = descriptor
    self.folder = folder
  }

  deinit { close(descriptor) }

  /// Writes whole pages of memory, at the offset that they have there, and puts the file in their
  /// place: what is read is the same, and the memory is the kernel's to take.
  ///
  /// - Precondition: `bytes` begins and ends with a page.
  func take(_ bytes: Range<Int>, of base: UnsafeMutableRawPointer) throws(CheckpointError) {
    let isWhole = [bytes.lowerBound, bytes.upperBound].allSatisfy {
      $0 % Reservation.pageBytes == 0
    }
    precondition(isWhole, "a part of a page")
    var offset = bytes.lowerBound
    while offset < bytes.upperBound {
      let count = min(1 << 24, bytes.upperBound - offset)
      let written = unsafe pwrite(descriptor, base + offset, count, offset)
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw .file(path: folder, code: errno) }
      offset += written
    }
    // Private and writable: the cells of a page that are still empty can be filled.
    let mapped = unsafe mmap(
      base + bytes.lowerBound, bytes.count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_FIXED,
      descriptor, bytes.lowerBound)
    guard unsafe mapped == base + bytes.lowerBound else {
      throw .file(path: folder, code: errno)
    }
    // Look-ups come from anywhere: reading ahead would only fetch what nobody wants.
    unsafe madvise(base + bytes.lowerBound, bytes.count, MADV_RANDOM)
  }
}
