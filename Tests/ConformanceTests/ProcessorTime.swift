import Glibc

/// Of all threads since the process began, so that a busy machine tells the same as an idle one.
func processorTime() -> Duration {
  .microseconds(clock() * 1_000_000 / Int(CLOCKS_PER_SEC))
}
