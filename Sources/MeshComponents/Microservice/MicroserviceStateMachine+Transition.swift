extension MicroserviceStateMachine {
  /// An instance is stopped.
  /// - Returns: false when it is down already.
  mutating func stop(_ index: Int) -> Bool {
    switch instances[index].condition {
    case .down:
      return false
    case .unready, .ready:
      instances[index].condition = .down
      return true
    }
  }

  /// An instance that is down is upgraded to a later version, which offers the interface back to
  /// `oldest`.
  mutating func upgrade(
    _ index: Int, to version: Int, offeringSince oldest: Int
  ) throws(MicroserviceError) {
    let instance = instances[index]
    switch instance.condition {
    case .unready, .ready:
      throw .isUp(instance: index)
    case .down:
      guard version > instance.version else {
        throw .notLater(version: version, than: instance.version)
      }
      instances[index].version = version
      instances[index].oldest = oldest
    }
  }

  /// An instance is started, and not ready before a check has passed.
  /// - Returns: false when it is up already.
  mutating func start(_ index: Int) -> Bool {
    switch instances[index].condition {
    case .down:
      instances[index].condition = .unready
      return true
    case .unready, .ready:
      return false
    }
  }

  /// An instance that is up passes its readiness check, or fails it.
  mutating func check(_ index: Int, passed: Bool) throws(MicroserviceError) {
    switch instances[index].condition {
    case .down:
      // A late answer of before the stop must not make it look as if it were up.
      throw .isDown(instance: index)
    case .unready, .ready:
      instances[index].condition = passed ? .ready : .unready
    }
  }

  /// Would an instance answer a caller that speaks these versions of the interface?
  func canHandle(_ index: Int, _ versions: ClosedRange<Int>) -> Bool {
    let instance = instances[index]
    switch instance.condition {
    case .ready: return (instance.oldest...instance.version).overlaps(versions)
    case .down, .unready: return false
    }
  }

  /// Is such a caller answered, whichever ready instance it meets?
  func isServed(_ versions: ClosedRange<Int>) -> Bool {
    let ready = instances.indices.filter { instances[$0].condition == .ready }
    return !ready.isEmpty && ready.allSatisfy { canHandle($0, versions) }
  }
}
