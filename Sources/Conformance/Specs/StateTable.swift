import SpecLanguage

/// States by their numbers, each as the few bytes that it takes.
///
/// A state as a tree of values takes some kilobytes; here a registry's takes tens of bytes. The
/// bytes are compared whole, so no state is taken for another whatever their hashes are.
///
/// The index is a table with linear probing, at most half full.
struct StateTable: Sendable {
  private var bytes: [UInt8] = []
  /// By state: where its bytes begin; one more at the end.
  private var starts: [Int] = [0]
  /// Numbers of states, from 1; 0 for a free place. A power of two of them.
  private var places: [UInt32] = Array(repeating: 0, count: 1024)

  var count: Int { starts.count - 1 }

  subscript(index: Int) -> StateValue {
    var rest = bytes[starts[index]..<starts[index + 1]]
    var variables: [Value] = []
    while !rest.isEmpty { variables.append(Value(decoding: &rest)) }
    return StateValue(variables: variables)
  }

  /// The state's number; the next one when it is new.
  mutating func index(of state: StateValue) -> Int {
    let start = bytes.count
    for value in state.variables { value.encode(to: &bytes) }
    let place = place(of: start..<bytes.count)
    if places[place] != 0 {
      bytes.removeSubrange(start...)
      return Int(places[place]) - 1
    }
    starts.append(bytes.count)
    places[place] = UInt32(count)
    if count * 2 > places.count { grow() }
    return count - 1
  }

  /// Where the state with these bytes is, or would be.
  private func place(of range: Range<Int>) -> Int {
    let mask = places.count - 1
    var place = hash(range) & mask
    while places[place] != 0 {
      let state = Int(places[place]) - 1
      if bytes[starts[state]..<starts[state + 1]] == bytes[range] { break }
      place = (place + 1) & mask
    }
    return place
  }

  private mutating func grow() {
    places = Array(repeating: 0, count: places.count * 2)
    for state in 0..<count {
      places[place(of: starts[state]..<starts[state + 1])] = UInt32(state + 1)
    }
  }

  /// FNV-1a, with its upper half folded in: places are taken by the lower bits.
  private func hash(_ range: Range<Int>) -> Int {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
    return Int(truncatingIfNeeded: hash ^ (hash >> 32))
  }
}
