import Engine

extension CompiledSpec {
  /// The same with a program that does the same with fewer instructions.
  package func optimized() -> CompiledSpec { replacing(program.optimized(), symmetry) }
}
