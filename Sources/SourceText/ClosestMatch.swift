/// The candidate that a mistyped name most likely meant; nil when none is near.
///
/// Nearness is the number of letters inserted, dropped, changed or swapped with their neighbour
/// (optimal string alignment); a third of the longer name's letters may differ, and always one.
/// Upper and lower case count as equal, except between candidates that are equally near: `mod` is
/// `mode` rather than `Mode`. Ties go to the alphabetically first, so that no order of a set shows.
/// - Complexity: O(letters² × candidates), names over 64 letters excluded.
public func closestMatch(
  to name: String, among candidates: some Sequence<String>
) -> String? {
  let wanted = Array(name.lowercased().utf8)
  guard (1...longestComparedName).contains(wanted.count) else { return nil }
  var best: (distance: Int, lettersApart: Int, candidate: String)?
  for candidate in candidates where candidate != name {
    let letters = Array(candidate.lowercased().utf8)
    guard (1...longestComparedName).contains(letters.count) else { continue }
    let allowed = max(1, max(wanted.count, letters.count) / 3)
    guard abs(wanted.count - letters.count) <= allowed else { continue }
    let distance = editDistance(wanted, letters)
    // A name of one or two letters is not "near" another with which it shares nothing.
    guard distance <= allowed, distance < max(wanted.count, letters.count) else { continue }
    let lettersApart = editDistance(Array(name.utf8), Array(candidate.utf8))
    if let best, best <= (distance, lettersApart, candidate) { continue }
    best = (distance, lettersApart, candidate)
  }
  return best?.candidate
}

private let longestComparedName = 64

/// The optimal-string-alignment distance of two byte strings, by rows.
func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var beforeLast: [Int] = []
  var last = Array(0...b.count)
  for i in a.indices {
    var row = [i + 1]
    row.reserveCapacity(b.count + 1)
    for j in b.indices {
      var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        cost = min(cost, beforeLast[j - 1] + 1)
      }
      row.append(cost)
    }
    beforeLast = last
    last = row
  }
  return last[b.count]
}
