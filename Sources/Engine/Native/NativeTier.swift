/// What one worker has for running native code.
struct NativeTier: ~Copyable {
  var expander: NativeExpander
  var checker: NativeChecker

  init(
    _ program: NativeProgram, _ bytecode: borrowing BytecodeExpander,
    _ checker: borrowing StateChecker
  ) {
    expander = NativeExpander(program, counting: bytecode)
    self.checker = NativeChecker(program, counting: checker)
  }

  var byteCount: Int { expander.byteCount + checker.byteCount }
}
