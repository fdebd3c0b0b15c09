import Synchronization

/// A stretch of work within a trace, begun by a `Tracer`.
///
/// ```swift
/// let span = tracer.begin("charge the card")
/// span.annotate("amount", "12.50")
/// span.end()
/// ```
///
/// It ends once: a second end changes nothing, nor does what is said of it afterwards. A span that
/// is dropped before it ended is not exported, as nobody knows when its work was done.
public final class Span: Sendable {
  /// The span of the innermost `Tracer.withSpan` that this task is in; child tasks have it, too.
  @TaskLocal public static var current: Span?

  /// What to send along so that others' spans become children of this one.
  public let context: TraceContext
  let startedAt: Duration
  private let machine: Mutex<SpanStateMachine>
  private let exporter: any SpanExporter
  private let wallClock: WallClock

  init(machine: SpanStateMachine, exporter: any SpanExporter, wallClock: WallClock) {
    context = machine.context
    startedAt = machine.startedAt
    self.machine = Mutex(machine)
    self.exporter = exporter
    self.wallClock = wallClock
  }

  /// Says something of the span.
  /// - Returns: false when it has ended, and nothing is added.
  @discardableResult
  public func annotate(_ key: String, _ value: String) -> Bool {
    machine.withLock { $0.annotate(key, value) }
  }

  /// Ends the span, and exports it if its trace is sampled.
  /// - Returns: false when it had ended already, and its end stays where it was.
  @discardableResult
  public func end() -> Bool {
    let now = wallClock.sinceEpoch
    guard let finished = machine.withLock({ $0.end(at: now) }) else { return false }
    if context.isSampled { exporter.export(finished) }
    return true
  }

  /// What is known of the span by now.
  public var recorded: SpanRecord { machine.withLock { $0.recorded } }
}
