/// What one step changed at one place, in the words of the spec.
package struct Change: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// `breaker.mode: .closed → .open`
    case replaced(old: String, new: String)
    /// The elements that a set or a bag gained and lost: `inFlight: + client1 - client2`.
    case elements(added: [String], removed: [String])
  }

  /// `breaker.mode`, `rm[rm2]`.
  package var path: String
  package var kind: Kind

  package init(path: String, kind: Kind) {
    self.path = path
    self.kind = kind
  }

  /// The change without its path: `.closed → .open`, `+ client1 - client2`.
  package var text: String {
    switch kind {
    case .replaced(let old, let new): return "\(old) → \(new)"
    case .elements(let added, let removed):
      let gains = added.isEmpty ? [] : ["+ " + added.joined(separator: ", ")]
      let losses = removed.isEmpty ? [] : ["- " + removed.joined(separator: ", ")]
      return (gains + losses).joined(separator: "  ")
    }
  }
}
