/// Lends an actor of this library the executor that it runs on.
///
/// Each actor here takes an `any Actor` as its host and gives the host's executor as its own, so a
/// test may put it under a scheduler that tries every order. In production the host is one of
/// these: a plain actor, so that an actor that has it behaves, and costs, as one that has none.
///
/// ```swift
/// public actor Keeper {
///   private nonisolated let host: any Actor
///   public nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe host.unownedExecutor }
///   public init(on host: any Actor = ActorHost()) { self.host = host }
/// }
/// ```
public actor ActorHost {
  public init() {}
}
