public import MeshComponents

/// A mesh of a few services on loopback, whose instances are slowed, broken and killed while
/// somebody calls them.
///
/// Everything is real: servers and sockets, health probes, leases, breakers, retries, spans. What
/// it shows is that callers hardly notice, and which part of the mesh it is that saw to it.
public struct Example: Sendable {
  /// How long things take; tests are in a hurry.
  public struct Timing: Sendable {
    /// Between two rounds of probes.
    public var probes: Duration
    /// How long a probe, or an attempt, may take.
    public var timeout: Duration
    /// How long a slow instance takes: longer than that.
    public var delay: Duration
    /// How long an instance stays registered without a probe that passes.
    public var lease: Duration

    /// - Precondition: `delay` is longer than `timeout`.
    public init(
      probes: Duration = .milliseconds(200), timeout: Duration = .milliseconds(250),
      delay: Duration = .seconds(2), lease: Duration = .seconds(600)
    ) {
      precondition(delay > timeout, "an instance that is slow answers in time")
      self.probes = probes
      self.timeout = timeout
      self.delay = delay
      self.lease = lease
    }
  }

  /// What happened to the calls of one act.
  public struct Act: Sendable {
    public let title: String
    public let calls: Int
    public let answered: Int
    /// Requests sent, retries included.
    public let attempts: Int
    /// Answers by the instance that gave them.
    public let answers: [String: Int]
    /// Where the breakers of the instances stand after it, of those that were ever called.
    public let breakers: [String: CircuitBreakerMode]
    /// Instances that are discovered after it.
    public let discovered: [String]
  }

  private let timing: Timing
  private let callsPerAct: Int

  public init(timing: Timing = .init(), callsPerAct: Int = 40) {
    self.timing = timing
    self.callsPerAct = callsPerAct
  }

  /// Plays all acts.
  ///
  /// - Parameters:
  ///   - observe: is told of each act as soon as it is over.
  ///   - curtain: runs after the last one while everything is still up, with the address of the
  ///     metrics page.
  /// - Throws: `NetworkError` when no server can be started, `MeshRegistrationError`.
  public func run(
    observe: (Act) -> Void, curtain: (IPv4Endpoint) async -> Void = { _ in }
  ) async throws {
    let stage = try await Stage(timing: timing)
    await withTaskGroup(of: Void.self) { group in
      stage.start(in: &group)
      for act in Script.acts {
        await act.happens(stage)
        await stage.settles(act.discovered)
        observe(await stage.play(act.title, calls: callsPerAct))
      }
      await curtain(stage.page.endpoint)
      group.cancelAll()
    }
  }
}
