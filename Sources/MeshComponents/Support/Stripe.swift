internal import Glibc
internal import Synchronization

/// Which part of something that exists several times, so that threads do not meet, is the calling
/// thread's.
///
/// Memory that two threads write to moves from one core's cache to the other's each time, which
/// takes several times as long as the write. Threads are numbered as they come, so as many as there
/// are parts have one each; more of them share, which is slower and nothing worse.
@usableFromInline
enum Stripe {
  /// How many parts there are: a power of two, and two for each processor, since threads that do
  /// not run have numbers as well.
  @usableFromInline static let count: Int = {
    let processors = max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
    var count = 2
    while count < 2 * processors && count < 32 { count *= 2 }
    return count
  }()

  private static let threads = Atomic(0)
  /// Under which each thread keeps its part's number; nil where the process has no key left.
  private static let key: pthread_key_t? = {
    var key = pthread_key_t()
    return unsafe pthread_key_create(&key, nil) == 0 ? key : nil
  }()

  /// From 0 to `count` - 1, the same each time on one thread.
  @usableFromInline static var own: Int {
    guard let key else { return 0 }
    // One more than the number is kept in the place of a pointer, and never followed.
    let known = unsafe Int(bitPattern: pthread_getspecific(key))
    return known > 0 ? known &- 1 : assigned(under: key)
  }

  private static func assigned(under key: pthread_key_t) -> Int {
    let number = threads.wrappingAdd(1, ordering: .relaxed).oldValue & (count - 1)
    _ = unsafe pthread_setspecific(key, .init(bitPattern: number + 1))
    return number
  }
}
