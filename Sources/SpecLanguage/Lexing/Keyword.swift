/// A reserved word of the language.
///
/// Words that mean something only in one place (`open`, `tick`, `count`, `violated`) are not here:
/// they are identifiers, and stay free as names.
package enum Keyword: String, CaseIterable, Sendable {
  // Declarations.
  case action, component, constraint, entity, expect, invariant, measure, param, process, property
  case reachable, step, terminal, test, theorem, transition
  case enumeration = "enum"
  case function = "func"
  case importFile = "import"
  case initializer = "init"
  case letBinding = "let"
  case on
  case structure = "struct"
  case typeAlias = "type"
  case variable = "var"
  // Modifiers and clauses.
  case ensures, fair, ghost, strong, urgent, when, with
  case privateAccess = "private"
  case whereClause = "where"
  // Statements.
  case assert, loop, require
  case breakStatement = "break"
  case caseLabel = "case"
  case defaultLabel = "default"
  case elseBranch = "else"
  case forLoop = "for"
  case ifCondition = "if"
  case returnStatement = "return"
  case switchStatement = "switch"
  case whileLoop = "while"
  // Expressions.
  case always, eventually, exists, forall, implies, leadsto, next, old, releases, until
  case any
  case falseLiteral = "false"
  case isCase = "is"
  case isIn = "in"
  case nilLiteral = "nil"
  case trueLiteral = "true"

  package static let byText: [String: Keyword] = Dictionary(
    uniqueKeysWithValues: allCases.map { ($0.rawValue, $0) })
}
