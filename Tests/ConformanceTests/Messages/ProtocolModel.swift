import FoundationEssentials
import TestSupport

/// The open model of `specs/components/protocol.mesh`, as a whole or with fewer calls.
///
/// The whole has 288 states with 704 calls each, too many for every run of the tests. The next
/// two have each call and each reader between them: what is left out are sets of formats when it
/// comes to messages, and messages when it comes to sets of formats.
enum ProtocolModel: String, CaseIterable, Sendable {
  /// Every call in every state.
  case whole
  /// Every message and all bytes, but sender and receiver have no format, one, or all.
  case messages
  /// Every two sets of formats, but no messages, and one reader.
  case negotiations
  /// All bytes, to a receiver that takes every format or none: enough to show most faults.
  case bytes
  /// Few messages and formats, for what shows only in a call after the next one.
  case renegotiations

  /// The spec's component, with guards that leave calls out.
  func spec() throws -> String {
    let negotiate = "transition negotiate(s: Set<Format>, r: Set<Format>) -> Format?"
    let decode = "transition decode(b: Bytes) -> Message?"
    switch self {
    case .whole: return "import \"components/protocol\"\nvar alone: open Protocol"
    case .messages:
      return try component(guards: [negotiate: "s == r && r.count != 2 && r.count != 3"])
    case .negotiations:
      return try component(guards: [
        negotiate: "reader == 1 && newestKnown == 1", decode: "reader > newestKnown",
      ])
    case .bytes:
      return try component(guards: [negotiate: "s == r && (r.isEmpty || r.count == 4)"])
    case .renegotiations:
      return try component(guards: [
        negotiate: "reader == newestKnown && s == r && (r.isEmpty || r.count == 4)",
        decode: "b.schema == nil && b.content[2] == nil && b.content[3] == nil",
      ])
    }
  }

  private func component(guards: [String: String]) throws -> String {
    let text = try RepositoryFiles.text(at: "specs/components/protocol.mesh")
    let variable = "var alone: open Protocol"
    guard let end = text.firstRange(of: variable)?.lowerBound else { return "" }
    return guards.reduce(text[..<end] + variable + "\n") { text, change in
      precondition(text.contains(change.key), "the spec has no \(change.key)")
      return text.replacing(change.key, with: "\(change.key) when \(change.value)")
    }
  }
}
