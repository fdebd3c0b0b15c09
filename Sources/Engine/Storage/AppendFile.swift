internal import Glibc

/// A file of 64-bit words that only grows, and of which only so many words are vouched for.
///
/// Who opens it says how many words are good, from a note that was written after they were; the
/// rest, which a process that was killed may have left there, is cut off.
@safe final class AppendFile {
  let path: String
  private let descriptor: Int32
  /// Words in the file.
  private(set) var wordCount: Int

  /// Opens the file, or makes it, with its first `wordCount` words.
  ///
  /// - Throws: `CheckpointError.file` when it cannot be opened or is shorter than that.
  init(path: String, keeping wordCount: Int) throws(CheckpointError) {
    let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .file(path: path, code: errno) }
    let size = lseek(descriptor, 0, SEEK_END)
    guard size >= wordCount * 8 else {
      close(descriptor)
      throw .damaged(path: path, reason: "it is shorter than its checkpoint says")
    }
    guard ftruncate(descriptor, wordCount * 8) == 0 else {
      let code = errno
      close(descriptor)
      throw .file(path: path, code: code)
    }
    self.path = path
    self.descriptor = descriptor
    self.wordCount = wordCount
  }

  deinit { close(descriptor) }

  /// Writes words at the end.
  func append(_ words: UnsafePointer<UInt64>, count: Int) throws(CheckpointError) {
    var rest = unsafe UnsafeRawBufferPointer(start: words, count: count * 8)
    var offset = wordCount * 8
    while unsafe !rest.isEmpty {
      let written = unsafe pwrite(descriptor, rest.baseAddress, rest.count, offset)
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { throw .file(path: path, code: errno) }
      unsafe rest = UnsafeRawBufferPointer(rebasing: rest[written...])
      offset += written
    }
    wordCount += count
  }

  func append(_ words: [UInt64]) throws(CheckpointError) {
    var failure: CheckpointError?
    unsafe words.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      do throws(CheckpointError) {
        unsafe try append(base, count: buffer.count)
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Reads words from a place on into memory.
  func read(
    from first: Int, count: Int, into target: UnsafeMutablePointer<UInt64>
  ) throws(CheckpointError) {
    var done = 0
    while done < count * 8 {
      let place = unsafe UnsafeMutableRawPointer(target) + done
      let got = unsafe pread(descriptor, place, count * 8 - done, first * 8 + done)
      if got < 0 && errno == EINTR { continue }
      guard got > 0 else { throw .file(path: path, code: got < 0 ? errno : EIO) }
      done += got
    }
  }

  /// Comes back when the disk has all that was written.
  func synchronize() throws(CheckpointError) {
    guard fdatasync(descriptor) == 0 else { throw .file(path: path, code: errno) }
  }
}
