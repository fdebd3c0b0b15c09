/// A schedule as a short text, such as `d-io-4.1_7.2-12-9f3c21aa`.
///
/// Debug or release build, rules (timers `i`dle or `a`nytime, actor `o`rder kept or `f`ree), the
/// choices that are not the first of their options (number and index), how many choices the run
/// has, and a fingerprint of all their options, which tells when the token does not fit.
struct ScheduleToken: Hashable, Sendable, CustomStringConvertible {
  var prefix: String
  var deviations: [Int: Int]
  var choiceCount: Int
  var fingerprint: UInt32

  init(of choices: [Choice], under options: ExplorationOptions) {
    prefix = Self.prefix(of: options)
    deviations = ScheduleReplay.deviations(of: choices)
    choiceCount = choices.count
    fingerprint = Self.fingerprint(of: choices)
  }

  /// Reads a token; nil if it is none.
  init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 5, let count = Int(parts[3]), let print = UInt32(parts[4], radix: 16)
    else { return nil }
    var deviations: [Int: Int] = [:]
    for pair in parts[2].split(separator: "_") {
      let numbers = pair.split(separator: ".").compactMap { Int($0) }
      guard numbers.count == 2 else { return nil }
      deviations[numbers[0]] = numbers[1]
    }
    prefix = "\(parts[0])-\(parts[1])"
    self.deviations = deviations
    choiceCount = count
    fingerprint = print
  }

  static func fingerprint(of choices: [Choice]) -> UInt32 {
    var signature = Signature()
    for choice in choices { signature.mix(choice.signature) }
    return UInt32(truncatingIfNeeded: signature.value ^ (signature.value >> 32))
  }

  /// The build and the rules that a schedule belongs to.
  ///
  /// The optimiser leaves out hops that do nothing, so the builds differ in their choices.
  static func prefix(of options: ExplorationOptions) -> String {
    #if DEBUG
      let build = "d"
    #else
      let build = "r"
    #endif
    return "\(build)-\(options.timers == .whenIdle ? "i" : "a")"
      + (options.keepsActorOrder ? "o" : "f")
  }

  var description: String {
    let list = deviations.sorted { $0.key < $1.key }.map { "\($0.key).\($0.value)" }
    let fingerprint = String(fingerprint, radix: 16)
    return "\(prefix)-\(list.joined(separator: "_"))-\(choiceCount)-\(fingerprint)"
  }
}
