/// What one instruction does. Operands name slots of the frame unless a line says otherwise.
///
/// The frame is an array of `Int64` slots: first the fields of the state (the ones an action reads
/// and `store…` writes), then the same fields as they were before the step (for `old`), then the
/// program's constants, then temporaries. So a constant is a slot as well, and no operation needs a
/// second form for it. An *address* is a slot that holds the number of another slot: how dynamic
/// indices work.
package enum Opcode: UInt8, Sendable, BitwiseCopyable, CaseIterable {
  // MARK: Moving values

  /// `a ← b`
  case copy
  /// `a ..< a+c ← b ..< b+c`, `c` literal; `a` is temporary.
  case copyBlock
  /// `a ← frame[frame[b] + c]`, `c` literal.
  case load
  /// `a ..< a+d ← frame[frame[b] + c ...]`, `c` and `d` literal.
  case loadBlock
  /// Temporary `frame[frame[a] + b] ← c`, `b` literal.
  case put
  /// Temporary `frame[frame[a] + b ...] ← c ..< c+d`, `b` and `d` literal.
  case putBlock
  /// `a ← b + c·d`, `d` literal: the address of an element `d` slots wide.
  case address
  /// `a ← b + d`, literal: a slot's number as an address, displaced. What is reached by addresses
  /// made from it is within `b ..< b+c`, or where these are fields within the same fields as they
  /// were before the step; `a` alone need not be, where indices do not begin with 0.
  case addressOf

  // MARK: Writing the state; a value has to fit into its field. Where `d` is -1, which
  // `storeBlockAt` has no room for, that is known, and need not be looked at

  /// Field `a ← b`.
  case store
  /// Fields `a ..< a+c ← b ..< b+c`, `c` literal.
  case storeBlock
  /// Field `frame[a] + b ← c`, `b` literal; `frame[a] + b` must be a field.
  case storeAt
  /// Fields `frame[a] + b ... ← c ..< c+d`, `b` and `d` literal.
  case storeBlockAt

  // MARK: Arithmetic; overflow and division by zero are failures of site `d`
  // (-1 where it is known that there are none)

  /// `a ← b ∘ c`; division truncates, and a remainder has the sign of `b`, as in Swift.
  case add, subtract, multiply, divide, remainder
  /// `a ← -b`
  case negate
  case minimum, maximum
  /// Fails with site `d` unless `b ≤ a ≤ c`.
  case checkRange

  // MARK: Truth values, 0 and 1

  case equal, notEqual, less, lessOrEqual
  case not, and, or
  /// `a ← (b ..< b+d = c ..< c+d)`, `d` literal.
  case equalBlock
  /// `a ← 1` when `b ..< b+d` comes before `c ..< c+d` in word order, `d` literal.
  case lessBlock

  // MARK: Bit sets of at most 64 members, one slot each

  /// `a ← bit c of b`; 0 when `c` is not in 0..<64.
  case testBit
  /// `a ← b` with bit `c` set or cleared; `c` in 0..<64.
  case setBit, clearBit
  case bitAnd, bitOr, bitAndNot
  case populationCount
  /// `a ← the lowest bit of b that is at least c`, 64 when there is none.
  case nextBit

  // MARK: Control; targets are instruction indices, literal

  /// To `a`.
  case jump
  /// To `b` when `a` is not 0, when it is 0.
  case jumpIf, jumpUnless
  /// To `c` when `a = b`, `a ≠ b`, `a < b`, `a ≥ b`.
  case jumpIfEqual, jumpIfNotEqual, jumpIfLess, jumpIfNotLess

  // MARK: Choices and ends

  /// `a ←` a number in `0 ..< b`, every one a run of its own; none when `b ≤ 0`.
  case choose
  /// Not enabled: no step.
  case disable
  /// A failure of site `a`: no step, and a finding.
  case fail
  /// A finding of site `b` when `a` is 0, but the step goes on: step properties.
  case expect
  /// Branch `a` (literal) has been taken.
  case cover
  /// The step is complete; for a check, the result is in slot `a`.
  case end
}

/// One instruction: an opcode and four operands, whose meaning `Opcode` gives.
package struct Instruction: Hashable, Sendable, BitwiseCopyable {
  package var opcode: Opcode
  package var a: Int32
  package var b: Int32
  package var c: Int32
  package var d: Int32

  package init(_ opcode: Opcode, _ a: Int32 = 0, _ b: Int32 = 0, _ c: Int32 = 0, _ d: Int32 = 0) {
    self.opcode = opcode
    self.a = a
    self.b = b
    self.c = c
    self.d = d
  }
}
