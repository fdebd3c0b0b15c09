import Engine

/// An operand of an instruction under construction: constants, temporaries and labels get their
/// numbers when the program is complete.
struct Operand32: ExpressibleByIntegerLiteral {
  var code: Int64

  init(code: Int64) { self.code = code }
  init(integerLiteral value: Int64) { code = value }
  init(_ value: Int) { code = Int64(value) }
}

/// Assembles programs by hand.
///
///     var builder = ProgramBuilder()
///     let bit = builder.field(width: 1)
///     builder.action { b in
///       b.emit(.jumpIfEqual, bit, b.constant(1), b.label("off"))
///       …
///     }
struct ProgramBuilder {
  private enum Space: Int64 {
    case old = 1
    case constant, temporary, label
  }
  private static let spaceSize: Int64 = 1 << 24

  private(set) var fields: [StateField] = []
  private(set) var constants: [Int64] = []
  private var temporaryCount = 0
  private var labels: [String: Int] = [:]
  private var labelPlaces: [Int: Int] = [:]
  private var code: [(opcode: Opcode, operands: [Operand32])] = []
  private var actions: [GroundAction] = []
  private var checks: [StateCheck] = []
  private var initialization: Int?
  private var scope = 0
  fileprivate var guardCount = 0
  var siteCount = 8
  var branchCount = 8
  var enumerationCount = 0

  mutating func field(width: Int, minimum: Int64 = 0, enumeration: Int? = nil) -> Operand32 {
    fields.append(StateField(minimum: minimum, width: width, enumeration: enumeration))
    if let enumeration { enumerationCount = max(enumerationCount, enumeration + 1) }
    return Operand32(fields.count - 1)
  }

  func old(_ field: Operand32) -> Operand32 { Self.operand(.old, Int(field.code)) }

  mutating func constant(_ value: Int64) -> Operand32 {
    if let known = constants.firstIndex(of: value) { return Self.operand(.constant, known) }
    constants.append(value)
    return Self.operand(.constant, constants.count - 1)
  }

  /// A block of constants that stand side by side.
  mutating func constantBlock(_ values: [Int64]) -> Operand32 {
    constants += values
    return Self.operand(.constant, constants.count - values.count)
  }

  mutating func temporary(_ count: Int = 1) -> Operand32 {
    temporaryCount += count
    return Self.operand(.temporary, temporaryCount - count)
  }

  /// A label of the entry under construction.
  mutating func label(_ name: String) -> Operand32 {
    let key = "\(scope).\(name)"
    let number = labels[key] ?? labels.count
    labels[key] = number
    return Self.operand(.label, number)
  }

  mutating func place(_ name: String) {
    labelPlaces[Int(label(name).code % Self.spaceSize)] = code.count
  }

  mutating func emit(_ opcode: Opcode, _ operands: Operand32...) {
    code.append((opcode, operands))
  }

  @discardableResult
  mutating func action(
    _ role: GroundAction.Role = .ordinary, _ body: (inout ProgramBuilder) -> Void
  ) -> Int {
    actions.append(GroundAction(entry: entry(body), role: role))
    return actions.count - 1
  }

  @discardableResult
  mutating func check(_ role: StateCheck.Role, _ body: (inout ProgramBuilder) -> Void) -> Int {
    checks.append(StateCheck(entry: entry(body), role: role))
    return checks.count - 1
  }

  mutating func initialize(_ body: (inout ProgramBuilder) -> Void) { initialization = entry(body) }

  private mutating func entry(_ body: (inout ProgramBuilder) -> Void) -> Int {
    scope += 1
    let entry = code.count
    body(&self)
    return entry
  }

  private static func operand(_ space: Space, _ number: Int) -> Operand32 {
    Operand32(code: space.rawValue * spaceSize + Int64(number))
  }

  /// The program; without an initialisation it begins with every field at its minimum.
  mutating func build() -> Program {
    if initialization == nil { initialize { $0.emit(.end) } }
    let resolved = code.map { opcode, operands in
      let values = (0..<4).map { index in
        index < operands.count ? resolve(operands[index]) : 0
      }
      return Instruction(opcode, values[0], values[1], values[2], values[3])
    }
    return Program(
      layout: StateLayout(fields: fields), code: resolved, constants: constants,
      temporaryCount: temporaryCount, initialization: initialization!, actions: actions,
      checks: checks, siteCount: siteCount, branchCount: branchCount,
      enumerationCount: enumerationCount)
  }

  private func resolve(_ operand: Operand32) -> Int32 {
    guard let space = Space(rawValue: operand.code / Self.spaceSize) else {
      return Int32(operand.code)
    }
    let number = Int(operand.code % Self.spaceSize)
    return switch space {
    case .old: Int32(fields.count + number)
    case .constant: Int32(2 * fields.count + number)
    case .temporary: Int32(2 * fields.count + constants.count + number)
    case .label: Int32(labelPlaces[number]!)
    }
  }
}

extension ProgramBuilder {
  /// The action is possible only where the two slots are equal.
  mutating func require(_ slot: Operand32, equals value: Int64) {
    guardCount += 1
    let name = "guard\(guardCount)"
    emit(.jumpIfEqual, slot, constant(value), label(name))
    emit(.disable)
    place(name)
  }

  mutating func set(_ field: Operand32, to value: Int64) { emit(.store, field, constant(value)) }
}
