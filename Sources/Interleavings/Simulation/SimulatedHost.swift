/// The executor of one simulated host: it hands every job to the scheduler.
final class SimulatedHostExecutor: SerialExecutor {
  let scheduler: Scheduler
  let number: Int

  init(scheduler: Scheduler, number: Int) {
    self.scheduler = scheduler
    self.number = number
  }

  func enqueue(_ job: consuming ExecutorJob) {
    scheduler.enqueue(UnownedJob(job), host: number)
  }
}

/// An actor that lends others an executor under the scheduler's control: `Simulation.host`.
actor SimulatedHost {
  nonisolated let executor: SimulatedHostExecutor

  nonisolated var unownedExecutor: UnownedSerialExecutor {
    // A task that is about to hop here asks for this: the one moment to learn its name.
    executor.scheduler.learnName()
    return unsafe executor.asUnownedSerialExecutor()
  }

  init(executor: SimulatedHostExecutor) { self.executor = executor }
}
