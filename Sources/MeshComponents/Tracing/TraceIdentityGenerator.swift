import Synchronization

/// Names new traces and spans.
public protocol TraceIdentityGenerator: Sendable {
  func traceID() -> TraceID
  func spanID() -> SpanID
}

/// Draws names at random, so that processes which know nothing of each other do not clash.
///
/// ```swift
/// let names = RandomTraceIdentities(using: SystemRandomNumberGenerator())
/// ```
public final class RandomTraceIdentities<Generator: RandomNumberGenerator & Sendable>:
  TraceIdentityGenerator
{
  private let generator: Mutex<Generator>

  /// A seeded generator gives the same names each time, for tests.
  public init(using generator: Generator) { self.generator = Mutex(generator) }

  public func traceID() -> TraceID {
    while true {
      let (high, low) = generator.withLock { ($0.next(), $0.next()) }
      if let id = TraceID(high: high, low: low) { return id }
    }
  }

  public func spanID() -> SpanID {
    while true {
      if let id = SpanID(generator.withLock { $0.next() }) { return id }
    }
  }
}

/// Which traces are recorded; asked once for each, where it begins.
public struct TraceSampler: Sendable {
  private let decide: @Sendable (TraceID) -> Bool

  public init(_ decide: @escaping @Sendable (TraceID) -> Bool) { self.decide = decide }

  public static let always = TraceSampler { _ in true }
  public static let never = TraceSampler { _ in false }

  /// About this share of all traces, from 0 to 1. It goes by the trace's name, so that processes
  /// with the same share choose the same traces.
  public static func share(_ share: Double) -> TraceSampler {
    precondition((0...1).contains(share), "a share of \(share)")
    // The low half is random in every naming scheme in use; some put the time into the high one.
    return TraceSampler { Double($0.low >> 11) < share * 0x1p53 }
  }

  func isSampled(_ id: TraceID) -> Bool { decide(id) }
}
