internal import Dispatch
internal import Glibc
internal import Synchronization

/// Finds the IPv4 addresses of a host by `getaddrinfo`, which blocks, on threads apart.
enum HostResolver {
  private typealias Outcome = Result<[UInt32], NetworkError>

  private static let queue = DispatchQueue(label: "mesh.names", attributes: .concurrent)

  /// A question that ends once: answered, too late or cancelled, whichever is first.
  private final class Question: Sendable {
    private enum State {
      case unasked
      case open(CheckedContinuation<Outcome, Never>)
      case ended(Outcome)
    }

    private let state = Mutex(State.unasked)

    func ask(_ continuation: CheckedContinuation<Outcome, Never>) {
      let ended: Outcome? = state.withLock { state in
        if case .ended(let outcome) = state { return outcome }
        state = .open(continuation)
        return nil
      }
      if let ended { continuation.resume(returning: ended) }
    }

    func end(_ outcome: Outcome) {
      let continuation: CheckedContinuation<Outcome, Never>? = state.withLock { state in
        switch state {
        case .unasked:
          state = .ended(outcome)
          return nil
        case .open(let continuation):
          state = .ended(outcome)
          return continuation
        case .ended: return nil
        }
      }
      continuation?.resume(returning: outcome)
    }
  }

  /// The host's endpoints in the order of the resolver; one in dotted form needs no look-up.
  ///
  /// The system's look-up cannot be called off: after the deadline its thread ends by itself.
  static func endpoints(
    of host: String, port: UInt16, until deadline: ContinuousClock.Instant
  ) async throws(NetworkError) -> [IPv4Endpoint] {
    if let endpoint = IPv4Endpoint(numeric: host, port: port) { return [endpoint] }
    let question = Question()
    let outcome = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        question.ask(continuation)
        queue.async { question.end(lookUp(host)) }
        let rest = max(.zero, ContinuousClock.now.duration(to: deadline))
        let milliseconds = Int(min(rest, .seconds(3600)) / .milliseconds(1)) + 1
        DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(milliseconds)) {
          question.end(.failure(.timedOut))
        }
      }
    } onCancel: {
      question.end(.failure(.cancelled))
    }
    return try outcome.get().map { IPv4Endpoint(address: $0, port: port) }
  }

  private static func lookUp(_ host: String) -> Outcome {
    // The system would stop reading at the zero, and answer for another name.
    guard !host.isEmpty, !host.utf8.contains(0) else {
      return .failure(.unresolvable(host: host))
    }
    var hints = unsafe addrinfo()
    unsafe hints.ai_family = AF_INET
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>? = nil
    guard unsafe getaddrinfo(host, nil, &hints, &list) == 0 else {
      return .failure(.unresolvable(host: host))
    }
    defer { unsafe freeaddrinfo(list) }
    var addresses: [UInt32] = []
    var next = unsafe list
    while let entry = unsafe next {
      // Entries are of the family that was asked for, and live until the list is freed.
      unsafe entry.pointee.ai_addr.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        addresses.append(unsafe IPv4Endpoint($0.pointee).address)
      }
      unsafe next = entry.pointee.ai_next
    }
    return addresses.isEmpty ? .failure(.unresolvable(host: host)) : .success(addresses)
  }
}
