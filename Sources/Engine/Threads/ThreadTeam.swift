internal import Glibc

/// Threads that wait for work, all of them together and again and again.
///
/// They are kept because a search has hundreds of rounds, and sleep between them. What the caller
/// wrote before `start` they see, and what they wrote the caller sees when `wait` was true: the
/// lock orders it.
@safe final class ThreadTeam {
  private let desk: Desk
  private var threads: [pthread_t] = []

  /// So many threads beside the caller's, or fewer when the system does not give as many.
  init(count: Int) {
    desk = Desk()
    for number in 0..<count {
      let seat = unsafe Unmanaged.passRetained(Seat(desk: desk, number: number + 1))
      var thread = pthread_t()
      let isRefused = unsafe pthread_create(
        &thread, nil,
        { seat in
          unsafe Unmanaged<Seat>.fromOpaque(seat!).takeRetainedValue().work()
          return nil
        }, seat.toOpaque())
      if isRefused != 0 {
        unsafe seat.release()
        break
      }
      threads.append(thread)
    }
  }

  deinit {
    desk.close()
    for thread in threads { pthread_join(thread, nil) }
  }

  /// Threads beside the caller's.
  var count: Int { threads.count }

  /// Has each thread run the body once, with its number, from 1 on; `wait` must follow.
  func start(_ body: @escaping @Sendable (Int) -> Void) { desk.post(body, to: count) }

  /// Waits until all have run the body.
  ///
  /// - Returns: false when the time is over first.
  func wait(atMost milliseconds: Int) -> Bool { desk.wait(atMost: milliseconds) }

  func waitUntilDone() { while !wait(atMost: 1000) {} }
}

/// One thread's place at the desk.
private final class Seat: Sendable {
  private let desk: Desk
  private let number: Int

  init(desk: Desk, number: Int) {
    self.desk = desk
    self.number = number
  }

  func work() {
    var last = 0
    while let (post, body) = desk.next(after: last) {
      body(number)
      last = post
      desk.finish()
    }
  }
}

/// Where work is posted and reported done.
@safe private final class Desk {
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let posted = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let finished = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  // Touched only under the lock.
  private var body: (@Sendable (Int) -> Void)?
  private var posts = 0
  private var running = 0
  private var isClosed = false

  init() {
    var attributes = pthread_condattr_t()
    unsafe pthread_condattr_init(&attributes)
    unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    unsafe pthread_mutex_init(lock, nil)
    unsafe pthread_cond_init(posted, nil)
    unsafe pthread_cond_init(finished, &attributes)
    unsafe pthread_condattr_destroy(&attributes)
  }

  deinit {
    unsafe pthread_mutex_destroy(lock)
    unsafe pthread_cond_destroy(posted)
    unsafe pthread_cond_destroy(finished)
    unsafe lock.deallocate()
    unsafe posted.deallocate()
    unsafe finished.deallocate()
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    unsafe pthread_mutex_lock(lock)
    defer { unsafe pthread_mutex_unlock(lock) }
    return body()
  }

  func post(_ body: @escaping @Sendable (Int) -> Void, to count: Int) {
    locked {
      precondition(running == 0, "work was posted before the last was done")
      self.body = body
      posts += 1
      running = count
    }
    unsafe pthread_cond_broadcast(posted)
  }

  /// The first post that the thread has not seen; nil when there will be none.
  func next(after last: Int) -> (post: Int, body: @Sendable (Int) -> Void)? {
    locked {
      while posts == last && !isClosed { unsafe pthread_cond_wait(posted, lock) }
      if isClosed { return nil }
      return body.map { (posts, $0) }
    }
  }

  func finish() {
    let isLast = locked {
      running -= 1
      if running == 0 { body = nil }
      return running == 0
    }
    if isLast { unsafe pthread_cond_signal(finished) }
  }

  func wait(atMost milliseconds: Int) -> Bool {
    var deadline = timespec()
    unsafe clock_gettime(CLOCK_MONOTONIC, &deadline)
    deadline.tv_nsec += milliseconds * 1_000_000
    deadline.tv_sec += deadline.tv_nsec / 1_000_000_000
    deadline.tv_nsec %= 1_000_000_000
    return locked {
      while running > 0 {
        if unsafe pthread_cond_timedwait(finished, lock, &deadline) == ETIMEDOUT { break }
      }
      return running == 0
    }
  }

  func close() {
    locked { isClosed = true }
    unsafe pthread_cond_broadcast(posted)
  }
}

// Its variables are touched under its lock.
extension Desk: @unchecked Sendable {}
