import Glibc
import Synchronization

/// Requests to end, which come as signals: `SIGINT` from Ctrl-C, `SIGTERM` from the system.
///
/// The first one only raises a flag at which searches look, so that the report on what was seen
/// still comes out; a second one ends the process at once, as if nothing had been caught.
enum Interruption {
  private static let flag = Atomic(false)

  static var isRequested: Bool { flag.load(ordering: .acquiring) }

  static func catchSignals() {
    // Before a handler could be the first to touch it: making a global is nothing for a handler.
    flag.store(false, ordering: .relaxed)
    for number in [SIGINT, SIGTERM] {
      var action = sigaction()
      unsafe action.__sigaction_handler.sa_handler = { _ in Interruption.note() }
      action.sa_flags = SA_RESTART
      unsafe sigaction(number, &action, nil)
    }
  }

  /// Runs in the handler: nothing but what is safe there, an atomic store and two system calls.
  private static func note() {
    _ = signal(SIGINT, SIG_DFL)
    _ = signal(SIGTERM, SIG_DFL)
    flag.store(true, ordering: .releasing)
  }
}
