/// Words of Swift, TLA+, Murphi and Promela that people write by habit, and what to write instead.
enum ForeignWords {
  struct Advice: Sendable {
    var advice: String
    var replacement: String?
  }

  /// Words between operands; each is read as the operator given.
  static let operators: [String: (advice: Advice, kind: Token.Kind)] = [
    "and": (write("&&"), .symbol(.and)),
    "or": (write("||"), .symbol(.or)),
    "iff": (write("=="), .symbol(.equal)),
    "mod": (write("%"), .symbol(.percent)),
    "div": (write("/"), .symbol(.slash)),
  ]

  static let not = write("!")

  static let declarations: [String: Advice] = [
    "assume": Advice(
      advice: "write 'constraint p' to leave states out, or 'theorem N: A implies B'"),
    "class": Advice(
      advice: "write 'struct' for a record, 'component' for variables that act together"),
    "const": write("let"),
    "constant": write("let"),
    "def": write("func"),
    "fn": write("func"),
    "function": write("func"),
    "liveness": write("property"),
    "machine": write("component"),
    "module": write("component"),
    "mtype": write("enum"),
    "procedure": write("transition"),
    "proctype": write("process"),
    "rule": write("action"),
    "ruleset": Advice(advice: "write 'action name(x: T) when guard { }'", replacement: nil),
    "safety": write("invariant"),
    "startstate": write("init"),
    "typealias": write("type"),
  ]

  static let statements: [String: Advice] = [
    "await": Advice(advice: "write 'require p', or put the condition after 'when'"),
    "choose": Advice(advice: "write 'let x = any T where p'"),
    "either": Advice(advice: "write one action for each branch, or 'let x = any T' and a 'switch'"),
    "elif": Advice(advice: "write 'else if'"),
    "guard": Advice(advice: "write 'require p', or 'if' and 'return'"),
    "repeat": Advice(advice: "write 'for x in a...b { }'"),
    "skip": Advice(advice: "leave the block empty, or write 'break' in a case"),
    "with": Advice(advice: "write 'let x = any T where p'"),
  ]

  private static func write(_ text: String) -> Advice {
    Advice(advice: "write '\(text)'", replacement: text)
  }
}
