extension MicroserviceStateMachine {
  /// An instance is stopped.
  /// - Returns: false when it is down already.
  mutating func stop(_ index: Int) -> Bool {
    switch instances[index].condition {
    case .down:
      return false
    case .well, .ill:
      instances[index].condition = .down
      return true
    }
  }

  /// An instance that is down is upgraded to a later version.
  mutating func upgrade(_ index: Int, to version: Int) throws(MicroserviceError) {
    let instance = instances[index]
    switch instance.condition {
    case .well, .ill:
      throw .isUp(instance: index)
    case .down:
      guard version > instance.version else {
        throw .notLater(version: version, than: instance.version)
      }
      instances[index].version = version
    }
  }

  /// An instance is started, and believed to be well until a check says otherwise.
  /// - Returns: false when it is up already.
  mutating func start(_ index: Int) -> Bool {
    switch instances[index].condition {
    case .down:
      instances[index].condition = .well
      return true
    case .well, .ill:
      return false
    }
  }

  /// An instance that is up passes its health check, or fails it.
  mutating func check(_ index: Int, passed: Bool) throws(MicroserviceError) {
    switch instances[index].condition {
    case .down:
      // A late answer of before the stop must not make it look as if it were up.
      throw .isDown(instance: index)
    case .well, .ill:
      instances[index].condition = passed ? .well : .ill
    }
  }

  /// Is there an instance for a request for this version of the interface? What an interface once
  /// offers it keeps, so later versions serve earlier requests.
  func canHandle(_ version: Int) -> Bool {
    instances.contains { instance in
      switch instance.condition {
      case .well: instance.version >= version
      case .down, .ill: false
      }
    }
  }
}
