import Engine

/// Two-phase commit as Gray and Lamport specify it ("Consensus on Transaction Commit", ACM TODS
/// 31(1), 2006, https://doi.org/10.1145/1132863.1132867), assembled by hand.
enum TwoPhaseCommit {
  static let working: Int64 = 0
  static let prepared: Int64 = 1
  static let committed: Int64 = 2
  static let aborted: Int64 = 3

  static func program(managers count: Int) -> Program {
    var b = ProgramBuilder()
    let managers = (0..<count).map { _ in b.field(width: 2, enumeration: 0) }
    let coordinator = b.field(width: 2, enumeration: 1)
    let known = (0..<count).map { _ in b.field(width: 1) }
    let sent = (0..<count).map { _ in b.field(width: 1) }
    let commit = b.field(width: 1)
    let abort = b.field(width: 1)
    for manager in 0..<count {
      b.action { b in
        b.require(coordinator, equals: 0)
        b.require(sent[manager], equals: 1)
        b.set(known[manager], to: 1)
        b.emit(.end)
      }
    }
    b.action { b in
      b.require(coordinator, equals: 0)
      for manager in 0..<count { b.require(known[manager], equals: 1) }
      b.set(coordinator, to: 1)
      b.set(commit, to: 1)
      b.emit(.end)
    }
    b.action { b in
      b.require(coordinator, equals: 0)
      b.set(coordinator, to: 2)
      b.set(abort, to: 1)
      b.emit(.end)
    }
    for manager in 0..<count {
      b.action { b in
        b.require(managers[manager], equals: working)
        b.set(managers[manager], to: prepared)
        b.set(sent[manager], to: 1)
        b.emit(.end)
      }
      b.action { b in
        b.require(managers[manager], equals: working)
        b.set(managers[manager], to: aborted)
        b.emit(.end)
      }
      b.action { b in
        b.require(commit, equals: 1)
        b.set(managers[manager], to: committed)
        b.emit(.end)
      }
      b.action { b in
        b.require(abort, equals: 1)
        b.set(managers[manager], to: aborted)
        b.emit(.end)
      }
    }
    addConsistency(of: managers, to: &b)
    return b.build()
  }

  /// No manager has aborted where another has committed.
  private static func addConsistency(of managers: [Operand32], to b: inout ProgramBuilder) {
    let (hasCommitted, hasAborted, equal) = (b.temporary(), b.temporary(), b.temporary())
    b.check(.invariant) { b in
      b.emit(.copy, hasCommitted, b.constant(0))
      b.emit(.copy, hasAborted, b.constant(0))
      for manager in managers {
        b.emit(.equal, equal, manager, b.constant(committed))
        b.emit(.or, hasCommitted, hasCommitted, equal)
        b.emit(.equal, equal, manager, b.constant(aborted))
        b.emit(.or, hasAborted, hasAborted, equal)
      }
      b.emit(.and, equal, hasCommitted, hasAborted)
      b.emit(.not, equal, equal)
      b.emit(.end, equal)
    }
  }
}
