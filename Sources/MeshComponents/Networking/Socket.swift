internal import Glibc

/// Owns a non-blocking stream socket, and closes it when its last user lets go.
///
/// Whoever waits for it holds it, so a descriptor is never closed, and its number never given to
/// another socket, while it is still being waited for. All calls of the system that concern sockets
/// are here and in `Socket+Calls.swift`; none of them blocks.
final class Socket: Sendable {
  /// Valid until `deinit`.
  let descriptor: Int32

  /// Takes over a descriptor that nobody else closes.
  init(owning descriptor: Int32) { self.descriptor = descriptor }

  convenience init() throws(NetworkError) {
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(AF_INET, kind, 0)
    guard descriptor >= 0 else { throw .last(of: "socket") }
    self.init(owning: descriptor)
  }

  /// Two sockets that are connected with each other.
  static func pair() throws(NetworkError) -> (Socket, Socket) {
    let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
    // The system writes two descriptors, and there is room for two.
    var descriptors: [Int32] = [-1, -1]
    guard unsafe socketpair(AF_UNIX, kind, 0, &descriptors) == 0 else {
      throw .last(of: "socketpair")
    }
    return (Socket(owning: descriptors[0]), Socket(owning: descriptors[1]))
  }

  deinit { _ = close(descriptor) }
}

/// What came of a call that must not block.
enum Attempt<Value> {
  case done(Value)
  /// To be tried again when the socket is ready.
  case notReady
}

extension NetworkError {
  /// What the thread's last failed system call reported.
  static func last(of operation: String) -> NetworkError { NetworkError(errno, of: operation) }

  init(_ code: Int32, of operation: String) {
    switch code {
    case ECONNREFUSED: self = .refused
    case ECONNRESET, EPIPE, ENOTCONN, ECONNABORTED, EHOSTUNREACH, ENETUNREACH, ENETDOWN:
      self = .disconnected
    case ETIMEDOUT: self = .timedOut
    case EADDRINUSE: self = .addressInUse
    default: self = .system(operation: operation, code: code)
    }
  }
}
