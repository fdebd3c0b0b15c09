/// The rules of the simulated world and the limits of a run.
public struct ExplorationOptions: Sendable, Hashable {
  /// When time may go on to the next deadline.
  public enum Timers: Sendable, Hashable {
    /// When nothing else can happen: code takes no time.
    case whenIdle
    /// At any moment, as one more option: code may be as slow as it likes.
    case anytime
  }

  /// When time may go on; when idle, unless told otherwise.
  public var timers: Timers
  /// Jobs of one priority reach an actor in the order in which they came, as in the runtime.
  ///
  /// Without it any job that waits for an actor may be next: more orders than the runtime has
  /// today, all that the language allows.
  public var keepsActorOrder: Bool
  /// The longest run, in steps; a longer one is cut, and the report says so. At least 1.
  public var stepsMax: Int
  /// Goes on after a failure and counts them all.
  public var countsAllFailures: Bool
  /// How long a run with nothing ready waits for other threads before it is called a deadlock.
  ///
  /// Real time, and the only place where it counts: code that leaves the simulation for longer is
  /// taken for a deadlock. After a deadlock in an exploration into which no other thread has ever
  /// handed a job, no further run waits.
  public var patience: Duration

  public init(
    timers: Timers = .whenIdle, keepsActorOrder: Bool = true, stepsMax: Int = 10_000,
    countsAllFailures: Bool = false, patience: Duration = .milliseconds(500)
  ) {
    precondition(stepsMax >= 1, "a run of \(stepsMax) steps is none")
    self.timers = timers
    self.keepsActorOrder = keepsActorOrder
    self.stepsMax = stepsMax
    self.countsAllFailures = countsAllFailures
    self.patience = patience
  }
}
