/// One thing that may happen next: a job that is ready, or time going on.
struct StepOption: Hashable, Sendable {
  /// The number of a task in order of first appearance; the root is 0.
  var task: Int
  /// The host whose actor the job runs on, in order of creation; nil outside hosts.
  var host: Int?

  /// Time goes on to the next deadline.
  static let time = StepOption(task: -1, host: nil)
}

/// What a step read or wrote as far as is known; two steps with one in common may not commute.
enum Access: Hashable, Sendable {
  /// The state of an actor.
  case host(Int)
  /// The order in which jobs arrive at an actor.
  case arrival(at: Int)
  /// A thing that the scenario declared with `touch`.
  case declared(String)
  /// Code outside hosts, where it is assumed to share what nobody declared.
  case outsideHosts
}

/// One choice that was made where there was more than one.
struct Choice: Hashable, Sendable {
  var chosen: Int
  var count: Int
  /// A fingerprint of the options, by which a rerun is seen to have come to the same point.
  var signature: UInt64
}

extension StepOption {
  /// FNV-1a (Fowler, Noll and Vo) over the options: the same in every process, unlike `Hasher`.
  static func signature(of options: [StepOption]) -> UInt64 {
    var signature = Signature()
    for option in options {
      signature.mix(option.task)
      signature.mix(option.host ?? -1)
    }
    return signature.value
  }
}

/// A running FNV-1a fingerprint of whole numbers.
struct Signature: Sendable {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func mix(_ number: Int) { mix(UInt64(bitPattern: Int64(number))) }

  mutating func mix(_ number: UInt64) { value = (value ^ number) &* 0x100_0000_01b3 }
}
