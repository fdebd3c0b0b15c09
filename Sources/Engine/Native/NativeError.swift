/// Why there is no native code.
package enum NativeError: Error, Hashable, Sendable {
  case noCompiler
  /// The program cannot be written as C text, or only as very much of it.
  case unsuitableProgram
  /// No folder for the compiler's files could be made, or it could not be started.
  case notStarted(errno: Int32)
  /// The compiler said no, or what it made could not be loaded.
  case failed
}
