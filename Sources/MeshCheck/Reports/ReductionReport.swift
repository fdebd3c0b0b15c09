/// What the states of a search are without.
public struct ReductionReport: Sendable, Hashable {
  /// Bits that tell states apart in the search.
  public var stateBits = 0
  /// Bits that a state would have besides, for what has one value in all of them.
  public var constantBits = 0
  /// Bits that a state would have besides, for what nothing observable depends on: states that
  /// differ in these only were looked at, and counted, as one.
  public var unreadBits = 0
  /// The variables in which these are.
  public var unreadVariables: [String] = []
  /// Variables on which nothing observable depends either, at least in parts, and which were kept
  /// because there are temporal properties.
  public var unreadKept: [String] = []

  /// As the text report says it, one line each.
  package var sentences: [String] {
    let all = counted(stateBits + constantBits + unreadBits, "bit")
    var lines: [String] = []
    if constantBits > 0 {
      lines.append("constants: \(grouped(constantBits)) of \(all) of a state never change")
    }
    if unreadBits > 0 {
      let names = unreadVariables.joined(separator: ", ")
      lines.append(
        "unread: \(names) (\(grouped(unreadBits)) of \(all)); states that differ there only count "
          + "as one")
    }
    if !unreadKept.isEmpty {
      let names = unreadKept.joined(separator: ", ")
      lines.append("unread: \(names); kept because of temporal properties")
    }
    return lines
  }
}
