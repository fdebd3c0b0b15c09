internal import Glibc

extension Socket {
  /// Begins to connect; `.notReady` while the handshake is under way.
  func connect(to endpoint: IPv4Endpoint) throws(NetworkError) -> Attempt<Void> {
    let status = unsafe withRawAddress(of: endpoint) { address, length in
      unsafe Glibc.connect(descriptor, address, length)
    }
    if status == 0 || errno == EISCONN { return .done(()) }
    if errno == EINPROGRESS || errno == EALREADY || errno == EINTR { return .notReady }
    throw .last(of: "connect")
  }

  /// How the handshake went, once the socket is writable.
  func finishConnecting(to endpoint: IPv4Endpoint) throws(NetworkError) {
    let code = try option(SO_ERROR)
    if code != 0 { throw NetworkError(code, of: "connect") }
    // A socket that connects to a free port of its own host may be given that very port, and then
    // meets itself (simultaneous open, RFC 9293, 3.5): nobody listens there all the same.
    if try localEndpoint() == endpoint { throw .refused }
    try set(TCP_NODELAY, at: Int32(IPPROTO_TCP))
  }

  func listen(at endpoint: IPv4Endpoint, backlog: Int32) throws(NetworkError) {
    try set(SO_REUSEADDR, at: SOL_SOCKET)
    let status = unsafe withRawAddress(of: endpoint) { address, length in
      unsafe bind(descriptor, address, length)
    }
    guard status == 0 else { throw .last(of: "bind") }
    guard Glibc.listen(descriptor, backlog) == 0 else { throw .last(of: "listen") }
  }

  /// Takes a connection that has been made.
  func accept() throws(NetworkError) -> Attempt<Socket> {
    let accepted = Glibc.accept(descriptor, nil, nil)
    if accepted >= 0 {
      let socket = Socket(owning: accepted)
      try socket.stopBlocking()
      try? socket.set(TCP_NODELAY, at: Int32(IPPROTO_TCP))
      return .done(socket)
    }
    switch errno {
    case EAGAIN, EINTR, ECONNABORTED: return .notReady
    case EINVAL: throw .stopped
    default: throw .last(of: "accept")
    }
  }

  private func stopBlocking() throws(NetworkError) {
    guard fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0, fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0
    else { throw .last(of: "fcntl") }
  }

  /// Reads what is there, at most so many bytes; none of them when the peer has finished.
  func read(atMost count: Int) throws(NetworkError) -> Attempt<[UInt8]> {
    precondition(count > 0, "reading \(count) bytes looks like the end")
    var received = 0
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      // The buffer has room for `count` bytes, and the system writes no more than it is told.
      received = unsafe recv(descriptor, buffer.baseAddress, count, 0)
      initialized = max(0, received)
    }
    if received >= 0 { return .done(bytes) }
    if errno == EAGAIN || errno == EINTR { return .notReady }
    throw .last(of: "recv")
  }

  /// Writes what fits.
  /// - Returns: how many of the bytes were taken.
  func write(_ bytes: ArraySlice<UInt8>) throws(NetworkError) -> Attempt<Int> {
    let sent = unsafe bytes.withUnsafeBytes { buffer in
      // Without the flag a peer that has gone would end the process with SIGPIPE.
      unsafe send(descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
    }
    if sent >= 0 { return .done(sent) }
    if errno == EAGAIN || errno == EINTR { return .notReady }
    throw .last(of: "send")
  }

  /// Tells the peer that nothing more will come.
  func shutDownWriting() { _ = shutdown(descriptor, Int32(SHUT_WR)) }

  /// Has whoever waits to read, or to accept, see the end.
  func shutDownReading() { _ = shutdown(descriptor, Int32(SHUT_RD)) }

  /// The address that this end has.
  func localEndpoint() throws(NetworkError) -> IPv4Endpoint {
    var raw = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = unsafe withUnsafeMutablePointer(to: &raw) { pointer in
      // The kernel writes at most `length` bytes, the size of what the pointer refers to.
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        unsafe getsockname(descriptor, address, &length)
      }
    }
    guard status == 0 else { throw .last(of: "getsockname") }
    return IPv4Endpoint(raw)
  }

  private func option(_ name: Int32) throws(NetworkError) -> Int32 {
    var value: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    let status = unsafe getsockopt(descriptor, SOL_SOCKET, name, &value, &length)
    guard status == 0 else { throw .last(of: "getsockopt") }
    return value
  }

  private func set(_ name: Int32, at level: Int32) throws(NetworkError) {
    var value: Int32 = 1
    let length = socklen_t(MemoryLayout<Int32>.size)
    let status = unsafe setsockopt(descriptor, level, name, &value, length)
    guard status == 0 else { throw .last(of: "setsockopt") }
  }
}

/// Hands an address to a call that takes the general kind; it must not keep the pointer.
private func withRawAddress(
  of endpoint: IPv4Endpoint, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32
) -> Int32 {
  let raw = endpoint.raw
  let length = socklen_t(MemoryLayout<sockaddr_in>.size)
  return unsafe withUnsafePointer(to: raw) { pointer in
    // Every address begins as `sockaddr` does; the length says how far the kernel may read.
    unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
      unsafe body(address, length)
    }
  }
}
