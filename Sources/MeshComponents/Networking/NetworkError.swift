/// Why something on the network did not happen.
public enum NetworkError: Error, Hashable, Sendable {
  /// The deadline passed first.
  case timedOut
  /// The task was cancelled.
  case cancelled
  /// Nobody listens at the address.
  case refused
  /// The peer has gone, or was never reached: reset, broken pipe, no route.
  case disconnected
  /// The name has no IPv4 address, as far as the resolver knows.
  case unresolvable(host: String)
  /// The address is taken by another listener.
  case addressInUse
  /// The listener was told to stop.
  case stopped
  /// Anything else that the system reported, with its `errno`.
  case system(operation: String, code: Int32)
}
