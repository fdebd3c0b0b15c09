import Engine

/// What may run the actions of a spec. No result depends on it.
public enum EngineChoice: String, Hashable, Sendable, CaseIterable {
  /// Bytecode at once, and native code as soon as a C compiler, if there is one, has made some.
  case auto
  case bytecode
  /// Native code from the beginning; a run fails where there can be none.
  case native

  var tiers: TierChoice {
    switch self {
    case .auto: .both
    case .bytecode: .bytecodeOnly
    case .native: .nativeOnly
    }
  }
}

extension NativeError {
  /// A sentence on what is missing.
  var message: String {
    switch self {
    case .noCompiler: "no C compiler for native code: neither clang nor cc is in PATH"
    case .unsuitableProgram: "the spec is too large for native code"
    case .notStarted(let error): "the C compiler could not be started (error \(error))"
    case .failed: "the C compiler made no native code that can be loaded"
    }
  }
}
