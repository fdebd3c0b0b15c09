internal import MeshComponents
internal import Synchronization

/// An instance of the example's service: a real server on loopback that can be made to fail.
final class ExampleInstance: Sendable {
  /// How it behaves.
  enum Condition: String, Sendable {
    case well
    /// Answers requests after a while; its health page is quick, as such pages are.
    case slow
    /// Answers 503, its health page too.
    case failing
  }

  let id: String
  private let server: HTTPServer
  private let condition = Mutex(Condition.well)
  private let delay: Duration

  /// A server on a free port.
  init(id: String, delay: Duration) throws(NetworkError) {
    self.id = id
    self.delay = delay
    server = try HTTPServer()
  }

  var registration: ServiceInstance {
    ServiceInstance(id: id, host: "127.0.0.1", port: server.endpoint.port)
  }

  func become(_ next: Condition) { condition.withLock { $0 = next } }

  /// Serves until it is killed or the task is cancelled.
  func run() async {
    await server.run { [self] request in
      let condition = condition.withLock { $0 }
      if request.path == "/health" {
        return HTTPResponse(status: condition == .failing ? 503 : 200, text: condition.rawValue)
      }
      switch condition {
      case .well: break
      case .slow: try? await ContinuousClock().sleep(for: delay)
      case .failing: return HTTPResponse(status: 503, text: "no")
      }
      return HTTPResponse(text: id)
    }
  }

  /// The port is closed from now on.
  func kill() { server.stop() }
}
