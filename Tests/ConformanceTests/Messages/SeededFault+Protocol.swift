import Conformance

extension SeededFault {
  static let messages: [SeededFault] = FaultyProtocol.Fault.allCases.map { fault in
    // A part of the model that shows the fault, as the whole takes a minute to explore.
    let model: ProtocolModel =
      switch fault {
      case .fallsBackToJSON, .prefersTheLast: .negotiations
      case .keepsWhatWasAccepted: .renegotiations
      case .zerosAreNotSent: .messages
      default: .bytes
      }
    return transitions(
      of: "MessageProtocol", fault.rawValue, fault.story,
      coverage: .everyEdge, spec: (try? model.spec()) ?? ""
    ) {
      FaultyProtocol(fault: fault)
    }
  }
}
