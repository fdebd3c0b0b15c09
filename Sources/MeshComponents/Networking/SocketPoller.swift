internal import Dispatch
internal import Glibc
internal import Synchronization

/// Waits for sockets on one thread of its own, for all tasks of the process.
///
/// A task that cannot go on leaves its socket, what it waits for and a deadline here, and is
/// resumed once: when the socket is ready, when the deadline has passed or when it is cancelled.
/// `poll` is asked again whenever somebody new comes, which a byte through a pair of sockets tells
/// it.
///
/// The cost of a wake-up grows with the number of those who wait: good for the probes of a checker
/// and the connections of a small server, not for tens of thousands of idle connections.
final class SocketPoller: Sendable {
  enum Readiness { case reading, writing }

  typealias Outcome = Result<Void, NetworkError>

  private struct Waiter {
    let socket: Socket
    let readiness: Readiness
    let deadline: ContinuousClock.Instant
    let continuation: CheckedContinuation<Outcome, Never>
  }

  private let waiters = Mutex<[UInt64: Waiter]>([:])
  private let lastNumber = Atomic<UInt64>(0)
  /// The second is readable when somebody new waits.
  private let bell: (button: Socket, clapper: Socket)

  static let shared = SocketPoller()

  private init() {
    guard let pair = try? Socket.pair() else {
      preconditionFailure("no descriptor is left for the process's sockets")
    }
    bell = pair
    // A queue of its own is a thread of its own here, as the loop never ends.
    DispatchQueue(label: "mesh.sockets").async { self.work() }
  }

  /// Waits until the socket can be read or written, or has failed.
  /// - Throws: `timedOut` at the deadline, `cancelled` when the task is.
  func wait(
    for readiness: Readiness, of socket: Socket, until deadline: ContinuousClock.Instant
  ) async throws(NetworkError) {
    let number = lastNumber.wrappingAdd(1, ordering: .relaxed).newValue
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        waiters.withLock {
          $0[number] = Waiter(
            socket: socket, readiness: readiness, deadline: deadline, continuation: continuation)
        }
        ring()
        // A cancellation before the waiter was there found nobody to tell.
        if Task.isCancelled { abandon(number) }
      }
    } onCancel: {
      abandon(number)
    }
    try outcome.get()
  }

  private func abandon(_ number: UInt64) {
    let waiter = waiters.withLock { $0.removeValue(forKey: number) }
    waiter?.continuation.resume(returning: .failure(.cancelled))
  }

  /// A bell that is full of rings has been heard of.
  private func ring() { _ = try? bell.button.write([1]) }

  private func work() {
    while true {
      let numbers = pollOnce()
      _ = try? bell.clapper.read(atMost: 4096)
      let now = ContinuousClock.now
      let resumed = waiters.withLock { waiters in
        let late = waiters.filter { $0.value.deadline <= now && !numbers.contains($0.key) }.keys
        let outcomes =
          numbers.map { ($0, Outcome.success(())) } + late.map { ($0, .failure(.timedOut)) }
        return outcomes.compactMap { number, outcome in
          waiters.removeValue(forKey: number).map { ($0, outcome) }
        }
      }
      for (waiter, outcome) in resumed { waiter.continuation.resume(returning: outcome) }
    }
  }

  /// Sleeps until something is ready, somebody new comes or the next deadline passes.
  /// - Returns: the waiters whose sockets are ready.
  private func pollOnce() -> Set<UInt64> {
    // The waiters are kept, and their sockets with them, until the system has looked at them.
    let waiting = waiters.withLock { Array($0) }
    var polled = waiting.map { Self.entry(for: $0.value) }
    polled.append(pollfd(fd: bell.clapper.descriptor, events: Int16(POLLIN), revents: 0))
    let timeout = Self.timeout(until: waiting.lazy.map(\.value.deadline).min())
    guard unsafe poll(&polled, nfds_t(polled.count), timeout) > 0 else { return [] }
    return Set(zip(waiting, polled).filter { $1.revents != 0 }.map(\.0.key))
  }

  /// Milliseconds as `poll` takes them: rounded up, so that it does not wake before the deadline
  /// and spin; -1 for ever.
  private static func timeout(until deadline: ContinuousClock.Instant?) -> Int32 {
    guard let deadline else { return -1 }
    let rest = ContinuousClock.now.duration(to: deadline)
    if rest <= .zero { return 0 }
    // A minute at most: whoever waits longer is looked at again, and nothing overflows.
    return Int32(min(rest, .seconds(60)) / .milliseconds(1)) + 1
  }

  private static func entry(for waiter: Waiter) -> pollfd {
    let events = waiter.readiness == .reading ? POLLIN : POLLOUT
    return pollfd(fd: waiter.socket.descriptor, events: Int16(events), revents: 0)
  }
}
